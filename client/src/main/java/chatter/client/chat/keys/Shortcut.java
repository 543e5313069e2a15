package chatter.client.chat.keys;

import chatter.client.ui.LetterKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.input.KeyEvent;

/// The one table of the chat's keys: what is pressed where, and the words for what it does. The
/// page has the same, by `keys.json`.
public enum Shortcut {
  FIND(Where.SCREEN, "keys.find", "Ctrl+K"),
  SEARCH_HERE(Where.SCREEN, "keys.searchHere", "Ctrl+F"),
  SEARCH_ALL(Where.SCREEN, "keys.searchAll", "Ctrl+Shift+F"),
  NEXT_CONVERSATION(Where.SCREEN, "keys.nextConversation", "Alt+Up", "Alt+Down"),
  NEXT_UNREAD(Where.SCREEN, "keys.nextUnread", "Alt+Shift+Up", "Alt+Shift+Down"),
  STARRED(Where.SCREEN, "keys.starred", "Ctrl+1…9"),
  REGIONS(Where.SCREEN, "keys.regions", "F6", "Shift+F6"),
  UNREAD(Where.SCREEN, "keys.unread", "Shift+Page Up"),
  /// On macOS Alt and an arrow move the cursor from word to word.
  BACK(Where.SCREEN, "keys.back", List.of("Alt+Left"), List.of("Ctrl+[")),
  ESCAPE(Where.SCREEN, "keys.escape", "Esc"),
  EMOJI(Where.SCREEN, "keys.emoji", "Ctrl+."),
  ATTACH(Where.SCREEN, "keys.attach", "Ctrl+U"),
  SETTINGS(Where.SCREEN, "keys.settings", "Ctrl+,"),
  HELP(Where.SCREEN, "keys.help", "Ctrl+/", "F1"),
  SEND(Where.FIELD, "keys.send", "Enter"),
  NEWLINE(Where.FIELD, "keys.newline", "Shift+Enter"),
  BOLD(Where.FIELD, "keys.bold", "Ctrl+B"),
  ITALIC(Where.FIELD, "keys.italic", "Ctrl+I"),
  CODE(Where.FIELD, "keys.code", "Ctrl+E"),
  CODE_BLOCK(Where.FIELD, "keys.codeBlock", "Ctrl+Shift+C"),
  EDIT_LAST(Where.EMPTY_FIELD, "keys.editLast", "Up"),
  REPLY_LAST(Where.FIELD, "keys.replyLast", "Ctrl+Up"),
  MOVE(Where.LIST, "keys.move", "Up", "Down"),
  INSIDE(Where.LIST, "keys.inside", "Left", "Right"),
  REPLY(Where.LIST, "keys.reply", "R"),
  EDIT(Where.LIST, "keys.edit", "E"),
  REACT(Where.LIST, "keys.react", "+"),
  COPY(Where.LIST, "keys.copy", "C"),
  MORE(Where.LIST, "keys.more", "Shift+F10"),
  SELECT_ALL(Where.LIST, "keys.selectAll", "Ctrl+A"),
  DELETE(Where.LIST, "keys.delete", List.of("Del"), List.of("Del", "Backspace")),
  LATEST(Where.LIST, "keys.latest", "End");

  /// Where a key means something.
  public enum Where {
    /// Wherever the keyboard is.
    SCREEN("keys.in.screen"),
    /// In the field for messages.
    FIELD("keys.in.field"),
    /// There while nothing is written.
    EMPTY_FIELD("keys.in.field"),
    /// Among the messages, and wherever else nothing is written.
    LIST("keys.in.list");

    private final String words;

    Where(String words) {
      this.words = words;
    }

    /// The key of what such keys are listed under.
    public String words() {
      return words;
    }

    /// Whether what is meant for a place is meant for the one where the keyboard is, too.
    boolean reaches(Where keyboard) {
      return this == SCREEN || this == keyboard || (this == FIELD && keyboard == EMPTY_FIELD);
    }
  }

  /// What a press means.
  ///
  /// @param stroke which of the shortcut's strokes it is, 0 for the first
  /// @param number the digit of one that has many, 1 to 9; otherwise 0
  public record Press(Shortcut does, int stroke, int number) {}

  private final Where where;
  private final String words;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Stroke> strokes;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Stroke> strokesOnMac;

  Shortcut(Where where, String words, String... strokes) {
    this(where, words, List.of(strokes), List.of(strokes));
  }

  Shortcut(Where where, String words, List<String> strokes, List<String> onMac) {
    this.where = where;
    this.words = words;
    this.strokes = strokes.stream().map(Stroke::of).toList();
    strokesOnMac = onMac.stream().map(Stroke::of).toList();
  }

  /// Where it means something.
  public Where where() {
    return where;
  }

  /// The key of the words for what it does.
  public String words() {
    return words;
  }

  /// What is written on the keys, for each of its strokes.
  public List<String> shown() {
    return shown(Stroke.MAC);
  }

  List<String> shown(boolean mac) {
    return strokes(mac).stream().map(stroke -> stroke.shown(mac)).toList();
  }

  List<Stroke> strokes(boolean mac) {
    return mac ? strokesOnMac : strokes;
  }

  /// Whether a press is one of its strokes, wherever that is.
  public boolean matches(KeyEvent press) {
    return stroke(press, Stroke.MAC) >= 0;
  }

  private int stroke(KeyEvent press, boolean mac) {
    List<Stroke> all = strokes(mac);
    return IntStream.range(0, all.size())
        .filter(i -> all.get(i).matches(press, mac))
        .findFirst()
        .orElse(-1);
  }

  /// What a press means; nothing if it is none of these.
  ///
  /// @param keyboard where the keyboard is
  public static Optional<Press> of(KeyEvent press, Where keyboard) {
    return of(press, keyboard, Stroke.MAC);
  }

  static Optional<Press> of(KeyEvent press, Where keyboard, boolean mac) {
    return Stream.of(values())
        .filter(one -> one.where.reaches(keyboard) && one.stroke(press, mac) >= 0)
        .findFirst()
        .map(one ->
            new Press(one, one.stroke(press, mac), one == STARRED ? LetterKeys.digit(press) : 0));
  }
}
