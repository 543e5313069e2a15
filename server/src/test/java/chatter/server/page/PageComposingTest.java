package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.limit.Limit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/// What helps to write, on the page in a real Chromium: emoji, marks, code, people. One browser for
/// all; each test begins in an empty field of the Lobby.
@Tag("story")
class PageComposingTest {
  private static final String CHOSEN =
      "return document.querySelector('.emoji-cell.is-chosen')?.textContent ?? ''";
  private static final String EVERYTHING = Keys.chord(Keys.CONTROL, "a");
  private static final String UNDO = Keys.chord(Keys.CONTROL, "z");

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private static Browser ada;
  private static TestConnection ben;

  @BeforeAll
  static void begin() {
    ben = SERVER.signUp("ben").connect();
    ben.post("hello");
    var _ = SERVER.signUp("ada");
    ada = Browser.open(SERVER.port());
    ada.signIn("ada@example.org", TestServer.PASSWORD);
    ada.row("hello");
  }

  @AfterAll
  static void end() {
    ada.close();
  }

  @BeforeEach
  void beginAnew() {
    ada.resize(1180, 760);
    ada.visit();
    open("Lobby");
    ada.row("hello");
    ada.type("composer", "");
  }

  @Test
  void anEmojiIsChosenByItsNameInASkinToneThatStays() {
    keys("well ", Keys.chord(Keys.CONTROL, "."));
    ada.element("emoji-search").sendKeys("thumbs");
    ada.until("a thumb", () -> chosen().equals("👍"));
    ada.click("emoji-tone-4");
    ada.until("its tone", () -> chosen().equals("👍🏾"));
    keys(Keys.ENTER);
    assertFalse(ada.shows("emoji-picker"));
    assertEquals("well 👍🏾", text());
    keys("!");
    assertEquals("well 👍🏾!", text());

    ada.reload();
    ada.row("hello");
    ada.click("emoji");
    ada.until("the one used most", () -> chosen().equals("👍🏾"));
    keys(Keys.ESCAPE);
    ada.until("the field again", () -> focused().equals("composer"));
    assertEquals("well 👍🏾!", text());
  }

  @Test
  void keysGoFromEmojiToEmojiAndShiftTakesMoreThanOne() {
    ada.click("emoji");
    ada.until("the usual ones", () -> !chosen().isEmpty());
    assertEquals("emoji-search", focused());
    String first = chosen();
    keys(Keys.ARROW_RIGHT);
    String second = chosen();
    assertFalse(second.equals(first));
    keys(Keys.ARROW_LEFT);
    assertEquals(first, chosen());
    keys(Keys.PAGE_DOWN, Keys.chord(Keys.SHIFT, Keys.ENTER), Keys.chord(Keys.SHIFT, Keys.ENTER));
    assertTrue(ada.shows("emoji-picker"));
    assertEquals("😀😀", text());
    // Each is as high as the next: what was never in view has its place too.
    ada.click("emoji-tab-flags");
    ada.until("flags", () -> chosen().equals("🏁"));
    ada.driver().findElement(By.cssSelector(".emoji-cell.is-chosen")).click();
    ada.until("the field again", () -> focused().equals("composer"));
    assertEquals("😀😀🏁", text());

    ada.click("emoji");
    ada.element("emoji-search").sendKeys("qwxz");
    ada.element("emoji-none");
    // First what was typed, then all of it.
    keys(Keys.ESCAPE);
    ada.until("all of them", () -> !chosen().isEmpty());
    keys(Keys.ESCAPE);
    assertFalse(ada.shows("emoji-picker"));
    assertEquals(List.of(), ada.complaints());
  }

  @Test
  void onlyEmojiNearToThoseInViewAreInTheDocumentInTheirOrder() {
    ada.click("emoji");
    ada.until("the usual ones", () -> !chosen().isEmpty());
    String first = chosen();
    ada.script(
        "const grid = document.querySelector('.emoji-grid'); grid.scrollTop = grid.scrollHeight / 2;");
    ada.until(
        "rows from one edge to the other",
        () ->
            (boolean)
                ada.script(
                    """
                    const { left, top, bottom } = document.querySelector('.emoji-grid').getBoundingClientRect();
                    return [top + 4, (top + bottom) / 2, bottom - 4].every(
                      (y) => document.elementFromPoint(left + 8, y).closest('.emoji-cell, .emoji-heading'));
                    """));
    assertTrue((long) ada.script("return document.querySelectorAll('.emoji-cell').length") < 400);
    List<?> rows =
        (List<?>)
            ada.script(
                "return [...document.querySelectorAll('.emoji-line')].map((row) => Number(row.ariaRowIndex))");
    assertEquals(rows.stream().sorted().distinct().toList(), rows);
    // The one that Enter takes is still there to be read out.
    assertEquals(
        first,
        ada.script(
            """
            const { id } = document.querySelector('[data-testid=emoji-search]').ariaActiveDescendantElement;
            return document.getElementById(id).textContent;
            """));
    keys(Keys.ARROW_RIGHT);
    ada.until(
        "its place in view",
        () ->
            (boolean)
                ada.script(
                    """
                    const { top, bottom } = document.querySelector('.emoji-grid').getBoundingClientRect();
                    const cell = document.querySelector('.emoji-cell.is-chosen').getBoundingClientRect();
                    return cell.top >= top && cell.bottom <= bottom;
                    """));
    keys(Keys.ESCAPE);
    assertEquals(List.of(), ada.complaints());
  }

  @Test
  void oneReactsWithAnyOfThem() {
    new Actions(ada.driver())
        .contextClick(ada.row("hello").findElement(By.cssSelector(".bubble")))
        .perform();
    ada.click("react-more");
    ada.element("emoji-search").sendKeys("tada");
    ada.until("it", () -> chosen().equals("🎉"));
    keys(Keys.ENTER);
    ada.until("a reaction", () -> ada.element("reaction").getText().contains("🎉"));
    assertEquals("", text());
  }

  @Test
  void aShortcodeThatIsBegunIsCompletedAndOneWrittenWholeIsReplaced() {
    keys("done :tad");
    ada.until("it", () -> ada.element("emoji-suggestion").getText().contains(":tada:"));
    keys(Keys.TAB);
    assertEquals("done 🎉", text());

    keys(" :fire:");
    ada.until("a fire", () -> text().equals("done 🎉 🔥"));
    // What undo brings back stays.
    keys(UNDO);
    assertEquals("done 🎉 :fire:", text());
    keys(" at 10:30");
    assertFalse(ada.shows("emoji-suggestions"));
    assertEquals("done 🎉 :fire: at 10:30", text());

    keys(" :fi");
    ada.element("emoji-suggestion");
    keys(Keys.ESCAPE, "r");
    assertFalse(ada.shows("emoji-suggestions"));
  }

  @Test
  void keysPutMarksAndTakeThemAway() {
    keys("word", Keys.chord(Keys.SHIFT, Keys.HOME), Keys.chord(Keys.CONTROL, "b"));
    assertEquals("**word**", text());
    keys(Keys.chord(Keys.CONTROL, "i"));
    assertEquals("***word***", text());
    keys(Keys.chord(Keys.CONTROL, "b"));
    assertEquals("*word*", text());
    keys(UNDO);
    assertEquals("***word***", text());
    keys(EVERYTHING, Keys.DELETE, Keys.chord(Keys.CONTROL, "e"), "x = 1");
    keys(Keys.chord(Keys.CONTROL, "e"), " ");
    assertEquals("`x = 1` ", text());
    keys(Keys.chord(Keys.CONTROL, Keys.SHIFT, "c"));
    assertEquals("```\n`x = 1` \n```", text());
    keys(Keys.chord(Keys.CONTROL, Keys.SHIFT, "c"));
    assertEquals("`x = 1` ", text());
  }

  @Test
  void whatIsFormattedCanBeSeenBefore() {
    keys("plain");
    assertFalse(ada.shows("preview"));
    keys(" **bold** @be");
    ada.element("suggestion");
    keys(Keys.ENTER);
    ada.click("preview");
    assertEquals("plain bold @ben", ada.element("composer-preview").getText());
    assertEquals("composer", focused());
    keys("`code`");
    ada.until("code", () -> ada.element("composer-preview").getText().endsWith("@ben code"));
    ada.click("preview");
    assertFalse(ada.shows("composer-preview"));
    assertEquals("plain **bold** @ben `code`", text());
  }

  @Test
  void pastedLinesBecomeABlockIfOneLikes() {
    String code = "if (a) {\n  b();\n}";
    put(code);
    keys(EVERYTHING, Keys.chord(Keys.CONTROL, "x"));
    assertEquals("", text());
    keys("see ", Keys.chord(Keys.CONTROL, "v"));
    ada.element("offer");
    assertEquals("see " + code, text());
    ada.click("offer-yes");
    ada.until("a block", () -> text().equals("see\n```\n" + code + "\n```\n"));
    assertFalse(ada.shows("offer"));
    keys(UNDO);
    assertEquals("see " + code, text());

    ada.type("composer", "");
    put("plain words");
    keys(EVERYTHING, Keys.chord(Keys.CONTROL, "x"), Keys.chord(Keys.CONTROL, "v"), "!");
    assertEquals("plain words!", text());
    assertFalse(ada.shows("offer"));
  }

  @Test
  void whoIsMentionedIsOnePieceOfTheText() {
    keys("hi @be");
    ada.element("suggestion");
    keys(Keys.ENTER, "you");
    assertEquals("hi @ben you", text());
    keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    assertEquals("7 7", selection());
    keys(Keys.ARROW_LEFT);
    ada.until("the other side", () -> selection().equals("3 3"));
    keys(Keys.ARROW_RIGHT);
    ada.until("this side", () -> selection().equals("7 7"));
    keys(Keys.chord(Keys.SHIFT, Keys.ARROW_LEFT));
    ada.until("all of it", () -> selection().equals("3 7"));
    keys(Keys.ARROW_RIGHT);
    ada.until("none of it", () -> selection().equals("7 7"));
    keys(Keys.BACK_SPACE);
    assertEquals("hi  you", text());
    keys(UNDO);
    assertEquals("hi @ben you", text());
    keys(Keys.ENTER);
    WebElement mention = ada.row("hi @ben you", "sent").findElement(By.cssSelector(".at"));
    assertEquals("@ben", mention.getText());
  }

  @Test
  void whoIsNotInTheRoomIsOfferedToBeAdded() {
    ada.click("add-rooms");
    ada.click("new-room");
    ada.type("new-room-title", "Field team");
    ada.click("new-room-submit");
    ada.until("the room", () -> ada.element("room-title").getText().equals("Field team"));
    ada.element("composer").sendKeys("hi @be");
    ada.until("ben", () -> ada.element("suggestion").getText().contains("not in this room"));
    keys(Keys.ENTER, Keys.ENTER);
    ada.row("hi @ben", "sent");
    ada.until(
        "the offer", () -> ada.element("offer").getText().contains("ben is not in this room."));
    ada.click("offer-yes");
    ada.until("ben", () -> ada.element("timeline").getText().contains("ada added ben"));
    ada.until("nothing more to offer", () -> !ada.shows("offer"));

    ada.driver().findElement(By.cssSelector(".row .at")).click();
    ada.until("what ben is", () -> ada.element("person-line").getText().startsWith("Owner"));
    ada.click("person-mention");
    ada.until("ben in the field", () -> text().equals("@ben "));
  }

  private static void open(String room) {
    ada.element("room");
    ada.script(
        "[...document.querySelectorAll('[data-testid=room]')]"
            + ".find((row) => row.querySelector('b').textContent === arguments[0]).click()",
        room);
    ada.until("the room", () -> ada.element("room-title").getText().equals(room));
  }

  /// What was pressed goes to whatever has the keyboard.
  private static void keys(CharSequence... keys) {
    ada.driver().switchTo().activeElement().sendKeys(keys);
  }

  private static void put(String text) {
    ada.script(
        """
        const field = document.querySelector('[data-testid=composer]');
        field.focus();
        field.value = arguments[0];
        field.dispatchEvent(new Event('input'));
        """,
        text);
  }

  private static String text() {
    return ada.element("composer").getDomProperty("value");
  }

  private static String chosen() {
    return (String) ada.script(CHOSEN);
  }

  private static String focused() {
    return (String) ada.script("return document.activeElement.dataset.testid ?? ''");
  }

  private static String selection() {
    return (String)
        ada.script(
            "const { selectionStart, selectionEnd } = document.activeElement;"
                + " return `${selectionStart} ${selectionEnd}`");
  }
}
