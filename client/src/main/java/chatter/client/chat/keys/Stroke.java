package chatter.client.chat.keys;

import chatter.client.ui.LetterKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// A key with those that are held down with it, by what a keyboard calls them: `Alt+Shift+Up`. Ctrl
/// is ⌘ on macOS. A letter or a digit is the key that has it on the keyboard's layout or, where
/// that has no Latin ones, the key in its place; a sign is whatever key types it, with Shift or
/// without.
///
/// @param key a letter, a sign, one of `NAMED`, or `DIGITS` for any of these
record Stroke(boolean control, boolean alt, boolean shift, String key) {
  /// Whether the program runs where Ctrl is ⌘.
  static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

  private static final String DIGITS = "1…9";

  private static final Map<String, KeyCode> NAMED =
      Map.ofEntries(
          Map.entry("Enter", KeyCode.ENTER),
          Map.entry("Esc", KeyCode.ESCAPE),
          Map.entry("Del", KeyCode.DELETE),
          Map.entry("Backspace", KeyCode.BACK_SPACE),
          Map.entry("End", KeyCode.END),
          Map.entry("Page Up", KeyCode.PAGE_UP),
          Map.entry("Up", KeyCode.UP),
          Map.entry("Down", KeyCode.DOWN),
          Map.entry("Left", KeyCode.LEFT),
          Map.entry("Right", KeyCode.RIGHT),
          Map.entry("F1", KeyCode.F1),
          Map.entry("F6", KeyCode.F6),
          Map.entry("F10", KeyCode.F10));

  /// Signs, with the keys that have them on most layouts or beside the letters.
  private static final Map<String, List<KeyCode>> SIGNS =
      Map.of(
          "+", List.of(KeyCode.PLUS, KeyCode.ADD),
          "/", List.of(KeyCode.SLASH, KeyCode.DIVIDE),
          ",", List.of(KeyCode.COMMA),
          ".", List.of(KeyCode.PERIOD),
          "[", List.of(KeyCode.OPEN_BRACKET));

  private static final Map<String, String> ARROWS =
      Map.of("Up", "↑", "Down", "↓", "Left", "←", "Right", "→");

  Stroke {
    boolean letter = key.length() == 1 && key.charAt(0) >= 'A' && key.charAt(0) <= 'Z';
    if (!letter && !NAMED.containsKey(key) && !SIGNS.containsKey(key) && !DIGITS.equals(key)) {
      throw new IllegalArgumentException("no key: " + key);
    }
  }

  /// The stroke of a name.
  static Stroke of(String name) {
    int last = name.endsWith("+") ? name.length() - 1 : name.lastIndexOf('+') + 1;
    String held = name.substring(0, last);
    return new Stroke(
        held.contains("Ctrl+"),
        held.contains("Alt+"),
        held.contains("Shift+"),
        name.substring(last));
  }

  /// Whether a press is this stroke.
  ///
  /// @param mac whether Ctrl is ⌘
  boolean matches(KeyEvent press, boolean mac) {
    boolean command = mac ? press.isMetaDown() : press.isControlDown();
    boolean other = mac ? press.isControlDown() : press.isMetaDown();
    return command == control
        && !other
        && press.isAltDown() == alt
        && (press.isShiftDown() == shift || (!shift && mayNeedShift()))
        && isKey(press);
  }

  /// On some layouts, and on others not.
  private boolean mayNeedShift() {
    return SIGNS.containsKey(key) || DIGITS.equals(key);
  }

  private boolean isKey(KeyEvent press) {
    KeyCode named = NAMED.get(key);
    if (named != null) {
      return press.getCode() == named;
    }
    List<KeyCode> sign = SIGNS.get(key);
    if (sign != null) {
      return sign.contains(press.getCode()) || key.equals(press.getText()) || isGermanSlash(press);
    }
    return DIGITS.equals(key)
        ? LetterKeys.digit(press) > 0
        : LetterKeys.is(KeyCode.valueOf(key), press);
  }

  /// On the layouts of half of Europe it is Shift and 7, and then some systems tell no text with
  /// Ctrl.
  private boolean isGermanSlash(KeyEvent press) {
    return "/".equals(key)
        && press.getCode() == KeyCode.DIGIT7
        && press.isShiftDown()
        && press.getText().isEmpty();
  }

  /// What is written on its keys.
  ///
  /// @param mac whether Ctrl is ⌘
  String shown(boolean mac) {
    List<String> keys = new ArrayList<>();
    if (control) {
      keys.add(mac ? "⌘" : "Ctrl");
    }
    if (alt) {
      keys.add(mac ? "⌥" : "Alt");
    }
    if (shift) {
      keys.add("Shift");
    }
    keys.add(ARROWS.getOrDefault(key, key));
    return String.join("+", keys);
  }

  /// Its name.
  @Override
  public String toString() {
    return (control ? "Ctrl+" : "") + (alt ? "Alt+" : "") + (shift ? "Shift+" : "") + key;
  }
}
