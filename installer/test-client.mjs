// test-client.mjs say|read|invite|joined|answered URL [SECONDS]: what test-deb.sh does over the wire. "say" registers Ada, logs in and
// sends a message; the others log in and find that message: "invite" also prints the link of an invite for the desktop app,
// "joined" waits that many seconds until somebody has an account by it, and "answered" for what test-deb.sh writes there. The
// websocket is done by hand, since older Node.js has none.
import {randomBytes, randomUUID} from "node:crypto";
import {request} from "node:http";

const [what, url, seconds] = process.argv.slice(2);
const email = "ada@example.org";
const password = "a long sentence about packages";
const words = "Hello from an installed Chatter";
const answer = "Hello from the installed desktop app";

function fail(sentence) {
  console.error(`test-client: ${sentence}`);
  process.exit(1);
}

async function post(path, body, token) {
  const headers = {"content-type": "application/json", ...(token && {authorization: `Bearer ${token}`})};
  const answer = await fetch(url + path, {method: "POST", headers, body: JSON.stringify(body)});
  const text = await answer.text();
  if (!answer.ok) fail(`POST ${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

/** One masked text frame; everything sent here is shorter than 64 KiB. */
function frame(text) {
  const body = Buffer.from(text);
  const mask = randomBytes(4);
  const length = body.length < 126 ? Buffer.from([0x80 | body.length])
      : Buffer.from([0x80 | 126, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([Buffer.from([0x81]), length, mask, body.map((byte, i) => byte ^ mask[i % 4])]);
}

function send(token) {
  return new Promise(done => {
    const upgrade = request(`${url}/ws/${token}`, {headers: {
      connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64")}});
    upgrade.on("response", answer => fail(`the websocket was refused with ${answer.statusCode}`));
    upgrade.on("error", error => fail(`the websocket failed: ${error.message}`));
    upgrade.on("upgrade", (_, socket) => {
      let seen = "";
      const timer = setTimeout(() => fail(`no ack within 60 seconds, only: ${seen}`), 60_000);
      socket.on("data", bytes => {
        // Frame headers are skipped over: the JSON between them is all that is looked at.
        seen += bytes.toString("utf8");
        if (/\{"type":"rejected"/.test(seen)) fail(`the message was rejected: ${seen}`);
        if (/\{"type":"ack"/.test(seen)) {
          clearTimeout(timer);
          socket.destroy();
          done();
        }
      });
      socket.write(frame(JSON.stringify({type: "hello", version: 2})));
      socket.write(frame(JSON.stringify(
          {type: "sendMessage", id: 1, conversation: 1, commandId: randomUUID(), body: words})));
    });
    upgrade.end();
  });
}

if (what === "say") await post("/api/register", {name: "Ada", email, password});
const {token} = await post("/api/login", {email, password});
if (what === "say") await send(token);

async function get(path) {
  const answer = await fetch(url + path, {headers: {authorization: `Bearer ${token}`}});
  const text = await answer.text();
  if (!answer.ok) fail(`GET ${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}

async function history() {
  return (await get("/api/conversations/1/messages")).rows.map(row => row.body);
}

const bodies = await history();
if (bodies.filter(body => body === words).length !== 1) fail(`the message is not there once: ${bodies}`);
if (what === "invite") console.log((await post("/api/invites", {uses: 1, hours: 1}, token)).appLink);
async function until(condition, complaint) {
  const deadline = Date.now() + seconds * 1_000;
  while (!(await condition())) {
    if (Date.now() > deadline) fail(complaint);
    await new Promise(soon => setTimeout(soon, 200));
  }
}

async function members() {
  return (await get("/api/accounts")).accounts.length;
}

if (what === "joined") await until(async () => (await members()) > 1, "nobody has joined");
if (what === "answered") await until(async () => (await history()).includes(answer), "the desktop app's message did not come");
