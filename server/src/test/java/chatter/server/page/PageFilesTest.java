package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.TestUser;
import chatter.server.faults.FaultProxy.Direction;
import chatter.server.web.file.TestUpload;
import chatter.shared.protocol.FileInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/// Files from one page to another.
class PageFilesTest extends BehindABadNetwork {
  /// Knows which calls uploads make, and holds the piece with that number until it is let go.
  private static final String HOLD =
      """
      const hold = arguments[0];
      window.calls = [];
      const { open, send } = XMLHttpRequest.prototype;
      XMLHttpRequest.prototype.open = function (method, ...more) {
        this.method = method;
        return open.call(this, method, ...more);
      };
      XMLHttpRequest.prototype.send = function (body) {
        window.calls.push(this.method);
        const pieces = window.calls.filter((method) => method === 'PATCH').length;
        if (this.method !== 'PATCH' || pieces !== hold) return send.call(this, body);
        window.letGo = () => send.call(this, body);
      };
      """;

  @TempDir Path folder;

  @Test
  void anUploadGoesOnWhereItWasWhenTheServerIsRestarted() {
    TestUser ben = server.signUp("ben");
    Browser ada = signUp("Ada");
    byte[] noise = bytes(9_000_000);
    ada.script(HOLD, 2);
    choose(ada, file("noise.bin", noise));
    ada.element("file-chosen");
    ada.say("with a file");
    ada.row("with a file", "pending");
    ada.until("the second piece", () -> ada.script("return Boolean(window.letGo)").equals(true));
    // The second piece is under way, and never arrives.
    proxy.stall(Direction.TO_SERVER);
    ada.script("letGo()");
    server.restart();
    proxy.heal();

    ada.row("with a file", "sent");
    assertEquals(
        1L, ada.script("return calls.filter((method) => method === 'POST').length"), "uploads");
    FileInfo sent = history(ben).getLast().files().getFirst();
    assertEquals("noise.bin", sent.name());
    assertArrayEquals(noise, read(ben, sent.id()));
    assertEquals(
        0L, ada.script("return Object.keys(localStorage).filter((k) => /outbox/.test(k)).length"));
    ada.until("nothing kept", () -> kept(ada).isEmpty());
  }

  private static byte[] bytes(int many) {
    byte[] bytes = new byte[many];
    new Random(many).nextBytes(bytes);
    return bytes;
  }

  private Path file(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void choose(Browser browser, Path... files) {
    String all = String.join("\n", List.of(files).stream().map(Path::toString).toList());
    browser.driver().findElement(By.cssSelector("[data-testid=file-input]")).sendKeys(all);
  }

  private byte[] read(TestUser reader, String id) {
    TestUpload theirs = new TestUpload(server, reader);
    return theirs.get(theirs.links(id).getFirst().url()).body();
  }

  /// The names of what waits in the browser's own store.
  @SuppressWarnings("unchecked")
  private static List<Object> kept(Browser browser) {
    return (List<Object>)
        browser.script(
            """
            return (async () => {
              const kept = [];
              const root = await navigator.storage.getDirectory();
              for await (const [name, folder] of root.entries()) for await (const key of folder.keys()) kept.push(`${name}/${key}`);
              return kept;
            })();
            """);
  }
}
