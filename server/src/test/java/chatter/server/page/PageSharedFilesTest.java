package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.server.web.file.TestUpload;
import chatter.shared.protocol.ClientCommand.SendMessage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/// The pictures, files and links of a conversation, beside it.
@Tag("story")
class PageSharedFilesTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private TestConnection bens;
  private TestUpload files;
  private Browser ada;

  @BeforeEach
  void begin() {
    TestUser ben = server.signUp("Ben");
    bens = ben.connect();
    files = new TestUpload(server, ben);
    ada = Browser.open(server.port());
  }

  @AfterEach
  void end() {
    ada.close();
  }

  @Test
  void everythingThatWasSharedIsFoundBesideTheConversation() {
    long first = picture("First.png");
    for (int i = 0; i < 40; i++) {
      bens.post("see https://example.org/page/" + i);
    }
    bens.post("[the plan](https://plans.example/a)");
    long paper = send(files.whole("Paper.pdf", "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII)));
    long second = picture("Second.png");
    ada.signUp("Ada", "ada@example.org", TestServer.PASSWORD);
    ada.row("the plan");
    ada.click("room-menu");
    ada.click("conversation-files");

    ada.until("both pictures", () -> labels().size() == 2);
    assertTrue(labels().getFirst().startsWith("Second.png by Ben, "), labels()::toString);
    ada.until("they are there", () -> loaded("[data-testid=shared-picture] img") == 2);
    // What happens meanwhile comes by itself, and goes.
    long third = picture("Third.png");
    ada.until("one more, here and there", () -> loaded("img[alt='Third.png']") == 2);
    assertEquals(3, labels().size());
    bens.delete(LOBBY, third);
    ada.until("it is gone", () -> labels().size() == 2);

    ada.script("document.querySelector('[data-testid=shared-picture]').focus()");
    keys(Keys.ARROW_RIGHT);
    assertTrue(focused("aria-label").startsWith("First.png by Ben"), focused("aria-label"));
    keys(Keys.ENTER);
    ada.element("viewer");
    assertEquals("2 of 2", ada.element("viewer-place").getText());
    keys(Keys.ESCAPE);
    ada.until("no viewer", () -> !ada.shows("viewer"));
    assertTrue(focused("aria-label").startsWith("First.png by Ben"), focused("aria-label"));
    keys(Keys.TAB);
    assertEquals("Go to the message with First.png", focused("title"));
    keys(Keys.ENTER);
    ada.until("its message", () -> isAt(first));
    ada.click("shared-picture");
    ada.click("viewer-go");
    ada.until("the other one", () -> !ada.shows("viewer") && isAt(second));

    ada.script("document.querySelector('[data-testid=shared-pictures]').focus()");
    keys(Keys.ARROW_RIGHT);
    ada.until("a card", () -> ada.shows("shared-file"));
    assertEquals("true", ada.element("shared-files").getDomAttribute("aria-selected"));
    assertEquals("Save Paper.pdf", ada.element("shared-save").getAccessibleName());
    assertTrue(ada.element("shared-file").getText().contains("9 bytes · PDF\nBen · "));
    ada.click("shared-go");
    ada.until("its message", () -> isAt(paper));
    bens.delete(LOBBY, paper);
    ada.until("nothing left", () -> ada.element("shared-status").getText().equals("No files yet."));

    ada.click("shared-links");
    ada.until("a page of links", () -> many("shared-link-row") >= 30);
    assertEquals("the plan", ada.element("shared-link").getText());
    assertEquals("plans.example", ada.element("shared-host").getText());
    ada.script("document.querySelector('.drawer-sheet').scrollTop = 1e6");
    ada.until("all of them", () -> many("shared-link-row") == 41);
    // Above what is looked at, nothing moves it.
    ada.script(
        """
        const sheet = document.querySelector('.drawer-sheet');
        sheet.scrollTop = 600;
        window.eye = [...sheet.querySelectorAll('li')].find((one) => one.getBoundingClientRect().top > 100);
        window.eyeTop = eye.getBoundingClientRect().top;
        """);
    bens.post("new: https://example.org/new");
    ada.until("one more", () -> many("shared-link-row") == 42);
    assertEquals(
        0L, ada.script("return Math.round(Math.abs(eye.getBoundingClientRect().top - eyeTop))"));
    assertEquals(List.of(), ada.complaints());
  }

  /// Whether the keyboard is at that message, as it is after a jump.
  private boolean isAt(long seq) {
    return Long.toString(seq)
        .equals(
            ada.script("return document.activeElement.closest('[data-seq]')?.dataset.seq ?? null"));
  }

  @SuppressWarnings("unchecked")
  private List<String> labels() {
    return (List<String>)
        ada.script(
            "return [...document.querySelectorAll('[data-testid=shared-picture]')].map((one) => one.ariaLabel)");
  }

  private long many(String testId) {
    return (Long)
        ada.script(
            "return document.querySelectorAll(`[data-testid=${arguments[0]}]`).length", testId);
  }

  private long loaded(String selector) {
    return (Long)
        ada.script(
            "return [...document.querySelectorAll(arguments[0])].filter((one) => one.naturalWidth > 0).length",
            selector);
  }

  private void keys(CharSequence... keys) {
    ada.driver().switchTo().activeElement().sendKeys(keys);
  }

  private String focused(String attribute) {
    return String.valueOf(
        ada.script("return document.activeElement.getAttribute(arguments[0])", attribute));
  }

  private long picture(String name) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "png", bytes);
      return send(files.whole(name, bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long send(String file) {
    return bens.done(
            new SendMessage(
                bens.nextId(), LOBBY, TestConnection.newCommandId(), "", null, List.of(file)))
        .seq();
  }
}
