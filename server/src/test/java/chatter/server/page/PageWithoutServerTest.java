package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.Visibility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A page that is loaded while its server is away.
@Tag("story")
class PageWithoutServerTest {
  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private Browser ada;

  @BeforeEach
  void begin() {
    ada = Browser.open(server.port());
  }

  @AfterEach
  void end() {
    ada.close();
  }

  @Test
  void whatWasReadLastIsReadAgainAndWhatIsWrittenIsSentOnce() {
    TestUser ben = server.signUp("Ben");
    TestConnection bens = ben.connect();
    ada.signUp("Ada", "ada@example.org", TestServer.PASSWORD);
    TestUser adas = server.login("ada@example.org", TestServer.PASSWORD);
    long room = ben.makeRoom("Field team", Visibility.PRIVATE, adas).id();
    long private2 = ben.makeRoom("Not looked at", Visibility.PRIVATE, adas).id();
    bens.post(room, "at eight");
    bens.post(private2, "never seen");
    bens.fill(60);
    long secret = bens.post("to be deleted").seq();
    bens.post("the end of the Lobby");
    ada.row("the end of the Lobby");
    go("Field team");
    ada.row("at eight");
    bens.delete(TestConnection.LOBBY, secret);
    ada.until(
        "the page is kept",
        () ->
            Boolean.TRUE.equals(
                inPage(
                    "Boolean((await caches.match(document.baseURI)) && navigator.serviceWorker?.controller)")));
    ada.until("both are kept", () -> "1,2".equals(kept()));
    ada.until(
        "what was deleted is gone", () -> !String.valueOf(inPage(ALL)).contains("to be deleted"));
    assertTrue(String.valueOf(inPage(ALL)).contains("the end of the Lobby"));

    server.stop();
    ada.reload();
    ada.row("at eight");
    ada.say("written without a server");
    ada.row("written without a server", "pending");
    go("Lobby");
    ada.row("the end of the Lobby");
    ada.script("document.querySelector('.timeline').scrollTop = 0");
    assertEquals(
        "Older messages come when the chat can be reached.",
        ada.element("timeline-remembered").getText());
    go("Not looked at");
    ada.until("an empty room", () -> ada.rows().isEmpty());
    go("Field team");

    server.restart();
    ada.row("written without a server", "sent");
    go("Lobby");
    ada.row("the end of the Lobby");
    ada.until("older ones again", () -> !ada.shows("timeline-remembered"));
    assertEquals(
        1,
        server.signIn("Ben").connect().welcome().conversations().stream()
            .filter(one -> one.id() == room)
            .mapToLong(one -> one.unread())
            .sum());
  }

  private static final String ALL = "JSON.stringify(await read('getAll'))";

  /// The ids of the conversations of which something is kept, as text.
  private String kept() {
    return String.valueOf(
        inPage(
            "(await read('getAllKeys')).filter((key) => typeof key === 'number').sort().join(',')"));
  }

  private Object inPage(String expression) {
    return ada.script(
        "return (async () => {"
            + "const name = (await indexedDB.databases()).map((one) => one.name).find((one) => one.startsWith('chatter.rows.'));"
            + "const db = name && await new Promise((resolve) => { const asked = indexedDB.open(name); asked.onsuccess = () => resolve(asked.result); });"
            + "const read = (what) => !db ? [] : new Promise((resolve) => { const asked = db.transaction('rows').objectStore('rows')[what](); asked.onsuccess = () => resolve(asked.result); });"
            + "try { return "
            + expression
            + "; } finally { db?.close(); } })()");
  }

  private void go(String title) {
    ada.until(
        title + " in the list",
        () ->
            Boolean.TRUE.equals(
                ada.script(
                    "const row = [...document.querySelectorAll('.conversation')].find((one) => one.textContent.includes(arguments[0])); row?.click(); return Boolean(row)",
                    title)));
    ada.until(title, () -> ada.element("room-title").getText().equals(title));
  }
}
