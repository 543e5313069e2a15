package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.interactions.Actions;

/// What the page is to somebody who hears it, who needs it larger, with other colours or without
/// motion: by the tree that Chromium gives to screen readers, and by what it lays out.
@Tag("story")
class PageAccessibilityTest {
  /// What one acts on, and what leads through a page: nothing of that kind may go without a name.
  private static final Set<String> NAMED =
      Set.of(
          "button",
          "link",
          "textbox",
          "searchbox",
          "combobox",
          "listbox",
          "option",
          "menu",
          "menuitem",
          "menuitemradio",
          "radio",
          "switch",
          "checkbox",
          "dialog",
          "heading",
          "navigation",
          "log",
          "article",
          "tab",
          "tabpanel",
          "group",
          "region");

  /// Links in a sentence, and the names in one, are as high as its line.
  private static final String SMALL_TARGETS =
      """
      const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const choice = 'input[type=radio], input[type=checkbox], input[type=file]';
      const own = (one) => one.matches(choice) ? one.closest('label') : one;
      return [...document.querySelectorAll('button, input, textarea, select, a[href], [role=option]')]
        .filter((one) => seen(one) && !one.closest('.body, [inert], .visually-hidden'))
        .map(own).filter(Boolean)
        .map((one) => [one, one.getBoundingClientRect()])
        .filter(([, { width, height }]) => width > 0 && (width < 23.9 || height < 23.9))
        .map(([one, { width, height }]) => `${one.className} ${one.dataset.testid} ${width} x ${height}`);
      """;

  private static final String CUT_OFF =
      """
      return [...document.querySelectorAll('.chat *')]
        .filter((one) => one.checkVisibility() && !one.closest('.visually-hidden, .pill') && one.tagName !== 'TEXTAREA')
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .filter((one) => getComputedStyle(one).overflowY !== 'visible' && getComputedStyle(one).overflowY !== 'auto')
        .filter((one) => one.scrollHeight > one.clientHeight + 2 && one.clientHeight > 0)
        .map((one) => `${one.className} ${one.clientHeight} of ${one.scrollHeight}: ${one.textContent}`);
      """;

  private static final String OUT_OF_REACH =
      """
      return arguments[0].filter((id) => {
        const element = document.querySelector(`[data-testid=${id}]`);
        const { left, top, width, height } = element.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return !element.contains(there);
      });
      """;

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private TestUser ben;
  private TestConnection bens;
  private TestUser adas;
  private Browser ada;

  @BeforeEach
  void begin() {
    ben = server.signUp("ben");
    bens = ben.connect();
    adas = server.signUp("ada");
    ada = Browser.open(server.port());
  }

  @AfterEach
  void end() {
    ada.cdp("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    ada.cdp("Emulation.clearDeviceMetricsOverride", Map.of());
    ada.close();
  }

  @Test
  void everythingHasANameAndRoomForAFingerOnEveryScreen() {
    aDay();
    Map<String, List<String>> wrong = new LinkedHashMap<>();
    look("the room", wrong);

    new Actions(ada.driver())
        .moveToElement(ada.row("shall we").findElement(By.cssSelector(".bubble")))
        .perform();
    ada.element("tools");
    look("the tools of a message", wrong);
    new Actions(ada.driver())
        .contextClick(ada.row("at eight").findElement(By.cssSelector(".bubble")))
        .perform();
    ada.element("menu-popup");
    look("the menu of a message", wrong);
    press(Keys.ESCAPE);

    press(Keys.chord(Keys.CONTROL, "k"));
    ada.element("switcher-row");
    look("the switcher", wrong);
    press(Keys.ESCAPE);

    press(Keys.chord(Keys.CONTROL, "/"));
    ada.element("keys");
    look("the keys", wrong);
    press(Keys.ESCAPE);

    press(Keys.chord(Keys.CONTROL, ","));
    ada.element("sign-out");
    look("the menu", wrong);
    press(Keys.ESCAPE);

    ada.click("room-menu");
    ada.element("menu-popup");
    look("the menu of the room", wrong);
    press(Keys.ESCAPE);

    ada.click("room-members");
    ada.until("the members", () -> ada.shows("member"));
    look("the members", wrong);
    press(Keys.ESCAPE);

    ada.click("room-menu");
    ada.click("conversation-files");
    ada.click("shared-links");
    ada.until("a link", () -> ada.shows("shared-link"));
    look("the links of the room", wrong);
    press(Keys.ESCAPE);

    ada.click("add-rooms");
    ada.click("new-room");
    ada.element("new-room-title");
    look("a new room", wrong);
    press(Keys.ESCAPE);

    ada.click("add-direct");
    ada.element("picker-person");
    look("a new direct", wrong);
    press(Keys.ESCAPE);
    assertEquals(Map.of(), wrong);
  }

  @Test
  void theTreeReadsInTheOrderOfTheScreen() {
    aDay();
    List<Node> nodes = tree();
    List<String> regions =
        nodes.stream()
            .filter(node -> Set.of("navigation", "main", "log").contains(node.role()))
            .map(Node::role)
            .toList();
    assertEquals(List.of("navigation", "main", "log"), regions);
    List<String> rows =
        nodes.stream().filter(node -> node.role().equals("article")).map(Node::name).toList();
    assertEquals(3, rows.size(), rows::toString);
    assertTrue(rows.get(0).startsWith("ben, "), rows::toString);
    assertTrue(rows.get(0).contains("shall we"), rows::toString);
    assertTrue(rows.get(0).contains("1 reaction"), rows::toString);
    assertTrue(rows.get(1).contains("edited"), rows::toString);
    assertTrue(rows.get(2).contains("in reply to"), rows::toString);
    // All that a dot or a number says beside a conversation is said in words.
    String room =
        nodes.stream()
            .filter(node -> node.role().equals("button") && node.name().contains("Field team"))
            .map(Node::name)
            .findFirst()
            .orElseThrow();
    assertTrue(room.contains("1 mention"), room);
  }

  @Test
  void fourTimesAsLargeNothingIsOutOfReach() {
    aDay();
    // What is left of 1280 by 1024; no window gets as small.
    ada.cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 320, "height", 256, "deviceScaleFactor", 1, "mobile", false));
    ada.until("the room alone", () -> ada.shows("room-back"));
    reach("room-back", "room-menu", "composer", "send");
    assertTrue(height("scroller") >= 56, "a line of what is read");
    ada.say("written on little room");
    ada.row("written on little room", "sent");
    ada.click("room-back");
    ada.until("the list", () -> ada.shows("room"));
    reach("menu", "find", "room");
    ada.click("find");
    ada.element("switcher-row");
    reach("switcher", "switcher-row");
    press(Keys.ESCAPE);
    ada.click("menu");
    ada.element("sign-out");
    // By scrolling, as everything that is longer than the page.
    ada.script(
        "document.querySelector('[data-testid=sign-out]').scrollIntoView({ block: 'center' })");
    reach("sign-out");
    assertEquals(320L, ada.script("return document.documentElement.scrollWidth"));
  }

  @Test
  void twiceAsLargeLettersAreNotCutOff() {
    aDay();
    ada.script("document.documentElement.style.fontSize = '200%'");
    assertEquals(List.of(), ada.script(CUT_OFF));
    reach("composer", "send", "find");
    press(Keys.chord(Keys.CONTROL, "k"));
    ada.element("switcher-row");
    assertEquals(List.of(), ada.script(CUT_OFF));
    reach("switcher-row");
  }

  @Test
  void withTheColoursOfTheSystemLinesSayWhatColoursSaid() {
    aDay();
    media("forced-colors", "active");
    assertEquals("4px", style(".conversation.is-current", "borderInlineStartWidth"));
    assertEquals("1px", style(".bubble", "borderTopWidth"));
    assertEquals("1px", style(".send", "borderTopWidth"));
    press(Keys.chord(Keys.CONTROL, "k"));
    ada.element("switcher-row");
    assertEquals("2px", style(".switcher-row[aria-selected=true]", "outlineWidth"));
    assertEquals("1px", style(".dialog[open]", "borderTopWidth"));
  }

  @Test
  void whoeverWantsNoMotionSeesNone() {
    media("prefers-reduced-motion", "reduce");
    aDay();
    ada.script(
        """
        window.longest = 0;
        const look = () => {
          for (const { effect } of document.getAnimations()) {
            const { duration, endTime } = effect.getComputedTiming();
            window.longest = Math.max(window.longest, duration, endTime);
          }
          requestAnimationFrame(look);
        };
        look();
        """);
    bens.post("comes without moving");
    ada.row("comes without moving");
    ada.click("menu");
    ada.element("sign-out");
    press(Keys.ESCAPE);
    press(Keys.chord(Keys.CONTROL, "k"));
    ada.element("switcher-row");
    assertTrue(((Number) ada.script("return window.longest")).doubleValue() <= 2);
  }

  /// What is read, changed and answered of a day, and a call in another room.
  private void aDay() {
    long seq = bens.post("shall we meet at https://example.org/hall?").seq();
    bens.react(TestConnection.LOBBY, seq, "👍", true);
    long other = bens.post("at eigth").seq();
    bens.edit(TestConnection.LOBBY, other, "at eight");
    bens.reply(TestConnection.LOBBY, seq, "bring the map");
    long room = ben.makeRoom("Field team", Visibility.OPEN, adas).id();
    bens.post(room, "<@" + adas.id() + "> come");
    ada.signIn("ada@example.org", TestServer.PASSWORD);
    ada.row("bring the map");
    ada.until(
        "the call", () -> !ada.driver().findElements(By.cssSelector(".is-mention")).isEmpty());
    ada.script("document.querySelector('[data-testid=composer]').focus()");
  }

  /// What is wrong with what is shown now.
  private void look(String screen, Map<String, List<String>> wrong) {
    List<String> found = new ArrayList<>();
    for (Node node : tree()) {
      if (NAMED.contains(node.role()) && node.name().isBlank()) {
        found.add("no name: " + node);
      }
    }
    for (Object small : (List<?>) ada.script(SMALL_TARGETS)) {
      found.add("too small: " + small);
    }
    if (!found.isEmpty()) {
      wrong.put(screen, found);
    }
  }

  private void reach(String... testIds) {
    // What slides is in reach when it stands.
    ada.until(
        "all in reach of " + List.of(testIds),
        () -> List.of().equals(ada.script(OUT_OF_REACH, List.of(testIds))));
  }

  private double height(String testId) {
    return ((Number)
            ada.script(
                "return document.querySelector(`[data-testid=${arguments[0]}]`).clientHeight",
                testId))
        .doubleValue();
  }

  private String style(String selector, String property) {
    return (String)
        ada.script(
            "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]",
            selector,
            property);
  }

  private void media(String name, String value) {
    ada.cdp(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", name, "value", value))));
  }

  private void press(CharSequence keys) {
    ada.driver().switchTo().activeElement().sendKeys(keys);
  }

  private record Node(String role, String name) {}

  /// What screen readers are given, in its order.
  private List<Node> tree() {
    Map<String, Object> answer =
        ((HasCdp) ada.driver()).executeCdpCommand("Accessibility.getFullAXTree", Map.of());
    Map<Object, Map<?, ?>> byId = new HashMap<>();
    List<Map<?, ?>> all = new ArrayList<>();
    for (Object one : (List<?>) answer.get("nodes")) {
      Map<?, ?> node = (Map<?, ?>) one;
      all.add(node);
      byId.put(node.get("nodeId"), node);
    }
    List<Node> ordered = new ArrayList<>();
    walk(all.getFirst(), byId, ordered);
    return ordered;
  }

  private static void walk(Map<?, ?> node, Map<Object, Map<?, ?>> byId, List<Node> ordered) {
    if (node == null) {
      return;
    }
    if (!Boolean.TRUE.equals(node.get("ignored"))) {
      ordered.add(new Node(valueOf(node.get("role")), valueOf(node.get("name"))));
    }
    if (node.get("childIds") instanceof List<?> children) {
      for (Object child : children) {
        walk(byId.get(child), byId, ordered);
      }
    }
  }

  private static String valueOf(Object property) {
    return property instanceof Map<?, ?> map && map.get("value") != null
        ? String.valueOf(map.get("value"))
        : "";
  }
}
