package chatter.client.chat.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.client.chat.ChatScreen;
import chatter.client.chat.keys.Shortcut.Where;
import chatter.client.ui.LetterKeys;
import chatter.client.ui.Texts;
import chatter.server.Examples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The table of keys is that of the page, and finds them on any layout.
class ShortcutTest {
  private static final String FILE = "keys.json";

  private static final Map<String, KeyCode> CODES =
      Map.ofEntries(
          Map.entry("Esc", KeyCode.ESCAPE),
          Map.entry("Del", KeyCode.DELETE),
          Map.entry("Backspace", KeyCode.BACK_SPACE),
          Map.entry("Page Up", KeyCode.PAGE_UP),
          Map.entry("Enter", KeyCode.ENTER),
          Map.entry("End", KeyCode.END),
          Map.entry("Up", KeyCode.UP),
          Map.entry("Down", KeyCode.DOWN),
          Map.entry("Left", KeyCode.LEFT),
          Map.entry("Right", KeyCode.RIGHT),
          Map.entry("F6", KeyCode.F6),
          Map.entry("F10", KeyCode.F10),
          Map.entry("/Slash", KeyCode.SLASH),
          Map.entry("/Digit7", KeyCode.DIGIT7),
          Map.entry(".Period", KeyCode.PERIOD),
          Map.entry(",Comma", KeyCode.COMMA),
          Map.entry("[BracketLeft", KeyCode.OPEN_BRACKET),
          Map.entry("+Equal", KeyCode.EQUALS),
          Map.entry("+BracketRight", KeyCode.PLUS),
          Map.entry("+NumpadAdd", KeyCode.ADD),
          Map.entry("!Digit1", KeyCode.DIGIT1),
          Map.entry("-Slash", KeyCode.MINUS));

  private final Texts texts = Texts.of(ChatScreen.class);

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    if (array != null) {
      array.forEach(one -> strings.add(one.asString()));
    }
    return strings;
  }

  private static List<String> names(Shortcut one, boolean mac) {
    return one.strokes(mac).stream().map(Stroke::toString).toList();
  }

  @Test
  void theTableIsThatOfThePage() throws IOException {
    List<JsonNode> keys =
        StreamSupport.stream(Examples.file(FILE).get("keys").spliterator(), false).toList();
    assertEquals(
        keys.stream().map(key -> "keys." + key.get("does").asString()).toList(),
        Stream.of(Shortcut.values()).map(Shortcut::words).toList());
    List<Shortcut> table = List.of(Shortcut.values());
    for (int i = 0; i < keys.size(); i++) {
      JsonNode key = keys.get(i);
      Shortcut one = table.get(i);
      List<String> strokes = strings(key.get("strokes"));
      strokes.addAll(strings(key.get("desktop")));
      assertEquals(strokes, names(one, false), one.words());
      assertEquals(key.has("mac") ? strings(key.get("mac")) : strokes, names(one, true));
      assertEquals(key.get("words").asString(), texts.say(one.words()));
      assertEquals(where(key, key.get("in").asString()), one.where(), one.words());
    }
  }

  @Test
  void theGroupsAreThoseOfThePage() throws IOException {
    for (JsonNode group : Examples.file(FILE).get("groups")) {
      Where where = where(group, group.get("in").asString());
      assertEquals(group.get("words").asString(), texts.say(where.words()));
    }
  }

  private static Where where(JsonNode example, String in) {
    return switch (in) {
      case "screen" -> Where.SCREEN;
      case "field" -> example.has("empty") ? Where.EMPTY_FIELD : Where.FIELD;
      case "list" -> Where.LIST;
      default -> throw new IllegalArgumentException(in);
    };
  }

  @TestFactory
  Stream<DynamicTest> presses() throws IOException {
    return StreamSupport.stream(Examples.file(FILE).get("presses").spliterator(), false)
        .filter(press -> !"page".equals(press.path("only").asString("")))
        .map(press ->
            DynamicTest.dynamicTest(press.get("name").asString(), () -> assertMeans(press)));
  }

  private static void assertMeans(JsonNode example) {
    Optional<Shortcut.Press> press =
        Shortcut.of(
            event(example),
            where(example, example.path("in").asString("list")),
            example.path("mac").asBoolean(false));
    assertEquals(
        example.get("does").isNull() ? "" : "keys." + example.get("does").asString(),
        press.map(Shortcut.Press::does).map(Shortcut::words).orElse(""));
    press.ifPresent(found -> {
      if (example.has("stroke")) {
        assertEquals(example.get("stroke").asInt(), found.stroke());
      }
      assertEquals(example.path("number").asInt(0), found.number());
    });
  }

  /// As JavaFX tells it: the code is that of what the layout has there, as far as it has a name.
  private static KeyEvent event(JsonNode press) {
    String types = press.get("types").asString();
    String place = press.path("place").asString("");
    List<String> held = strings(press.get("with"));
    boolean altGr = held.contains("AltGr");
    return new KeyEvent(
        KeyEvent.KEY_PRESSED,
        KeyEvent.CHAR_UNDEFINED,
        types.length() == 1 ? types : "",
        code(types, place),
        held.contains("Shift"),
        altGr || held.contains("Ctrl"),
        altGr || held.contains("Alt"),
        held.contains("Cmd"));
  }

  private static KeyCode code(String types, String place) {
    if (types.matches("[a-zA-Z]")) {
      return KeyCode.valueOf(types.toUpperCase(Locale.ROOT));
    } else if (types.matches("[0-9]")) {
      return KeyCode.valueOf((place.startsWith("Numpad") ? "NUMPAD" : "DIGIT") + types);
    }
    return CODES.getOrDefault(types + place, KeyCode.UNDEFINED);
  }

  @Test
  void whatStandsOnTheKeysIsShown() {
    assertEquals(List.of("Alt+Shift+↑", "Alt+Shift+↓"), Shortcut.NEXT_UNREAD.shown(false));
    assertEquals(List.of("⌥+Shift+↑", "⌥+Shift+↓"), Shortcut.NEXT_UNREAD.shown(true));
    assertEquals(List.of("⌘+["), Shortcut.BACK.shown(true));
    assertEquals(List.of("+"), Shortcut.REACT.shown(false));
    assertThrows(IllegalArgumentException.class, () -> Stroke.of("Ctrl+Nowhere"));
  }

  @Test
  void aDigitIsFoundOnAnyLayout() {
    assertEquals(2, LetterKeys.digit(typed("é")), "as in France, without Shift");
    assertEquals(4, LetterKeys.digit(typed("۴")), "as in Persia");
    assertEquals(-1, LetterKeys.digit(typed("-")), "which zooms elsewhere");
    assertEquals(-1, LetterKeys.digit(typed(" ")));
    assertEquals(-1, LetterKeys.digit(typed("")));
  }

  private static KeyEvent typed(String text) {
    return new KeyEvent(
        KeyEvent.KEY_PRESSED,
        KeyEvent.CHAR_UNDEFINED,
        text,
        KeyCode.UNDEFINED,
        false,
        true,
        false,
        false);
  }
}
