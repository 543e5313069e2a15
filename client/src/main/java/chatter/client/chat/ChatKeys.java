package chatter.client.chat;

import chatter.client.chat.keys.Shortcut;
import chatter.client.ui.LetterKeys;
import chatter.client.ui.dialog.Overlays;
import java.util.Objects;
import java.util.Optional;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The keys of the chat screen that belong to no control: what is typed goes into the field whoever
/// has the focus, and a key that was a command does not type as well. Listens to the whole scene,
/// because the focus may be nowhere. JavaFX application thread only.
final class ChatKeys {
  private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

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

    /// Shows all emoji, to put one into the field.
    void pickEmoji();

    /// Chooses files to send.
    void attach();

    /// Shows the list of keys.
    void showKeys();

    /// Goes to the first unread message.
    void showUnread();

    /// Goes to the newest message.
    void showNewest();

    /// Goes back to where the reader was before jumping to a message, perhaps in another
    /// conversation.
    ///
    /// @return whether there was a way back
    boolean goBack();

    /// Puts the cursor where one looks for a conversation.
    void find();

    /// Looks for messages.
    ///
    /// @param here whether in the conversation on the screen alone
    void search(boolean here);

    /// Goes to the conversation above or below.
    ///
    /// @param unread to the next one with something unread
    void nextConversation(boolean back, boolean unread);

    /// Goes to a starred conversation, if there are so many.
    ///
    /// @param place 1 for the first
    void showStarred(int place);

    /// One step back: takes back what is begun; if nothing is, goes back from a message that was
    /// jumped to; if none was, leaves the message that is chosen, or in a narrow window the room;
    /// if there is nothing of that, all is read, and on to the end.
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
    Optional<Shortcut.Press> press =
        Shortcut.of(key, inText ? Shortcut.Where.FIELD : Shortcut.Where.LIST);
    if (press.isPresent()) {
      return carryOut(press.get());
    }
    if (!inText && key.isShortcutDown() && !key.isAltDown() && LetterKeys.is(KeyCode.V, key)) {
      commands.paste();
      return true;
    }
    return false;
  }

  /// @return whether it was a command of the screen; the others belong to the field, the list, or
  ///   whoever has a use for Escape
  private boolean carryOut(Shortcut.Press press) {
    boolean first = press.stroke() == 0;
    switch (press.does()) {
      case HELP -> commands.showKeys();
      case REGIONS -> commands.nextRegion(first ? 1 : -1);
      case FIND -> commands.find();
      case SEARCH_HERE -> commands.search(true);
      case SEARCH_ALL -> commands.search(false);
      case NEXT_CONVERSATION -> commands.nextConversation(first, false);
      case NEXT_UNREAD -> commands.nextConversation(first, true);
      case STARRED -> commands.showStarred(press.number());
      case BACK -> {
        // Where there is no way back, a narrow window goes back to its list.
        return commands.goBack();
      }
      case UNREAD -> commands.showUnread();
      case LATEST -> commands.showNewest();
      case EMOJI -> commands.pickEmoji();
      case ATTACH -> commands.attach();
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Came through all of the scene, so it was nobody's command.
  private void pressed(KeyEvent key) {
    unclaimed = null;
    if (Shortcut.ESCAPE.matches(key) && !Overlays.of(scene).isCovered()) {
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
