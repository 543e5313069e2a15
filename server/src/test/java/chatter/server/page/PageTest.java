package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Sqlite;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.ApiJson;
import chatter.shared.api.ChangePasswordRequest;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.RenameRequest;
import chatter.shared.protocol.ServerEvent;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The page in a real Chromium, against a real server: what people do, and what must not happen to
/// them.
@Tag("story")
class PageTest {
  private static final String PASSWORD = TestServer.PASSWORD;

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private final List<Browser> browsers = new ArrayList<>();

  @AfterEach
  void closeBrowsers() {
    browsers.forEach(Browser::close);
  }

  @Test
  void twoPeopleTalkAndAReloadStaysSignedIn() {
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    Browser ben = browser();
    ben.signUp("Ben", "ben@example.org", PASSWORD);

    ada.say("Hello Ben");
    ada.row("Hello Ben", "sent");
    ben.row("Hello Ben");
    ben.say("Hello Ada");
    ada.row("Hello Ada");

    ada.reload();
    ada.row("Hello Ben", "sent");
    ada.row("Hello Ada");
    assertEquals(2, ada.rows().size());
    assertEquals(List.of(), ada.complaints());
    assertEquals(List.of(), ben.complaints());
  }

  @Test
  void whatPeopleWriteIsTextAndNeverMarkup() {
    String name = "<img src=x onerror=\"window.pwned=1\">";
    String body = "<script>window.pwned=2</script><b onclick=alert(1)>bold</b> javascript:alert(1)";
    TestUser mallory = server.signUp("mallory");
    TestHttp.expect(
        200, server.http().call("PATCH", "/api/account", mallory.token(), new RenameRequest(name)));
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    mallory.connect().post(body);

    WebElement row = ada.row("<script>window.pwned=2</script>");
    assertTrue(row.getText().contains("<b onclick=alert(1)>bold</b>"), row.getText());
    assertTrue(row.getText().contains(name), row.getText());
    assertNull(ada.script("return window.pwned ?? null"));
    assertEquals(0, row.findElements(By.cssSelector("script, b[onclick], img[src=x], a")).size());
    assertEquals(List.of(), ada.complaints());
  }

  @Test
  void wrongInputIsExplainedAndStaysInTheFields() {
    server.signUp("ada");
    Browser ada = browser();
    ada.click("login-switch");
    ada.type("register-name", "Ada");
    ada.type("register-email", "ada@example.org");
    ada.type("register-password", "short");
    ada.click("register-submit");
    ada.until(
        "a note at the password", () -> !ada.element("register-password-note").getText().isBlank());
    assertEquals("ada@example.org", ada.element("register-email").getDomProperty("value"));

    ada.type("register-password", "long enough now");
    ada.click("register-submit");
    ada.until("a note at the email", () -> !ada.element("register-email-note").getText().isBlank());
    assertEquals("long enough now", ada.element("register-password").getDomProperty("value"));

    // What only the server knows is said in the page's words, at the field it is about.
    ada.type("register-email", "other@example.org");
    ada.click("register-submit");
    ada.until(
        "a free name",
        () ->
            ada.element("register-name-note")
                .getText()
                .endsWith(
                    "Somebody here has that name, or one that looks like it. Ada 2 is free."));
    assertEquals("Ada", ada.element("register-name").getDomProperty("value"));
    ada.type("register-name", "Adabrandt");
    ada.type("register-password", "adabrandt 1");
    ada.click("register-submit");
    ada.until(
        "a note about one's own name",
        () ->
            ada.element("register-password-note")
                .getText()
                .endsWith("That password is your name or your email address. Choose another."));
    assertEquals("adabrandt 1", ada.element("register-password").getDomProperty("value"));

    ada.click("login-switch");
    ada.type("login-email", "ada@example.org");
    ada.type("login-password", "not her password");
    ada.click("login-submit");
    ada.until("a refusal", () -> !ada.element("login-problem").getText().isBlank());
    assertFalse(ada.shows("composer"));
  }

  @Test
  void whatIsWrittenWhileTheServerIsAwaySurvivesAReloadAndArrivesOnce() {
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    ada.say("before");
    ada.row("before", "sent");
    server.stop();
    ada.say("first while away");
    ada.say("second while away");
    ada.row("second while away", "pending");
    ada.type("composer", "a draft");
    ada.until("the bar", () -> ada.shows("offline-bar"));
    ada.until("nobody who is said to be here", () -> here(ada) == 0);

    server.start();
    ada.row("first while away", "sent");
    ada.row("second while away", "sent");
    ada.until("who is here again", () -> here(ada) == 1);
    TestUser again = server.signUp("ben");
    List<String> bodies = history(again);
    assertEquals(List.of("before", "first while away", "second while away"), bodies);

    ada.reload();
    ada.element("composer");
    ada.until("the draft", () -> "a draft".equals(ada.element("composer").getDomProperty("value")));
  }

  @Test
  void aReloadWithMessagesWaitingLosesNone() {
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    ada.element("composer");
    // The socket is gone and does not come back before the reload; the page itself can still be
    // loaded.
    ada.script("window.WebSocket = class { constructor() { throw new Error('no network') } };");
    server.restart();
    ada.say("kept over the reload");
    ada.row("kept over the reload", "pending");
    ada.reload();
    ada.row("kept over the reload", "sent");
    assertEquals(List.of("kept over the reload"), history(server.signUp("ben")));
  }

  @Test
  void olderHistoryComesOnScrollingUpWithoutAJump() {
    TestUser ben = server.signUp("ben");
    TestConnection connection = ben.connect();
    IntStream.rangeClosed(1, 230)
        .forEach(i -> connection.post("line " + i + " " + "word ".repeat(i % 40)));
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    ada.row("line 230 ");
    int pages = 0;
    while (pages < 3) {
      Object oldest =
          ada.script(
              """
              const scroller = document.querySelector('[data-testid=scroller]');
              scroller.scrollTop = 40;
              scroller.dispatchEvent(new Event('scroll'));
              const rows = [...document.querySelectorAll('[data-testid=message]')];
              const top = scroller.getBoundingClientRect().top;
              const eye = rows.find(r => r.getBoundingClientRect().bottom > top + 60);
              window.eye = eye.dataset.seq;
              // Its text: the name above it goes when older messages of the same run come before it.
              window.place = row => row.querySelector('.bubble').getBoundingClientRect().bottom;
              window.eyePlace = place(eye);
              window.oldest = rows[0].dataset.seq;
              return window.oldest;
              """);
      // More than one page may have come for one scroll.
      if ("1".equals(oldest)) {
        break;
      }
      pages++;
      ada.until(
          "a page before " + oldest,
          () ->
              (Boolean)
                  ada.script(
                      "return Number(document.querySelector('[data-testid=message]').dataset.seq)"
                          + " < Number(window.oldest)"));
      Number moved =
          (Number)
              ada.script(
                  "return Math.abs("
                      + "place(document.querySelector(`[data-seq='${window.eye}']`)) - eyePlace)");
      assertTrue(moved.doubleValue() <= 1, "the row under the eye moved by " + moved + " px");
    }
    assertTrue(pages > 0, "everything was there from the start");
    ada.until("the first message", () -> firstSeq(ada) == 1 || scrollUp(ada));
    assertTrue(ada.rows().size() <= 400);
  }

  @Test
  void unreadMessagesStandBelowADividerAndReadingIsRemembered() {
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    ada.element("composer");
    ada.driver().get("about:blank");
    TestConnection ben = server.signUp("ben").connect();
    ben.post("you missed this");
    ben.post("and this");
    ada.visit();
    ada.element("unread-divider");
    ada.row("and this");
    // Read by being seen: nothing is new the next time.
    ben.awaits(ServerEvent.ReadMoved.class, moved -> moved.seq() == 2);
    ada.reload();
    ada.row("and this");
    assertFalse(ada.shows("unread-divider"));
  }

  @Test
  void endingTheSessionElsewhereLeadsToTheSignInScreen() {
    TestUser phone = server.signUp("ada");
    Browser ada = browser();
    ada.signIn("ada@example.org", PASSWORD);
    ada.click("menu");
    ada.click("drawer-devices");
    ada.until(
        "two devices",
        () -> ada.driver().findElements(By.cssSelector("[data-testid=device]")).size() == 2);
    TestConnection connection = phone.connect();
    ada.click("end-session");
    assertEquals(4501, connection.closedWith());

    TestHttp.expect(
        204,
        server
            .http()
            .call(
                "PUT",
                "/api/account/password",
                server.signIn("ada").token(),
                new ChangePasswordRequest(PASSWORD, "another long one")));
    ada.element("login-email");
    assertTrue(!ada.element("login-notice").getText().isBlank());
  }

  @Test
  void theDrawerChangesTheNameAndTheAppearance() {
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    TestConnection ben = server.signUp("ben").connect();
    ada.click("menu");
    ada.click("drawer-name");
    ada.type("name-name", "Ada Brandt");
    ada.click("name-submit");
    ben.awaits(
        ServerEvent.AccountChanged.class, changed -> changed.account().name().equals("Ada Brandt"));
    ada.reload();
    ada.click("menu");
    ada.click("theme-dark");
    ada.until("a dark page", () -> darkness(ada) < 60);
    ada.click("theme-light");
    ada.until("a light page", () -> darkness(ada) > 200);
    ada.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    ada.until("the drawer gone", () -> !ada.shows("sign-out"));
  }

  @Test
  void amongHundredsPeopleAreFoundByNameAndToldApartByAddress() {
    server.signUp("ada");
    addPeople(210);
    Browser ada = browser();
    ada.signIn("ada@example.org", PASSWORD);
    ada.until("all of them", () -> membersTold(ada).startsWith("211 members"));
    server.signUp("newcomer");
    ada.until("one more", () -> membersTold(ada).startsWith("212 members"));
    ada.click("room-members");
    ada.until("a page of people", () -> people(ada).size() == 100);
    ada.click("members-search-more");
    ada.until("two pages", () -> people(ada).size() == 200);
    ada.type("members-search", "ZOE");
    ada.until("both", () -> people(ada).equals(List.of("Zoë Quist", "Zoë Quist")));
    assertEquals("2 people found", ada.element("members-search-status").getText());
    ada.type("members-search", "nobody at all");
    ada.until(
        "nobody",
        () -> ada.element("members-search-status").getText().equals("Nobody here goes by that."));
    server.stop();
    // One letter more, so that only one thing is asked for.
    ada.element("members-search").sendKeys("!");
    ada.until(
        "what is wrong",
        () ->
            ada.element("members-search-status")
                .getText()
                .equals("The server cannot be reached. Check the network and try again."));
    assertEquals("nobody at all!", ada.element("members-search").getDomProperty("value"));
    server.start();
    ada.until(
        "nobody, once the server is back",
        () -> ada.element("members-search-status").getText().equals("Nobody here goes by that."));
    ada.click("menu");
    ada.click("drawer-people");
    ada.type("accounts-search", "zoe");
    ada.until("two accounts", () -> texts(ada, "account-email").size() == 2);
    assertEquals(List.of("p100@example.org", "p200@example.org"), texts(ada, "account-email"));
  }

  /// Accounts that nobody can sign in to: a hundred passwords to hash would take their time. The
  /// hundredth and the two hundredth bear the same name, as from before names were unique.
  private void addPeople(int count) {
    server.stop();
    Sqlite.change(
        server.data().resolve("chatter.db"),
        """
        INSERT INTO registered_users (name, email, email_key, password_hash, created_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
        SELECT iif(i %% 100 = 0, 'Zoë Quist', 'Person ' || i), 'p' || i || '@example.org',
          'p' || i || '@example.org', '', '2026-11-23T09:00:00.000Z' FROM n
        """
            .formatted(count),
        "INSERT INTO memberships (conversation, account, joined_at)"
            + " SELECT 1, id, created_at FROM registered_users WHERE password_hash = ''");
    server.start();
  }

  private static List<String> people(Browser browser) {
    return texts(browser, "member", " .person-name");
  }

  private static List<String> texts(Browser browser, String testId) {
    return texts(browser, testId, "");
  }

  private static List<String> texts(Browser browser, String testId, String below) {
    Object texts =
        browser.script(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)",
            "[data-testid='" + testId + "']" + below);
    return ((List<?>) texts).stream().map(String::valueOf).toList();
  }

  @Test
  void escapeGoesThroughTheDrawerStepByStep() {
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    ada.click("menu");
    ada.click("drawer-people");
    ada.click("account");
    ada.until("a person", () -> ada.shows("person-role"));
    String takesEscape =
        """
        const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
        return !document.activeElement.dispatchEvent(key);
        """;
    for (String next : List.of("accounts", "sign-out", "composer")) {
      assertEquals(true, ada.script(takesEscape), "or the browser closes all of it");
      ada.until(next, () -> ada.shows(next) && ada.shows("drawer") != next.equals("composer"));
    }
  }

  @Test
  void theNarrowestPhoneShowsEverythingWithoutScrollingSideways() {
    Browser ada = browser();
    ada.signUp("Ada", "ada@example.org", PASSWORD);
    ada.resize(360, 640);
    ada.say("w".repeat(300));
    ada.row("www", "sent");
    assertEquals(
        0L, ada.script("return Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    assertTrue(ada.shows("send"));
  }

  private Browser browser() {
    Browser browser = Browser.open(server.port());
    browsers.add(browser);
    return browser;
  }

  /// The bodies of the newest page of the Lobby.
  private List<String> history(TestUser user) {
    HttpResponse<String> answer = server.http().get("/api/conversations/1/messages", user.token());
    TestHttp.expect(200, answer);
    return ApiJson.MAPPER.readValue(answer.body(), HistoryPage.class).messages().stream()
        .map(ServerEvent.MessagePosted::body)
        .toList();
  }

  private static boolean scrollUp(Browser browser) {
    browser.script("document.querySelector('[data-testid=scroller]').scrollTop = 0");
    return false;
  }

  private static long firstSeq(Browser browser) {
    return Long.parseLong(browser.rows().getFirst().getDomAttribute("data-seq"));
  }

  /// How many people are said to be here.
  private static String membersTold(Browser browser) {
    return browser.element("room-people").getText();
  }

  /// How many are said to be here.
  private static long here(Browser browser) {
    Matcher online = Pattern.compile(", (\\d+) online").matcher(membersTold(browser));
    return online.find() ? Long.parseLong(online.group(1)) : 0;
  }

  private static double darkness(Browser browser) {
    return ((Number)
            browser.script(
                "return Number(getComputedStyle(document.body).backgroundColor"
                    + ".match(/\\d+/g)[0])"))
        .doubleValue();
  }
}
