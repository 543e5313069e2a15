package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import chatter.shared.api.Registration;
import io.nayuki.qrcodegen.QrCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/// Getting into a chat by its page: as the first, by an invite, with a new password.
@Tag("story")
class PageLoginTest {
  private static final String PASSWORD = TestServer.PASSWORD;
  private static final int QUIET_ZONE = 4;
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)");

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .with(config -> config.withRegistration(Registration.INVITE).withName("Ana’s Chatter"));

  private final List<Browser> browsers = new ArrayList<>();

  @AfterEach
  void closeBrowsers() {
    browsers.forEach(Browser::close);
  }

  @Test
  void theFirstIsTheOwnerAndAnotherJoinsByTheLinkWhichLeavesTheAddressBar() {
    Browser ana = owner();
    // The invite stands beside the room, which is in use all the same.
    ana.element("invite-link");
    ana.type("composer", "written beside the invite");
    ana.type("composer", "");
    ana.click("show-code");
    String link = ana.element("invite-link").getDomProperty("value");
    assertTrue(link.contains("#join="), link);
    assertEquals("invite.note.here", ana.element("invite-note").getDomAttribute("data-note"));
    assertEquals(modules(link), shown(ana.element("invite-qr")));

    Browser ben = browser();
    follow(ben, link);
    ben.until("the invite", () -> title(ben).equals("Ana invites you to Ana’s Chatter"));
    assertFalse(ben.driver().getCurrentUrl().contains("#"), ben.driver().getCurrentUrl());
    String app = ben.element("open-app").getDomAttribute("href");
    assertTrue(app.startsWith("chatter://join?code="), app);
    assertFalse(ben.shows("register-invite"));
    ben.type("register-name", "Ben");
    ben.type("register-email", "ben@example.org");
    ben.type("register-password", PASSWORD);
    ben.click("register-submit");
    ben.say("Here I am");
    ben.row("Here I am", "sent");
    ana.row("Here I am");
    assertFalse(ben.shows("room-invite"));
    ben.click("menu");
    assertFalse(ben.shows("drawer-people"));
    assertEquals(List.of(), ana.complaints());
    assertEquals(List.of(), ben.complaints());
  }

  @Test
  void anInviteForOneIsUsedOnceAndTheSecondIsToldSo() {
    Browser ana = owner();
    String many = ana.element("invite-link").getDomProperty("value");
    ana.click("invite-uses-person");
    ana.until("another invite", () -> !link(ana).equals(many));
    String one = link(ana);

    Browser ben = browser();
    join(ben, one, "Ben");
    ben.element("composer");
    Browser cleo = browser();
    follow(cleo, one);
    cleo.until("that it is used", () -> problem(cleo).contains("used already"));
    assertTrue(cleo.shows("login-email"));
    // The first was replaced before anybody could have it, so it ended.
    follow(cleo, many);
    cleo.until("that it is not known", () -> problem(cleo).contains("not known here"));
  }

  @Test
  void whoComesWithoutALinkTypesTheCodeAndAWrongOneIsExplainedThere() {
    Browser ana = owner();
    ana.click("room-invite");
    String code = ana.element("invite-code").getText();
    assertTrue(code.matches("[0-9A-Z]{4}-[0-9A-Z]{4}"), code);

    Browser ben = browser();
    ben.until("the name", () -> title(ben).equals("Welcome to Ana’s Chatter"));
    ben.click("login-switch");
    ben.type("register-invite", "0000-0000");
    ben.type("register-name", "Ben");
    ben.type("register-email", "ben@example.org");
    ben.type("register-password", PASSWORD);
    ben.click("register-submit");
    ben.until(
        "a note at the code",
        () -> ben.element("register-invite-note").getText().contains("not known here"));
    assertEquals("Ben", ben.element("register-name").getDomProperty("value"));
    ben.type("register-invite", code.toLowerCase(Locale.ROOT));
    ben.click("register-submit");
    ben.element("composer");
  }

  @Test
  void aChatThatTakesNobodyNewSaysSoAndAllInvitesCanBeEnded() {
    Browser ana = owner();
    ana.click("room-invite");
    String first = ana.element("invite-link").getDomProperty("value");
    ana.click("invite-reset");
    ana.click("question-yes");
    ana.until("another invite", () -> !link(ana).equals(first));
    Browser ben = browser();
    follow(ben, first);
    ben.until("that it is not known", () -> problem(ben).contains("not known here"));

    ana.click("drawer-close");
    ana.click("menu");
    ana.click("drawer-server");
    ana.type("server-name", "The office");
    ana.click("server-registration-closed");
    ana.click("server-submit");
    ana.until("saved", () -> ana.element("server-status").getText().equals("Saved."));
    ben.visit();
    ben.until("the new name", () -> title(ben).equals("Welcome to The office"));
    ben.element("login-closed");
    assertFalse(ben.shows("login-switch"));
    ana.until(
        "the name in the sidebar", () -> ana.element("chat-name").getText().equals("The office"));
  }

  private Browser owner() {
    Browser ana = browser();
    ana.until(
        "that she is the first",
        () -> ana.element("login-notice").getText().contains("you will be the owner"));
    ana.signUpByHand("Ana", "ana@example.org", PASSWORD);
    return ana;
  }

  private static void join(Browser browser, String link, String name) {
    follow(browser, link);
    browser.type("register-name", name);
    browser.type("register-email", name.toLowerCase(Locale.ROOT) + "@example.org");
    browser.type("register-password", PASSWORD);
    browser.click("register-submit");
  }

  /// The dark modules of a text's QR code, as places in the picture with its quiet zone.
  private static Set<List<Integer>> modules(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    Set<List<Integer>> dark = new HashSet<>();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          dark.add(List.of(x + QUIET_ZONE, y + QUIET_ZONE));
        }
      }
    }
    return dark;
  }

  /// Those of a picture on the page.
  private static Set<List<Integer>> shown(WebElement svg) {
    String path = svg.findElement(By.cssSelector("path")).getDomAttribute("d");
    Set<List<Integer>> dark = new HashSet<>();
    Matcher run = RUN.matcher(path);
    while (run.find()) {
      int from = Integer.parseInt(run.group(1));
      int length = Integer.parseInt(run.group(3));
      int y = Integer.parseInt(run.group(2));
      IntStream.range(from, from + length).forEach(x -> dark.add(List.of(x, y)));
    }
    return dark;
  }

  /// Opens a link as from a mail: in a page that was not there before.
  private static void follow(Browser browser, String link) {
    browser.driver().get("about:blank");
    browser.driver().get(link);
  }

  private static String link(Browser browser) {
    return browser.element("invite-link").getDomProperty("value");
  }

  private static String title(Browser browser) {
    return browser.element("login-title").getText();
  }

  private static String problem(Browser browser) {
    return browser.element("card-problem").getText();
  }

  private Browser browser() {
    Browser browser = Browser.open(server.port());
    browsers.add(browser);
    return browser;
  }
}
