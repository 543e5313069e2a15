package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.limit.Limit;
import java.util.ArrayList;
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

/// What messages say on the page in a real Chromium: how it is drawn, copied and announced. One
/// browser for all; each test writes its own messages.
@Tag("story")
class PageTextTest {
  private static final long LOBBY = TestConnection.LOBBY;

  /// What `drawText` and the layout of what it made take, in milliseconds; the least of a few, so
  /// that nothing else this machine does is counted.
  private static final int TRIES = 10;

  private static final String COST_OF_A_ROW =
      """
      return (async () => {
        const { textTree } = await import('/js/text/text-tree.js');
        const { drawText, drawable } = await import('/js/view/timeline/text-drawing.js');
        const names = { me: 1, of: () => 'Ada' };
        const place = document.querySelector('.row .body').cloneNode();
        document.querySelector('.day-rows').append(place);
        const cost = () => {
          place.replaceChildren();
          place.getBoundingClientRect();
          const start = performance.now();
          place.append(...drawText(drawable(textTree(arguments[0]), names), names));
          place.getBoundingClientRect();
          return performance.now() - start;
        };
        const least = Math.min(...Array.from({ length: 7 }, cost));
        place.remove();
        return least;
      })();
      """;

  private static final String SCROLLED_INSIDE =
      """
      const pre = arguments[0].querySelector('pre');
      const { left, right } = arguments[0].getBoundingClientRect();
      const block = pre.parentElement.getBoundingClientRect();
      return pre.scrollWidth > 2 * pre.clientWidth && left <= block.left && block.right <= right;
      """;

  /// Copies as by a key, and says what was.
  private static final String COPY =
      """
      const data = new DataTransfer();
      const from = getSelection().anchorNode;
      (from.nodeType === 1 ? from : from.parentElement)
        .dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData('text/plain');
      """;

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.standard()
          .whereOthersWere()
          .withPageAsWritten()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private static Browser ada;
  private static TestConnection ben;
  private static TestConnection cleo;

  @BeforeAll
  static void begin() {
    ben = SERVER.signUp("ben").connect();
    cleo = SERVER.signUp("cleo").connect();
    ben.post("before all");
    var _ = SERVER.signUp("ada");
    ada = Browser.open(SERVER.port());
    // Before the page is there, so that what comes with it is seen as well.
    ada.onEveryDocument(
        """
        window.announced = [];
        new MutationObserver((changes) => {
          for (const { addedNodes } of changes) {
            for (const node of addedNodes) {
              const element = node.nodeType === 1 ? node : node.parentElement;
              if (!element?.closest('[role=log]') || element.closest('[aria-hidden=true]') || element.closest('[aria-live]').getAttribute('aria-live') === 'off') continue;
              if (element.textContent) announced.push(element.textContent);
            }
          }
        }).observe(document, { childList: true, subtree: true });
        """);
    ada.signIn("ada@example.org", TestServer.PASSWORD);
    ada.row("before all");
  }

  @AfterAll
  static void end() {
    ada.close();
  }

  @BeforeEach
  void beginAnew() {
    ada.resize(1180, 760);
    ada.script("getSelection().removeAllRanges()");
  }

  @Test
  void formattingIsDrawnAndHeardAsWords() {
    ben.post("so **much** to *say*, `now`:\n- one\n- two\n\n> [a page](https://example.org/p)");
    WebElement row = ada.row("to say");
    assertEquals("much", row.findElement(By.tagName("strong")).getText());
    assertEquals("say", row.findElement(By.tagName("em")).getText());
    assertEquals("now", row.findElement(By.tagName("code")).getText());
    assertEquals(2, row.findElements(By.tagName("li")).size());
    WebElement link = row.findElement(By.cssSelector("blockquote a"));
    assertEquals("https://example.org/p", link.getDomAttribute("href"));
    assertEquals("https://example.org/p", link.getDomAttribute("title"));
    String heard = row.getDomAttribute("aria-label");
    assertTrue(heard.endsWith(": so much to say, now:\n• one\n• two\n> a page"), heard);
  }

  @Test
  void quotesAndPinsSayWordsOnly() {
    long message = ben.post("a **strong** `word`").seq();
    ben.reply(LOBBY, message, "as quoted");
    ben.pin(LOBBY, message, true);
    WebElement row = ada.row("as quoted");
    assertEquals(
        "a strong word",
        row.findElement(By.cssSelector(".quote span")).getDomProperty("textContent"));
    ada.until("the pin", () -> ada.element("pin-line").getText().endsWith("a strong word"));
    ben.pin(LOBBY, message, false);
  }

  @Test
  void longLinesOfCodeMoveInsideTheirBlockWhichIsCopiedByItsButton() {
    String code = "int a;\n\tcall(" + "x, ".repeat(200) + "y);";
    ben.post("see:\n```java\n" + code + "\n```");
    WebElement row = ada.row("see:");
    for (String bubble : List.of("other", "own")) {
      ada.script("arguments[0].classList.toggle('own', arguments[1] === 'own')", row, bubble);
      for (int width : new int[] {1180, 390}) {
        ada.resize(width, 760);
        assertTrue((Boolean) ada.script(SCROLLED_INSIDE, row), bubble + " at " + width);
      }
    }
    assertEquals(
        "4", ada.script("return getComputedStyle(arguments[0].querySelector('pre')).tabSize", row));
    ada.script(
        """
        window.copied = null;
        navigator.clipboard.writeText = async (text) => {
          window.copied = text;
        };
        """);
    row.findElement(By.cssSelector("[data-testid=copy-code]")).click();
    ada.until("the code", () -> code.equals(ada.script("return window.copied")));
  }

  @Test
  void codeIsReachedAndMovedByKeys() {
    long message = ben.post("```\n" + "long ".repeat(100) + "\n```").seq();
    ada.row("long long");
    ada.script("document.querySelector(arguments[0]).focus()", row(message));
    press(Keys.TAB);
    assertEquals("Code", ada.driver().switchTo().activeElement().getAccessibleName());
    press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    ada.until(
        "the code further on",
        () -> ((Number) ada.script("return document.activeElement.scrollLeft")).doubleValue() > 0);
    press(Keys.TAB);
    assertEquals("Copy code", ada.driver().switchTo().activeElement().getAccessibleName());
  }

  @Test
  void whatIsChosenIsCopiedAsItWasWritten() {
    long first = ben.post("one **two** three").seq();
    long second = ben.post("- four\n- `five`").seq();
    long third = cleo.post("six\n```\nseven\n```\neight").seq();
    ada.row("eight");
    assertEquals("**wo** three", copied(first, "wo", first, "three"));
    assertEquals("five", copied(second, "five", second, "five"));
    assertEquals("**two** three\n- four\n- `five`", copied(first, "two", second, "five"));
    String bens = time(first);
    String cleos = time(third);
    assertEquals(
        "ben, %s\nthree\n- four\n- `five`\n\ncleo, %s\nsix\n```\nseven\n```".formatted(bens, cleos),
        copied(first, "three", third, "seven"));
    ben.delete(LOBBY, second);
    ada.until(
        "a deleted message",
        () ->
            ada.script("return document.querySelector(arguments[0] + '.deleted')", row(second))
                != null);
    assertEquals(
        "ben, %s\nthree\n\ncleo, %s\nsix".formatted(bens, cleos),
        copied(first, "three", third, "six"));
  }

  @Test
  void allThatIsLoadedIsChosenByAKey() {
    long first = ben.post("the *first* of all").seq();
    cleo.post("the last");
    ada.row("the last");
    ada.script("document.querySelector(arguments[0]).focus()", row(first));
    press(Keys.chord(Keys.CONTROL, "a"));
    String copied = (String) ada.script(COPY);
    assertTrue(copied.startsWith("ben, "), copied);
    assertTrue(copied.contains("before all\n"), copied);
    assertTrue(copied.contains("the *first* of all\n"), copied);
    assertTrue(copied.endsWith("\nthe last"), copied);
  }

  @Test
  void aMessageIsAnnouncedOnceAndHistoryIsNot() {
    for (int i = 1; i <= 5; i++) {
      ben.post("history " + i);
    }
    ada.visit();
    ada.row("history 5");
    // By now the list speaks again; a message that is heard says so.
    ada.until(
        "a list that speaks",
        () ->
            "polite"
                .equals(
                    ada.script(
                        "return document.querySelector('[role=log]').getAttribute('aria-live')")));
    assertEquals(List.of(), ada.script("return announced"));
    long message = ben.post("**news** for all").seq();
    ada.row("news for all");
    assertEquals(1L, ada.script("return announced.filter((one) => one.includes('news')).length"));
    ben.edit(LOBBY, message, "old *news* for all");
    ben.react(LOBBY, message, "👍", true);
    ada.row("old news for all");
    ada.until("a reaction", () -> ada.shows("reaction"));
    assertEquals(1L, ada.script("return announced.length"));
  }

  @Test
  void whatRunsFromTheRightHasItsMarksThere() {
    ben.post("מספרים:\n- אחת `a < b`\n- שתיים\n\n> ציטוט של main.js");
    WebElement row = ada.row("ציטוט");
    assertEquals(
        "rtl right rtl",
        ada.script(
            """
            const [item, quote] = ['li', 'blockquote'].map((name) => arguments[0].querySelector(name));
            const { borderRightWidth, borderLeftWidth } = getComputedStyle(quote);
            const side = parseFloat(borderRightWidth) > parseFloat(borderLeftWidth) ? 'right' : 'left';
            return [getComputedStyle(item).direction, side, getComputedStyle(quote).direction].join(' ');
            """,
            row));
  }

  /// Eight times the text would take 64 times as long if each piece were looked at with each other
  /// one. How long it takes is for the benchmark to say: here others use the processor too.
  @Test
  void whateverAMessageSaysIsDrawnInProportionToItsLength() {
    for (String piece :
        List.of(
            "a ",
            "- a\n",
            "<@7>",
            "*a* ",
            "`a` ",
            "[a](http://b.c)",
            "http://a.b ",
            "> ",
            "1. a\n")) {
      List<String> costs = new ArrayList<>();
      while (!inProportion(costOfARow(piece, 1_000), costOfARow(piece, 8_000), costs)) {
        assertTrue(
            costs.size() < TRIES,
            () -> "“" + piece.strip() + "” and an eighth of it take " + costs);
      }
    }
  }

  /// Others slow down one measurement or another, but not the longer one each time.
  private static boolean inProportion(double eighth, double whole, List<String> costs) {
    costs.add(whole + " and " + eighth + " ms");
    return whole <= 32 * Math.max(1, eighth);
  }

  private static double costOfARow(String piece, int length) {
    String text = piece.repeat(length / piece.length());
    return ((Number) ada.script(COST_OF_A_ROW, text)).doubleValue();
  }

  /// What is copied if a mouse chooses from the beginning of a text in one message to the end of
  /// one in another.
  private static String copied(long first, String from, long last, String to) {
    ada.script(
        """
        const [first, from, last, to] = arguments;
        const find = (row, text) => {
          const nodes = document.createTreeWalker(document.querySelector(row + ' .body'), NodeFilter.SHOW_TEXT);
          while (nodes.nextNode()) if (nodes.currentNode.data.includes(text)) return nodes.currentNode;
          throw new Error('no ' + text);
        };
        const [start, end] = [find(first, from), find(last, to)];
        getSelection().setBaseAndExtent(start, start.data.indexOf(from), end, end.data.indexOf(to) + to.length);
        """,
        row(first),
        from,
        row(last),
        to);
    return (String) ada.script(COPY);
  }

  private static String time(long seq) {
    return (String)
        ada.script("return document.querySelector(arguments[0] + ' time').textContent", row(seq));
  }

  private static String row(long seq) {
    return ".row[data-seq=\"" + seq + "\"]";
  }

  private static void press(CharSequence... keys) {
    ada.driver().switchTo().activeElement().sendKeys(keys);
  }
}
