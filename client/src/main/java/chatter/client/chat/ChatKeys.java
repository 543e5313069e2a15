package chatter.client.chat;

import chatter.client.ui.LetterKeys;
import chatter.client.ui.dialog.Overlays;
import java.util.Objects;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// The keys of the chat screen that belong to no control: what is typed goes into the field whoever
/// has the focus, and a key that was a command does not type as well. Listens to the whole scene,
/// because the focus may be nowhere. JavaFX application thread only.
final class ChatKeys {
  static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

  /// On macOS Alt and an arrow move the cursor from word to word.
  static final KeyCombination BACK =
      KeyCombination.valueOf(MAC ? "shortcut+OPEN_BRACKET" : "alt+LEFT");

  private final Commands commands;
  private final EventHandler<KeyEvent> pressing = this::pressing;
  private final EventHandler<KeyEvent> pressed = this::pressed;
  private final EventHandler<KeyEvent> typing = this::typing;
  private final EventHandler<KeyEvent> releasing = this::releasing;
  private final Runnable home;
  private Scene scene;

  /// The press that is being handled, until somebody lets it through.
  private KeyEvent unclaimed;

  /// Whom it was meant for; null while nobody has the focus.
  private Node pressedAt;

  /// The key that was a command and is still held down.
  private KeyCode held;

  private boolean typedWhileHeld;

  /// What the keys do.
  interface Commands {
    /// Whether there is a field in view to write into.
    boolean canWrite();

    /// Puts the cursor into the field.
    void focusField();

    /// Puts letters into the field.
    void type(String letters);

    /// Puts what was copied into the field.
    void paste();

    /// Whether a key means something to what is chosen in the list.
    boolean meantForList(KeyEvent key);

    /// Shows the list of keys.
    void showKeys();

    /// Goes to the first unread message.
    void showUnread();

    /// Goes to the newest message.
    void showNewest();

    /// Goes back to where the reader was before jumping to a message.
    ///
    /// @return whether there was a way back
    boolean goBack();

    /// Puts the cursor where one looks for a conversation.
    void find();

    /// Goes to the conversation above or below.
    ///
    /// @param unread to the next one with something unread
    void nextConversation(boolean back, boolean unread);

    /// Takes back what is begun; if nothing is, goes back from a message that was jumped to; if
    /// none was, all is read, and on to the end.
    void escape();

    /// Goes round the regions of the screen, in this direction.
    void nextRegion(int step);
  }

  ChatKeys(Commands commands) {
    this.commands = commands;
    home = commands::focusField;
  }

  /// Listens to another scene; null to none.
  void listenTo(Scene next) {
    if (Objects.equals(scene, next)) {
      return;
    }
    if (scene != null) {
      scene.removeEventFilter(KeyEvent.KEY_PRESSED, pressing);
      scene.removeEventHandler(KeyEvent.KEY_PRESSED, pressed);
      scene.removeEventFilter(KeyEvent.KEY_TYPED, typing);
      scene.removeEventFilter(KeyEvent.KEY_RELEASED, releasing);
      Overlays.of(scene).clearHome(home);
    }
    scene = next;
    if (next != null) {
      next.addEventFilter(KeyEvent.KEY_PRESSED, pressing);
      next.addEventHandler(KeyEvent.KEY_PRESSED, pressed);
      next.addEventFilter(KeyEvent.KEY_TYPED, typing);
      next.addEventFilter(KeyEvent.KEY_RELEASED, releasing);
      Overlays.of(next).setHome(home);
    }
  }

  /// The stroke on which people find help: where `/` needs Shift or is another key, by what it
  /// types.
  private static boolean asksForKeys(KeyEvent key) {
    boolean slash =
        key.getCode() == KeyCode.SLASH
            || key.getCode() == KeyCode.DIVIDE
            || "/".equals(key.getText())
            || "/".equals(key.getCharacter())
            // On the layouts of half of Europe, and then some systems tell no text with Ctrl.
            || (key.getCode() == KeyCode.DIGIT7 && key.isShiftDown());
    return key.getCode() == KeyCode.F1 || (key.isShortcutDown() && !key.isAltDown() && slash);
  }

  private static Node targetOf(KeyEvent key) {
    return key.getTarget() instanceof Node node ? node : null;
  }

  private void pressing(KeyEvent key) {
    if (key.getCode() == held && typedWhileHeld && held != KeyCode.UNDEFINED) {
      // Held down: what was a command at first is none now, and no letter either.
      key.consume();
      return;
    }
    held = null;
    unclaimed = key;
    pressedAt = targetOf(key);
    if (Overlays.of(scene).isCovered()) {
      return;
    }
    if (command(key)) {
      claim(key);
      key.consume();
    } else if (typesSomething(key) && mayTakeFocus(key)) {
      // Before the letter comes, so that an input method or a dead key begins in the field.
      commands.focusField();
    }
  }

  private boolean command(KeyEvent key) {
    boolean inText = pressedAt instanceof TextInputControl;
    if (asksForKeys(key)) {
      commands.showKeys();
    } else if (key.getCode() == KeyCode.F6 && !key.isShortcutDown() && !key.isAltDown()) {
      commands.nextRegion(key.isShiftDown() ? -1 : 1);
    } else if (key.isShortcutDown() && !key.isAltDown() && LetterKeys.is(KeyCode.K, key)) {
      commands.find();
    } else if (key.isAltDown()
        && !key.isShortcutDown()
        && (key.getCode() == KeyCode.UP || key.getCode() == KeyCode.DOWN)) {
      commands.nextConversation(key.getCode() == KeyCode.UP, key.isShiftDown());
    } else if (BACK.match(key)) {
      // Where there is no way back, a narrow window goes back to its list.
      return commands.goBack();
    } else if (key.getCode() == KeyCode.PAGE_UP && key.isShiftDown() && !key.isShortcutDown()) {
      commands.showUnread();
    } else if (key.getCode() == KeyCode.END && !inText && !key.isShortcutDown()) {
      commands.showNewest();
    } else if (!inText
        && key.isShortcutDown()
        && !key.isAltDown()
        && LetterKeys.is(KeyCode.V, key)) {
      commands.paste();
    } else {
      return false;
    }
    return true;
  }

  /// Came through all of the scene, so it was nobody's command.
  private void pressed(KeyEvent key) {
    unclaimed = null;
    if (key.getCode() == KeyCode.ESCAPE && !Overlays.of(scene).isCovered()) {
      commands.escape();
      key.consume();
    }
  }

  private void typing(KeyEvent key) {
    if (unclaimed != null && !(pressedAt instanceof TextInputControl)) {
      // The press before it was somebody's command.
      claim(unclaimed);
    }
    if (held != null) {
      typedWhileHeld = true;
      key.consume();
    } else if (!Overlays.of(scene).isCovered() && isLetter(key) && !ownsLetters(key)) {
      commands.type(key.getCharacter());
      key.consume();
    }
  }

  private void releasing(KeyEvent key) {
    if (key.getCode() == held) {
      held = null;
    }
    unclaimed = null;
  }

  private void claim(KeyEvent key) {
    unclaimed = null;
    held = key.getCode();
    typedWhileHeld = false;
  }

  private boolean mayTakeFocus(KeyEvent key) {
    return !(pressedAt instanceof TextInputControl)
        // It presses what has the focus, if that can be pressed; if not, it is still typed.
        && key.getCode() != KeyCode.SPACE
        && !commands.meantForList(key)
        && commands.canWrite();
  }

  private boolean ownsLetters(KeyEvent key) {
    Node owner = targetOf(key);
    return owner instanceof TextInputControl
        || (owner instanceof ButtonBase && " ".equals(key.getCharacter()))
        || !commands.canWrite();
  }

  /// Whether a press is about to type, or to begin something that will: a dead key, an input
  /// method.
  private static boolean typesSomething(KeyEvent key) {
    KeyCode code = key.getCode();
    boolean other =
        code.isFunctionKey()
            || code.isNavigationKey()
            || code.isModifierKey()
            || code.isMediaKey()
            || code == KeyCode.ENTER
            || code == KeyCode.TAB
            || code == KeyCode.ESCAPE
            || code == KeyCode.BACK_SPACE
            || code == KeyCode.DELETE
            || code == KeyCode.CONTEXT_MENU
            || code == KeyCode.CAPS
            || code == KeyCode.PRINTSCREEN
            || code == KeyCode.INSERT;
    return !other && !withCommandKey(key);
  }

  private static boolean isLetter(KeyEvent key) {
    String typed = key.getCharacter();
    return !typed.isEmpty()
        && !KeyEvent.CHAR_UNDEFINED.equals(typed)
        && !Character.isISOControl(typed.codePointAt(0))
        && !withCommandKey(key);
  }

  /// AltGr is Ctrl and Alt to some systems, and Option types on a Mac: both make letters.
  private static boolean withCommandKey(KeyEvent key) {
    boolean altGr = key.isControlDown() && key.isAltDown();
    return !altGr && (key.isControlDown() || key.isMetaDown() || (key.isAltDown() && !MAC));
  }
}
