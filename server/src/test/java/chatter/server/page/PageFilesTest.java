package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestUser;
import chatter.server.faults.FaultProxy.Direction;
import chatter.server.web.file.TestUpload;
import chatter.shared.protocol.FileInfo;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

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

  @Test
  void anUploadGoesOnWhereItWasWhenThePageIsLoadedAnew() {
    TestUser ben = server.signUp("ben");
    Browser ada = signUp("Ada");
    byte[] noise = bytes(9_000_000);
    ada.script(HOLD, 2);
    choose(ada, file("noise.bin", noise));
    ada.element("file-chosen");
    ada.say("");
    ada.until("the second piece", () -> ada.script("return Boolean(window.letGo)").equals(true));
    assertEquals("4 of 9 MB", ada.element("upload-size").getText());
    assertEquals("44", ada.element("progress").getDomAttribute("aria-valuenow"));
    assertEquals(1, kept(ada).size());
    ada.reload();

    ada.row("noise.bin", "sent");
    FileInfo sent = history(ben).getLast().files().getFirst();
    assertArrayEquals(noise, read(ben, sent.id()));
    assertEquals(
        0L,
        ada.script(
            "return performance.getEntriesByType('resource').filter(({ name }) =>"
                + " name.endsWith('/api/uploads')).length"),
        "uploads begun after the reload");
    ada.until("nothing kept", () -> kept(ada).isEmpty());
  }

  @Test
  void whereThereIsNoFileSystemFilesWaitInTheDatabase() {
    TestUser ben = server.signUp("ben");
    Browser ada = signUp("Ada");
    ada.onEveryDocument("delete FileSystemFileHandle.prototype.createWritable;");
    ada.reload();
    ada.element("composer");
    byte[] noise = bytes(100);
    ada.script(HOLD, 1);
    choose(ada, file("noise.bin", noise));
    ada.element("file-chosen");
    ada.say("");
    ada.until("it is under way", () -> ada.script("return Boolean(window.letGo)").equals(true));
    ada.reload();

    ada.row("noise.bin", "sent");
    assertArrayEquals(noise, read(ben, history(ben).getLast().files().getFirst().id()));
    assertEquals(List.of(), kept(ada));
  }

  @Test
  void whatMovesByItselfStandsStillForWhomThatHurts() throws IOException {
    Browser ada = signUp("Ada");
    Path gif = folder.resolve("Moves.gif");
    ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "gif", gif.toFile());
    choose(ada, gif);
    ada.element("file-chosen");
    ada.say("moves");
    ada.row("moves", "sent");
    ada.until("it plays", () -> loaded(ada, "[data-testid=picture] img") == 300);
    ada.cdp(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    ada.reload();
    ada.until(
        "its first picture",
        () ->
            ada.script(
                    "return document.querySelector('[data-testid=picture] canvas')?.ariaLabel ?? ''")
                .equals("Moves.gif"));
  }

  @Test
  void textOvertakesALargeUploadWhichCanBeTakenBack() {
    TestUser ben = server.signUp("ben");
    Browser ada = signUp("Ada");
    ada.script(HOLD, 1);
    choose(ada, file("noise.bin", bytes(100)));
    ada.element("file-chosen");
    ada.say("large");
    ada.row("large", "pending");
    ada.say("small");
    ada.row("small", "sent");
    List<WebElement> rows = ada.rows();
    assertTrue(rows.getLast().getText().contains("large"), rows.getLast().getText());

    ada.click("upload-cancel");
    ada.until("one message", () -> ada.rows().size() == 1);
    assertEquals(List.of("small"), bodies(ben));
    ada.until("nothing kept", () -> kept(ada).isEmpty());
  }

  @Test
  void twoPeopleExchangeAPictureAndADocument() {
    Browser ada = signUp("Ada");
    Browser ben = signUp("Ben");
    byte[] document = "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII);
    choose(ada, picture("Meadow.png", 300, 200), file("Plan.pdf", document));
    ada.until("both", () -> ada.driver().findElements(testId("file-chosen")).size() == 2);
    ada.say("");

    ada.row("Plan.pdf", "sent");
    WebElement row = ben.row("Plan.pdf");
    ben.until("the picture", () -> loaded(ben, "[data-testid=picture] img") == 300);
    WebElement image = row.findElement(By.tagName("img"));
    assertEquals("Meadow.png", image.getDomAttribute("alt"));
    String label = row.getDomAttribute("aria-label");
    assertTrue(label.contains("Meadow.png, Plan.pdf"), label);
    assertTrue(ben.element("room-preview").getText().contains("Meadow.png"));
    assertEquals("Save Plan.pdf", ben.element("saveFile").getAccessibleName());
    ben.script(
        "HTMLAnchorElement.prototype.click = function () { window.followed = this.getAttribute('href'); };");
    ben.click("saveFile");
    ben.until("a link", () -> ben.script("return window.followed ?? null") != null);
    String link =
        (String) ben.script("return new URL(followed).pathname + new URL(followed).search");
    assertTrue(link.endsWith("&save=1"), link);
    assertArrayEquals(document, new TestUpload(server, server.signUp("eve")).get(link).body());

    assertEquals(List.of(), ben.complaints());

    // What the server lost is told in its place.
    loseFiles();
    ben.reload();
    WebElement again = ben.row("Plan.pdf");
    ben.until(
        "it is gone", () -> again.getText().contains("Meadow.png is not available any more."));
    ben.click("saveFile");
    ben.until(
        "so is the other",
        () -> ben.element("toast").getText().equals("Plan.pdf is not available any more."));

    // Deleted, it has no files any more.
    new Actions(ada.driver()).moveToElement(ada.row("Plan.pdf")).perform();
    ada.click("more");
    ada.click("menu-remove");
    ben.until("no picture", () -> !ben.shows("picture") && !ben.shows("file"));
  }

  @Test
  void theViewerGoesByKeys() {
    Browser ada = signUp("Ada");
    choose(ada, picture("First.png", 2000, 1000), picture("Second.png", 200, 300));
    ada.until("both", () -> ada.driver().findElements(testId("file-chosen")).size() == 2);
    ada.say("two");
    ada.row("two", "sent");
    ada.element("composer").sendKeys(Keys.chord(Keys.SHIFT, Keys.TAB));
    ada.script("document.querySelector('[data-testid=message]').focus()");
    keys(ada, Keys.ARROW_RIGHT);
    assertEquals("First.png", focused(ada));
    keys(ada, Keys.ENTER);

    ada.until("its preview", () -> loaded(ada, "[data-testid=viewer-image]") == 1_120);
    assertEquals("1 of 2", ada.element("viewer-place").getText());
    keys(ada, Keys.ARROW_RIGHT);
    ada.until("the second", () -> loaded(ada, "[data-testid=viewer-image]") == 200);
    assertEquals("2 of 2", ada.element("viewer-place").getText());
    keys(ada, Keys.ARROW_RIGHT);
    assertEquals("2 of 2", ada.element("viewer-place").getText());
    keys(ada, "+");
    assertEquals("1.5", scale(ada));
    keys(ada, "0");
    assertEquals("1", scale(ada));
    keys(ada, Keys.ARROW_LEFT);
    ada.until("the preview again", () -> loaded(ada, "[data-testid=viewer-image]") == 1_120);
    keys(ada, "+");
    ada.until("the file itself", () -> loaded(ada, "[data-testid=viewer-image]") == 2_000);
    // The focus stays within.
    for (int i = 0; i < 8; i++) {
      keys(ada, Keys.TAB);
      assertEquals(
          true,
          ada.script(
              "return document.activeElement === document.body"
                  + " || Boolean(document.activeElement.closest('[data-testid=viewer]'))"));
    }
    ada.script("document.querySelector('[data-testid=viewer-close]').focus()");
    keys(ada, Keys.ESCAPE);
    ada.until("no viewer", () -> !ada.shows("viewer"));
    assertEquals("First.png", focused(ada));
  }

  @Test
  void filesAreDroppedAndPasted() {
    Browser ada = signUp("Ada");
    ada.element("composer").sendKeys("typed");
    ada.script(DRAG, "dragover", ".timeline", "Dropped.txt");
    assertEquals("Drop files here to send them to Lobby", ada.element("drop-target").getText());
    ada.script(DRAG, "drop", ".timeline", "Dropped.txt");
    ada.until("it is taken", () -> names(ada).equals(List.of("Dropped.txt")));
    assertFalse(ada.shows("drop-target"));
    // Beside the conversation nothing is taken, and the page stays.
    assertEquals(true, ada.script(DRAG, "drop", "[data-testid=find]", "Beside.txt"));
    ada.script(
        """
        const clipboardData = new DataTransfer();
        clipboardData.items.add(new File(['x'], 'Pasted.png', { type: 'image/png' }));
        document.querySelector('[data-testid=composer]').dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
        """);
    ada.until("both", () -> names(ada).equals(List.of("Dropped.txt", "Pasted.png")));
    ada.script("document.querySelector('[data-testid=file-remove]').click()");
    ada.until("one", () -> names(ada).equals(List.of("Pasted.png")));
    assertEquals("typed", ada.element("composer").getDomProperty("value"));
    ada.until("the other is gone", () -> kept(ada).size() == 1);
  }

  private static final String DRAG =
      """
      const [type, where, name] = arguments;
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], name));
      const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
      document.querySelector(where).dispatchEvent(event);
      return event.defaultPrevented;
      """;

  private void loseFiles() {
    try (Stream<Path> all = Files.walk(server.data().resolve("files"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void keys(Browser browser, CharSequence... keys) {
    browser.driver().switchTo().activeElement().sendKeys(keys);
  }

  private static Object focused(Browser browser) {
    return browser.script("return document.activeElement.title");
  }

  private static String scale(Browser browser) {
    return (String)
        browser.script(
            "return document.querySelector('[data-testid=viewer-image]').style.transform.match(/scale\\((.*)\\)/)[1]");
  }

  /// How wide a picture that is shown is in itself.
  private static long loaded(Browser browser, String selector) {
    return (Long)
        browser.script("return document.querySelector(arguments[0])?.naturalWidth ?? 0", selector);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> names(Browser browser) {
    return (List<Object>)
        browser.script(
            "return [...document.querySelectorAll('[data-testid=file-chosen] .file-name')].map((name) => name.textContent)");
  }

  private static By testId(String id) {
    return By.cssSelector("[data-testid=" + id + "]");
  }

  private Path picture(String name, int width, int height) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
      return file(name, bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
