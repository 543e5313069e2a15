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
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/// Writing on the page in a real Chromium: what is typed arrives, stays, and hides nothing. One
/// browser for all; each test begins in an empty field at the end of the list.
@Tag("story")
class PageWritingTest {
  private static final String ROW_31 = "row 31";
  private static final String FLOATING_NAME =
      "return document.querySelector('.floating-author').textContent";

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private static Browser ada;
  private static String window;
  private static TestConnection ben;

  /// Whether a test changed the page itself, which only a page loaded anew is rid of.
  private static boolean changed;

  @BeforeAll
  static void begin() {
    ben = SERVER.signUp("ben").connect();
    for (int i = 1; i <= 31; i++) {
      ben.post("row " + i);
    }
    var _ = SERVER.signUp("ada");
    ada = Browser.open(SERVER.port());
    window = ada.driver().getWindowHandle();
    ada.signIn("ada@example.org", TestServer.PASSWORD);
    ada.row(ROW_31);
  }

  @AfterAll
  static void end() {
    ada.close();
  }

  @BeforeEach
  void beginAnew() {
    ada.resize(1180, 760);
    ada.until(
        "the room",
        () ->
            (Boolean)
                ada.script(
                    "document.querySelector('dialog[open]')?.close();"
                        + " return !document.querySelector('#room').inert"));
    ada.type("composer", "");
    if (changed) {
      ada.visit();
      ada.row(ROW_31);
      changed = false;
    }
    ada.script("document.querySelector('[data-testid=scroller]').scrollTop = 1e6");
    ada.until("the end", PageWritingTest::atEnd);
  }

  @Test
  void theNewestStaysInViewWhateverGrows() {
    for (int line = 1; line <= 10; line++) {
      line(line);
      assertAtEnd("after line " + line);
    }
    ben.post("came while a long text was written");
    ada.row("came while a long text");
    assertAtEnd("with a long text and a new message");
    ada.type("composer", "");
    assertAtEnd("with the text gone");

    for (int[] size : new int[][] {{1180, 420}, {390, 844}, {390, 420}, {1180, 760}}) {
      ada.resize(size[0], size[1]);
      assertAtEnd("at " + size[0] + " by " + size[1]);
    }
    changed = true;
    ada.script(
        """
        document.querySelector('.room-head').style.height = '180px';
        document.querySelector('.edge').style.height = '300px';
        document.querySelectorAll('.row .bubble').forEach((one) => (one.style.fontSize = '22px'));
        """);
    assertAtEnd("with larger letters, and more above");
  }

  @Test
  void nothingMovesForWhoReadsFurtherUpWhateverGrows() {
    ada.script("document.querySelector('[data-testid=scroller]').scrollTop -= 500");
    ada.until("another place", () -> !atEnd());
    double before = topOf("row 15");
    for (int line = 1; line <= 9; line++) {
      line(line);
    }
    ben.post("came below");
    ada.until("the pill", () -> ada.element("latest-pill").getText().contains("new"));
    assertEquals(before, topOf("row 15"), 1);
    ada.type("composer", "");
    frames();
    assertEquals(before, topOf("row 15"), 1);
  }

  @Test
  void lettersTypedAnywhereStandInTheField() {
    ada.script("document.activeElement.blur()");
    keys("first");
    assertEquals("first", text());

    // While the drawer slides away, as fast as a hand can be: in one go.
    ada.click("menu");
    ada.element("sign-out");
    keys(Keys.ESCAPE, " second");
    assertEquals("first second", text());

    ada.click("menu");
    ada.click("drawer-keys");
    ada.element("keys");
    ada.click("drawer-scrim");
    keys(" third");
    assertEquals("first second third", text());

    // On a button that has the focus, letters are no use to it.
    ada.script("document.querySelector('[data-testid=menu]').focus()");
    keys(", fourth");
    assertEquals("first second third, fourth", text());

    ada.script(
        """
        document.querySelector('[data-testid=menu]').focus();
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', ', pasted');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        """);
    assertEquals("first second third, fourth, pasted", text());
  }

  @Test
  void lettersTypedWhileThePageLoadsStandInTheField() {
    ada.onEveryDocument(
        """
        if (sessionStorage.getItem('type')) document.addEventListener('readystatechange', () => {
          // The page is read, and its modules have not run yet.
          for (const key of sessionStorage.getItem('type') ?? '')
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          sessionStorage.removeItem('type');
        });
        """);
    ada.script("sessionStorage.setItem('type', 'early words')");
    ada.reload();
    ada.row(ROW_31);
    assertEquals("early words", text());
  }

  @Test
  void aShortcutNeverAlsoTypesAndTheListOfKeysOpensOnEveryLayout() {
    ada.script("document.querySelector('.row[tabindex=\"0\"]').focus()");
    keys(Keys.ARROW_UP, "r");
    ada.element("quote-bar");
    assertEquals("", text());
    keys("eally", Keys.ESCAPE);
    assertEquals("eally", text());
    assertFalse(ada.shows("quote-bar"));

    press("/", "Slash", true);
    ada.element("keys");
    keys(Keys.ESCAPE);
    ada.until("no list", () -> !ada.shows("keys"));
    // Where an Arabic keyboard has a letter; a German one has there what makes the page smaller.
    press("-", "Slash", true);
    assertFalse(ada.shows("keys"));
    press("ظ", "Slash", true);
    ada.element("keys");
    keys(Keys.ESCAPE);
    ada.until("no list", () -> !ada.shows("keys"));
    assertEquals("eally", text());
  }

  @Test
  void twoTabsKeepEachTheirOwnDraftAlsoOverAReload() {
    keys("of the first tab");
    String second = ada.openWindow();
    try {
      ada.visit();
      ada.row(ROW_31);
      assertEquals("", text());
      keys("of the second tab");
      ada.reload();
      ada.row(ROW_31);
      ada.until("the second's draft", () -> text().equals("of the second tab"));
      keys(Keys.ENTER);
      ada.row("of the second tab", "sent");
    } finally {
      ada.front(second);
      ada.closeWindow(window);
    }
    assertEquals("of the first tab", text());
    ada.reload();
    ada.row("of the second tab");
    ada.until("the first's draft", () -> text().equals("of the first tab"));
  }

  @Test
  void aDuplicatedTabSendsNothingTwice() {
    keys("written once");
    ada.until(
        "a saved draft",
        () ->
            (Boolean)
                ada.script(
                    "return Object.entries(localStorage).some(([name, value]) =>"
                        + " name.includes('draft.') && value.includes('written once'))"));
    String tab = (String) ada.script("return sessionStorage.getItem('chatter.tab')");
    String twin = ada.openWindow();
    try {
      // As the browser does it: with a copy of what the tab knows of itself.
      ada.visit();
      ada.row(ROW_31);
      ada.script("sessionStorage.setItem('chatter.tab', arguments[0])", tab);
      ada.visit();
      ada.row(ROW_31);
      assertEquals("", text());
      ada.front(window);
      keys(Keys.ENTER);
      ada.row("written once", "sent");
      ada.front(twin);
      ada.row("written once");
      assertEquals("", text());
    } finally {
      ada.front(twin);
      ada.closeWindow(window);
    }
    assertEquals(1, ada.rows().stream().filter(r -> r.getText().contains("written once")).count());
  }

  @Test
  void aFullStorageIsSaidBeforeTheTextIsTakenAndTheTextStays() {
    changed = true;
    ada.script(
        """
        Storage.prototype.setItem = function () { throw new DOMException('', 'QuotaExceededError'); };
        """);
    keys("nowhere to keep it");
    ada.until("a word about it", () -> ada.shows("composer-note"));
    keys(Keys.ENTER);
    ada.until("the reason", () -> ada.shows("composer-problem"));
    assertEquals("nowhere to keep it", text());
    assertTrue(ada.rows().stream().noneMatch(row -> row.getText().contains("nowhere to keep it")));
  }

  @Test
  void backClosesTheUppermostAndAPhoneShowsListOrRoom() {
    ada.click("menu");
    ada.click("drawer-keys");
    ada.element("keys");
    back();
    ada.element("sign-out");
    back();
    ada.until("no drawer", () -> !ada.shows("sign-out"));
    ada.element("composer");
    long entries = entries();
    for (int i = 0; i < 3; i++) {
      ada.click("menu");
      ada.element("sign-out");
      keys(Keys.ESCAPE);
      ada.until("no drawer", () -> !ada.shows("sign-out") && depth() == 0);
    }
    assertTrue(entries() <= entries, "entries that nobody needs");

    ada.resize(390, 844);
    ada.until("the room in front", () -> depth() == 1);
    ada.click("room-back");
    ada.until("the list", () -> ada.shows("room") && depth() == 0);
    ada.click("room");
    ada.until("the room", () -> ada.shows("composer") && depth() == 1);
    back();
    ada.until("the list again", () -> ada.shows("room") && !ada.shows("composer"));
  }

  @Test
  void aLongRunShowsWhoseItIsWhileItIsScrolledAndTheDayFadesWhenThatStops() {
    ada.script("document.querySelector('[data-testid=scroller]').scrollTop -= 500");
    ada.until("the author", () -> opacity(".floating-author").equals("1"));
    assertTrue(((String) ada.script(FLOATING_NAME)).contains("ben"));
    assertEquals("1", opacity(".day-line span"));
    ada.until("nothing that floats", () -> opacity(".floating-author").equals("0"));
    ada.until("no day over what is read", () -> opacity(".day-line span").equals("0"));
    ada.script("document.querySelector('[data-testid=scroller]').scrollTop = 1e6");
    ada.until("the end", PageWritingTest::atEnd);
    assertEquals("0", opacity(".floating-author"));
  }

  @Test
  void linksAndQuotesAreReachedByKeysAndEachMessageIsAnnouncedOnce() {
    long seq = ben.post("see https://example.org/plan").seq();
    ada.row("example.org/plan");
    focusRow(seq);
    // Whoever came by keys means the shortcut; whoever clicked before would write the letter.
    keys(Keys.ARROW_UP, Keys.ARROW_DOWN, "r", "as you say", Keys.ENTER);
    ada.row("as you say", "sent");
    focusRow(seq + 1);
    keys(Keys.TAB);
    assertEquals("quote", ada.driver().switchTo().activeElement().getDomAttribute("data-testid"));
    assertTrue(
        ada.driver()
            .switchTo()
            .activeElement()
            .getDomAttribute("aria-label")
            .contains("see https://example.org/plan"));
    keys(Keys.ENTER, Keys.TAB);
    assertEquals(
        "https://example.org/plan",
        ada.driver().switchTo().activeElement().getDomAttribute("href"));
    // What changes in a row once it is there stands where nothing is announced.
    assertEquals(
        0L,
        ada.script(
            """
            return [...document.querySelectorAll('.row .mark-place, .row .tools, .row .quote')]
              .filter((one) => !one.closest('[aria-live=off]')).length;
            """));
  }

  @Test
  void aPasswordManagerLearnsWhosePasswordIsChanged() {
    ada.click("menu");
    ada.click("drawer-password");
    ada.element("password-old");
    assertEquals(
        "username ada@example.org, current-password , new-password ",
        ada.script(
            """
            return [...document.querySelectorAll('[data-testid=password-form] input')]
              .map((one) => one.autocomplete + ' ' + one.value).join(', ');
            """));
  }

  @Test
  void theDrawerIsWhereItWasLeft() {
    ada.resize(1180, 420);
    changed = true;
    ada.click("menu");
    ada.element("sign-out");
    // By script: the driver would scroll to what it clicks.
    ada.script(
        "document.querySelector('.drawer-sheet').scrollTop = 90;"
            + " document.querySelector('[data-testid=drawer-keys]').click()");
    ada.element("keys");
    ada.script("document.querySelector('.drawer-sheet').scrollTop = 60");
    ada.script("document.querySelector('.drawer-scrim').click()");
    ada.until("no drawer", () -> !ada.shows("keys"));
    ada.click("menu");
    ada.element("keys");
    assertEquals(60L, ada.script("return document.querySelector('.drawer-sheet').scrollTop"));
    ada.script("document.querySelector('[data-testid=drawer-back]').click()");
    assertEquals(90L, ada.script("return document.querySelector('.drawer-sheet').scrollTop"));
    assertEquals(List.of(), ada.complaints());
  }

  private static void back() {
    ada.script("history.back()");
  }

  private static long depth() {
    return (Long) ada.script("return history.state?.layers ?? 0");
  }

  private static long entries() {
    return (Long) ada.script("return history.length");
  }

  /// Types where the focus is, as one burst.
  private static void keys(CharSequence... what) {
    new Actions(ada.driver()).sendKeys(what).perform();
  }

  private static void line(int number) {
    new Actions(ada.driver())
        .sendKeys("line " + number)
        .keyDown(Keys.SHIFT)
        .sendKeys(Keys.ENTER)
        .keyUp(Keys.SHIFT)
        .perform();
  }

  private static void press(String key, String code, boolean ctrl) {
    ada.script(
        "(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', {key:"
            + " arguments[0], code: arguments[1], ctrlKey: arguments[2], bubbles: true,"
            + " cancelable: true}))",
        key,
        code,
        ctrl);
  }

  private static void focusRow(long seq) {
    ada.script("document.querySelector('.row[data-seq=\"' + arguments[0] + '\"]').focus()", seq);
  }

  private static String opacity(String selector) {
    return (String)
        ada.script(
            "return getComputedStyle(document.querySelector(arguments[0])).opacity", selector);
  }

  private static String text() {
    return ada.element("composer").getDomProperty("value");
  }

  private static double topOf(String text) {
    return ((Number) ada.script("return arguments[0].getBoundingClientRect().top", ada.row(text)))
        .doubleValue();
  }

  private static boolean atEnd() {
    return (Boolean)
        ada.script(
            "const { scrollTop, clientHeight, scrollHeight } ="
                + " document.querySelector('[data-testid=scroller]');"
                + " return scrollHeight - clientHeight - scrollTop <= 1");
  }

  /// Two frames later: the first may be the one in which it grew.
  private static void frames() {
    var _ =
        ((org.openqa.selenium.JavascriptExecutor) ada.driver())
            .executeAsyncScript(
                "const done = arguments[0];"
                    + " requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));");
  }

  private static void assertAtEnd(String when) {
    frames();
    assertTrue(atEnd(), when);
  }
}
