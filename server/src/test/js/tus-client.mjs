/**
 * tus-js-client, as it is published for browsers, against a server: an upload that is cut in the middle of a piece and gone on
 * with, and one that is given up. Tells what it saw as one line of JSON. The rest of a browser is played by `node:http`.
 *
 * node tus-client.mjs ADDRESS TOKEN
 */
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { createRequire } from 'node:module';

const [, , address, token] = process.argv;
const tus = createRequire(import.meta.url)('./lib/tus-js-client-4.3.1.min.cjs');

const PIECE = 400_000;
const bytes = Buffer.alloc(1_500_000);
for (let i = 0, x = 1; i < bytes.length; i++) {
  x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
  bytes[i] = x >> 16;
}

/** Which `PATCH` is cut off half way; 0 for none. */
let cut = 0;
let patches = 0;
const seen = [];

class Answer {
  constructor(message, body) {
    this.message = message;
    this.body = body;
  }

  getStatus() { return this.message.statusCode; }
  getHeader(name) { return this.message.headers[name.toLowerCase()]; }
  getBody() { return this.body; }
  getUnderlyingObject() { return this.message; }
}

class Call {
  constructor(method, url) {
    this.method = method;
    this.url = url;
    this.headers = {};
  }

  getMethod() { return this.method; }
  getURL() { return this.url; }
  setHeader(name, value) { this.headers[name] = value; }
  getHeader(name) { return this.headers[name]; }
  setProgressHandler(handler) { this.progress = handler; }
  getUnderlyingObject() { return this.sent; }

  async abort() { this.sent?.destroy(); }

  async send(blob) {
    const body = blob ? Buffer.from(await blob.arrayBuffer()) : Buffer.alloc(0);
    const half = this.method === 'PATCH' && ++patches === cut;
    return new Promise((done, failed) => {
      const headers = body.length || this.method === 'POST' ? { ...this.headers, 'Content-Length': body.length } : this.headers;
      this.sent = request(this.url, { method: this.method, headers }, (message) => {
        let text = '';
        message.setEncoding('utf8').on('data', (some) => { text += some; }).on('end', () => {
          seen.push({ method: this.method, status: message.statusCode, offset: message.headers['upload-offset'], expires: message.headers['upload-expires'] });
          done(new Answer(message, text));
        });
      });
      this.sent.on('error', failed);
      if (half) this.sent.write(body.subarray(0, body.length / 2), () => setTimeout(() => this.sent.destroy(), 200));
      else this.sent.end(body);
    });
  }
}

const stack = { createRequest: (method, url) => new Call(method, url), getName: () => 'node' };
const kept = [];
const storage = {
  findAllUploads: async () => kept,
  findUploadsByFingerprint: async (fingerprint) => kept.filter((one) => one.fingerprint === fingerprint),
  removeUpload: async (key) => { kept.splice(kept.findIndex((one) => one.urlStorageKey === key), 1); },
  addUpload: async (fingerprint, upload) => kept.push({ ...upload, fingerprint, urlStorageKey: `${kept.length}` }) && `${kept.length - 1}`,
};

/** Sends it to its end, or until it fails. */
function sent(previous, options = {}) {
  return new Promise((done) => {
    const upload = new tus.Upload(new Blob([bytes]), {
      endpoint: `${address}/api/uploads`,
      headers: { Authorization: `Bearer ${token}` },
      metadata: { filename: 'Lärm.bin' },
      chunkSize: PIECE,
      retryDelays: null,
      httpStack: stack,
      urlStorage: storage,
      fingerprint: async () => 'noise',
      onSuccess: () => done({ url: upload.url }),
      onError: (error) => done({ url: upload.url, error: String(error) }),
      onChunkComplete: () => options.afterPiece?.(upload, done),
    });
    if (previous) upload.resumeFromPreviousUpload(previous);
    upload.start();
  });
}

cut = 2;
const broken = await sent();
const [previous] = await storage.findUploadsByFingerprint('noise');
const whole = await sent(previous);
const first = seen.splice(0);
const givenUp = await sent(null, { afterPiece: (upload, done) => upload.abort(true).then(() => done({ url: upload.url })) });
console.log(JSON.stringify({
  broken: broken.error ?? null,
  same: broken.url === whole.url && !whole.error,
  id: whole.url.split('/').at(-1),
  sha256: createHash('sha256').update(bytes).digest('hex'),
  calls: first,
  givenUp: { id: givenUp.url.split('/').at(-1), calls: seen },
}));
