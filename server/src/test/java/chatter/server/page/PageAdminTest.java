package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chatter.server.TestServer;
import chatter.server.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// Looking after a chat from its page, and what the others see of it.
@Tag("story")
class PageAdminTest {
  private static final String PASSWORD = TestServer.PASSWORD;

  @RegisterExtension
  final TestServer server =
      TestServer.standard().whereOthersWere().with(config -> config.withName("Ana’s Chatter"));

  private final List<Browser> browsers = new ArrayList<>();

  @AfterEach
  void closeBrowsers() {
    browsers.forEach(Browser::close);
  }

  @Test
  void whoIsRemovedIsToldSoAndComesBackWhenLetIn() {
    Browser ana = browser();
    ana.signUp("Ana", "ana@example.org", PASSWORD);
    TestUser ben = server.signUp("ben");
    Browser bens = browser();
    bens.signIn(ben.email(), PASSWORD);
    bens.say("I was here");
    bens.row("I was here", "sent");

    open(ana, "ben");
    ana.click("person-remove");
    ana.click("question-no");
    assertEquals("Member", ana.element("person-role").getText());
    ana.click("person-remove");
    ana.click("question-yes");
    ana.until("that he is removed", () -> status(ana).equals("ben was removed."));
    bens.until(
        "his own sentence",
        () ->
            bens.element("login-notice")
                .getText()
                .startsWith("You were removed from Ana’s Chatter."));
    bens.type("login-password", PASSWORD);
    bens.click("login-submit");
    bens.until(
        "why he cannot sign in",
        () -> bens.element("login-problem").getText().contains("was removed from the chat"));

    ana.click("person-let-in");
    ana.click("question-yes");
    ana.until("that he may", () -> status(ana).equals("ben can sign in again."));
    bens.click("login-submit");
    bens.row("I was here");
  }

  @Test
  void aLinkForANewPasswordWorksOnceAndSignsOutEverywhere() {
    Browser ana = browser();
    ana.signUp("Ana", "ana@example.org", PASSWORD);
    TestUser ben = server.signUp("ben");
    Browser bens = browser();
    bens.signIn(ben.email(), PASSWORD);

    open(ana, "ben");
    ana.click("person-reset");
    ana.click("question-yes");
    String link = ana.element("reset-link").getDomProperty("value");
    Browser elsewhere = browser();
    elsewhere.driver().get(link);
    elsewhere.type("reset-password", "short");
    elsewhere.click("reset-submit");
    elsewhere.until(
        "a note",
        () -> elsewhere.element("reset-password-note").getText().contains("8 characters."));
    assertFalse(elsewhere.driver().getCurrentUrl().contains("#"));
    elsewhere.type("reset-password", "another long one");
    elsewhere.click("reset-submit");
    elsewhere.until(
        "that it is set",
        () -> elsewhere.element("login-notice").getText().startsWith("Your new password is set"));
    bens.until(
        "the end of his session",
        () -> bens.element("login-notice").getText().startsWith("Your session has ended"));
    elsewhere.signIn(ben.email(), "another long one");

    bens.driver().get("about:blank");
    bens.driver().get(link);
    bens.type("reset-password", "yet another long one");
    bens.click("reset-submit");
    bens.until(
        "that it is used", () -> bens.element("reset-problem").getText().contains("used already"));
    bens.click("reset-cancel");
    bens.element("login-email");
  }

  @Test
  void anAdminLooksAfterMembersOnlyAndAMemberAfterNobody() {
    Browser ana = browser();
    ana.signUp("Ana", "ana@example.org", PASSWORD);
    TestUser ben = server.signUp("ben");
    server.signUp("cleo");
    open(ana, "ben");
    ana.click("person-admin");
    ana.click("question-yes");
    ana.until("that he is one", () -> status(ana).equals("ben is an admin now."));

    Browser bens = browser();
    bens.signIn(ben.email(), PASSWORD);
    open(bens, "Ana");
    assertEquals("Owner", bens.element("person-role").getText());
    assertFalse(bens.shows("person-remove"));
    bens.click("drawer-back");
    bens.until("the row of cleo", () -> press(bens, "cleo"));
    bens.element("person-remove");
    assertFalse(bens.shows("person-admin"));

    // While he looks at it he is made a member again: what is refused is said, and nothing is done.
    ana.click("person-member");
    ana.click("question-yes");
    ana.until("that he is none", () -> status(ana).equals("ben is a member now."));
    bens.click("person-remove");
    bens.click("question-yes");
    bens.until(
        "a refusal",
        () -> bens.element("question-problem").getText().startsWith("You may not do that."));
    bens.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    bens.until("the room without an invite", () -> !bens.shows("room-invite"));
  }

  @Test
  void aChatIsHandedOverAndItsFormerOwnerIsAnAdmin() {
    Browser ana = browser();
    ana.signUp("Ana", "ana@example.org", PASSWORD);
    TestUser ben = server.signUp("ben");
    Browser bens = browser();
    bens.signIn(ben.email(), PASSWORD);
    open(ana, "ben");
    ana.click("person-owner");
    ana.click("question-yes");
    ana.until("the new owner", () -> status(ana).equals("ben is the owner now."));
    assertEquals("Owner", ana.element("person-role").getText());
    assertFalse(ana.shows("person-remove"));
    bens.element("room-invite");
    ana.click("drawer-back");
    ana.until(
        "what she is now",
        () -> row(ana, "Ana").map(r -> r.getText().contains("Admin")).orElse(false));
  }

  @Test
  void theHostAwayIsSaidByNameAndWhatWaitsGoesOutByItself() {
    Browser ana = browser();
    ana.signUp("Ana", "ana@example.org", PASSWORD);
    ana.until("the name", () -> ana.element("chat-name").getText().equals("Ana’s Chatter"));
    server.stop();
    ana.say("one");
    ana.say("two");
    ana.until(
        "who is away",
        () ->
            ana.element("offline-text")
                .getText()
                .matches(
                    "Ana’s Chatter was stopped at [\\d:]+(\\h[AP]M)?\\. It is back when its host"
                        + " starts it again · 2 messages waiting"));
    server.start();
    ana.row("one", "sent");
    ana.row("two", "sent");
    ana.until("the bar gone", () -> !ana.shows("offline-bar"));
  }

  /// Opens the person of that name in the list of people.
  private static void open(Browser browser, String name) {
    browser.click("menu");
    browser.click("drawer-people");
    browser.until("the row of " + name, () -> press(browser, name));
  }

  /// Whether the person is open; presses the row if not. A press is lost when the list is fetched
  /// anew under it.
  private static boolean press(Browser browser, String name) {
    if (!browser.shows("person-panel")) {
      row(browser, name).ifPresent(WebElement::click);
    }
    return browser.shows("person-panel");
  }

  private static Optional<WebElement> row(Browser browser, String name) {
    return browser.driver().findElements(By.cssSelector("[data-testid=account]")).stream()
        .filter(row -> row.getText().contains(name))
        .findFirst();
  }

  private static String status(Browser browser) {
    return browser.element("person-status").getText();
  }

  private Browser browser() {
    Browser browser = Browser.open(server.port());
    browsers.add(browser);
    return browser;
  }
}
