package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.AccountsRequest;
import chatter.shared.api.ConversationResponse;
import chatter.shared.notification.DoNotDisturb;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ServerEvent.NotificationsChanged;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;

/// Notifications of the page in a real Chromium.
@Tag("story")
class PageNotificationsTest {
  /// The browser of most tests, Chromium's shell without a window, says “denied” to every page,
  /// whatever its driver allows it; and nobody can press on what a whole Chromium shows without a
  /// screen. This takes the place of its notifications: it keeps what the page shows, to be looked
  /// at and pressed on.
  private static final String STAND_IN =
      """
      window.told = [];
      window.Notification = class extends EventTarget {
        static permission = '%s';
        static async requestPermission() {
          this.permission = 'granted';
          return this.permission;
        }
        constructor(title, options) {
          super();
          Object.assign(this, { title, ...options });
          window.told.push(this);
        }
        close() {
          this.gone = true;
          this.dispatchEvent(new Event('close'));
        }
      };
      """;

  /// Keeps the browser's own notifications and what it says of them.
  private static final String RECORDER =
      """
      window.told = [];
      window.Notification = class extends Notification {
        constructor(title, options) {
          super(title, options);
          window.told.push(this);
          this.addEventListener('show', () => { this.shown = true; });
        }
        close() {
          // The browser takes away by itself what nobody looks at.
          this.addEventListener('close', () => { this.gone = true; });
          super.close();
        }
      };
      """;

  @RegisterExtension final TestServer server = TestServer.standard().whereOthersWere();

  private Browser ada;
  private TestUser adaElsewhere;
  private TestConnection ben;
  private long direct;

  private void begin(Browser browser) {
    ada = browser;
    ada.signUp("Ada Brandt", "ada@example.org", TestServer.PASSWORD);
    TestUser user = server.signUp("Ben");
    ben = user.connect();
    adaElsewhere = server.login("ada@example.org", TestServer.PASSWORD);
    direct =
        TestHttp.body(
                201,
                ConversationResponse.class,
                server
                    .http()
                    .call(
                        "POST",
                        "/api/directs",
                        user.token(),
                        new AccountsRequest(List.of(adaElsewhere.id()))))
            .conversation()
            .id();
  }

  @AfterEach
  void end() {
    ada.close();
  }

  private void allowed(String script) {
    ada.onEveryDocument(script);
    ada.reload();
    ada.script("localStorage.setItem('chatter.settings', '{\"notifications\":true}')");
    ada.element("composer");
  }

  /// Lets the browser show notifications, until the window in front is closed.
  private void permit() {
    ada.cdp(
        "Browser.setPermission",
        Map.of("permission", Map.of("name", "notifications"), "setting", "granted"));
  }

  /// The notifications that the window in front made, as title: text.
  private List<?> told() {
    return (List<?>) ada.script("return told.map(({ title, body }) => `${title}: ${body}`)");
  }

  /// Those of them that the browser says it shows.
  private List<?> shown() {
    return (List<?>)
        ada.script(
            "return told.filter((one) => one.shown && !one.gone)"
                + ".map(({ title, body }) => `${title}: ${body}`)");
  }

  private boolean isGone(int at) {
    return Boolean.TRUE.equals(ada.script("return told[arguments[0]].gone === true", at));
  }

  /// Whether the window in front waits for no other one any more.
  private boolean leads() {
    return Boolean.TRUE.equals(
        ((JavascriptExecutor) ada.driver())
            .executeAsyncScript(
                """
                const [done] = arguments;
                navigator.locks.query().then(({ pending }) => done(pending.length === 0));
                """));
  }

  private void post(String text) {
    ben.post(direct, text);
  }

  @Test
  void theFirstMessageOffersThemAndThenTheyCome() {
    begin(Browser.open(server.port()));
    ada.onEveryDocument(STAND_IN.formatted("default"));
    ada.reload();
    ada.element("composer");
    post("Hello");
    ada.element("notification-offer");
    ada.click("notification-offer-yes");
    ada.until("no offer", () -> !ada.shows("notification-offer"));
    post("Are you there?");
    ada.until("a notification", () -> told().equals(List.of("Ben: Are you there?")));
    ada.until("the number", () -> ada.driver().getTitle().startsWith("(2) "));
    assertTrue(
        (boolean)
            ada.script("return document.querySelector('link[rel=icon]').href.startsWith('data:')"));
    ada.script("told[0].dispatchEvent(new Event('click'))");
    ada.row("Are you there?");
    ada.until("it is gone", () -> isGone(0));
    ada.until("all is read", () -> ada.driver().getTitle().equals("Ben · Chatter"));
    assertFalse(
        (boolean)
            ada.script("return document.querySelector('link[rel=icon]').href.startsWith('data:')"));
    ada.reload();
    ada.element("composer");
    assertFalse(ada.shows("notification-offer"));
  }

  @Test
  void theBrowserShowsThemForOneTabOfTwoAndTakesAwayWhatIsReadElsewhere() {
    begin(Browser.openAlone(server.port()));
    permit();
    allowed(RECORDER);
    String first = ada.driver().getWindowHandle();
    String second = ada.openWindow();
    ada.onEveryDocument(RECORDER);
    ada.visit();
    ada.element("composer");
    post("Once");
    ada.until("the number", () -> ada.driver().getTitle().startsWith("(1) "));
    assertEquals(List.of(), told());
    ada.front(first);
    ada.until("a notification", () -> shown().equals(List.of("Ben: Once")));
    TestConnection phone = adaElsewhere.connect();
    phone.command(new MarkRead(7L, direct, 1));
    ada.until("it is gone", () -> shown().isEmpty() && isGone(0));
    // The other one goes on where the first is closed, and tells of many by their number.
    ada.closeWindow(second);
    permit();
    ada.until("that it leads", this::leads);
    post("Twice");
    ada.until("a notification", () -> shown().equals(List.of("Ben: Twice")));
    post("Thrice");
    ada.until("the next in its place", () -> told().contains("Ben: Thrice"));
    post("Four times");
    ada.until("the number", () -> told().contains("Ben: 3 new messages in Ben"));
  }

  @Test
  void whatIsWantedIsSaidInTheMenu() {
    begin(Browser.open(server.port()));
    allowed(STAND_IN.formatted("granted"));
    TestConnection phone = adaElsewhere.connect();
    ada.click("menu");
    ada.click("drawer-notifications");
    ada.until(
        "that they are on",
        () -> "true".equals(ada.element("notifications-on").getAttribute("aria-checked")));
    ada.click("notifications-text");
    ada.type("watched-word", "lunch");
    ada.element("watched-word").sendKeys(Keys.ENTER);
    ada.until("the word", () -> ada.element("watched-words").getText().contains("lunch"));
    ada.element("watched-word").sendKeys("Lunch", Keys.ENTER);
    ada.until(
        "that it is there", () -> ada.element("watched-word-note").getText().contains("already"));
    ada.click("quiet-hours");
    ada.element("quiet-day-6");
    ada.click("quiet-day-6");
    DoNotDisturb hours =
        phone
            .awaits(
                NotificationsChanged.class,
                event ->
                    event.notifications().doNotDisturb().days() != null
                        && event.notifications().doNotDisturb().days().size() == 6)
            .notifications()
            .doNotDisturb();
    assertEquals(List.of(1, 2, 3, 4, 5, 7), hours.days());
    assertEquals("22:00", hours.from());
    String shots = System.getProperty("screenshots");
    if (shots != null) {
      ada.screenshot(Path.of(shots, "notifications-page.png"));
      ada.script("document.documentElement.dataset.theme = 'dark'");
      ada.screenshot(Path.of(shots, "notifications-page-dark.png"));
      ada.script("document.querySelector('.drawer-sheet').scrollTop = 9999");
      ada.screenshot(Path.of(shots, "notifications-page-end.png"));
    }
    ada.click("quiet-off");
    phone.awaits(
        NotificationsChanged.class,
        event -> event.notifications().doNotDisturb().equals(DoNotDisturb.NEVER));
    post("Secret");
    ada.until("a notification", () -> told().equals(List.of("Ben: New message")));
  }
}
