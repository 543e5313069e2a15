package chatter.client.chat.composer;

import chatter.client.chat.keys.Shortcut;
import java.util.Optional;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// What keys do to what is written, beyond what a field does by itself: a mention is one piece, and
/// marks of formatting are put and taken. JavaFX application thread only.
final class FieldEditor {
  private final TextArea field;
  private ComposerViewModel model;

  FieldEditor(TextArea field) {
    this.field = field;
  }

  /// Something else is written in the field from now on.
  ///
  /// @param next null for nothing
  void show(ComposerViewModel next) {
    model = next;
  }

  /// Lets something else stand in the field, with as little change as can be: it can be undone.
  void write(FieldText wanted) {
    String before = field.getText();
    String after = wanted.text();
    int shorter = Math.min(before.length(), after.length());
    int from = 0;
    while (from < shorter && before.charAt(from) == after.charAt(from)) {
      from++;
    }
    int same = 0;
    while (same < shorter - from
        && before.charAt(before.length() - 1 - same) == after.charAt(after.length() - 1 - same)) {
      same++;
    }
    if (!before.equals(after)) {
      field.replaceText(from, before.length() - same, after.substring(from, after.length() - same));
    }
    field.selectRange(wanted.from(), wanted.to());
  }

  /// Puts a mark on what is selected, or takes it off.
  void mark(Marks.Kind kind) {
    int from = field.getSelection().getStart();
    int to = field.getSelection().getEnd();
    write(Marks.marked(kind, new FieldText(field.getText(), from, to)));
  }

  /// The mark that a key puts; null if it is another key.
  static Marks.Kind markOf(KeyEvent key) {
    if (Shortcut.BOLD.matches(key)) {
      return Marks.Kind.BOLD;
    } else if (Shortcut.ITALIC.matches(key)) {
      return Marks.Kind.ITALIC;
    } else if (Shortcut.CODE.matches(key)) {
      return Marks.Kind.CODE;
    }
    return Shortcut.CODE_BLOCK.matches(key) ? Marks.Kind.BLOCK : null;
  }

  /// Goes over a mention, or deletes all of it, if that is what a key would begin with.
  ///
  /// @return whether it did
  boolean overMention(KeyEvent key) {
    KeyCode code = key.getCode();
    boolean deletes = code == KeyCode.BACK_SPACE || code == KeyCode.DELETE;
    boolean moves = code == KeyCode.LEFT || code == KeyCode.RIGHT;
    boolean selected = field.getSelection().getLength() > 0;
    // On macOS an arrow with Cmd goes to the end of the line.
    if ((!deletes && !moves) || key.isMetaDown() || (selected && !(moves && key.isShiftDown()))) {
      return false;
    }
    boolean turned = field.getEffectiveNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
    boolean back = code == KeyCode.BACK_SPACE || (moves && (code == KeyCode.LEFT) != turned);
    int caret = field.getCaretPosition();
    // What goes by words goes over the blanks before it as well.
    boolean words = key.isControlDown() || key.isAltDown();
    Optional<MentionField.Span> beside =
        model.mentionBeside(words ? overBlanks(caret, back) : caret, back);
    beside.ifPresent(span -> {
      int end = back ? span.from() : span.to();
      if (deletes) {
        // What is selected is brought back by itself.
        field.selectRange(caret, end);
        field.replaceSelection("");
      } else if (key.isShiftDown()) {
        field.selectRange(field.getAnchor(), end);
      } else {
        field.positionCaret(end);
      }
    });
    return beside.isPresent();
  }

  private int overBlanks(int place, boolean back) {
    String text = field.getText();
    int at = place;
    while (back
        ? at > 0 && text.charAt(at - 1) == ' '
        : at < text.length() && text.charAt(at) == ' ') {
      at += back ? -1 : 1;
    }
    return at;
  }

  /// A click, or a key that goes by words or lines, does not leave the caret within a mention.
  ///
  /// @param before where the caret was
  void leaveMention(int before) {
    int caret = field.getCaretPosition();
    if (field.getSelection().getLength() == 0) {
      model
          .mentionAround(caret)
          .ifPresent(span -> field.positionCaret(before < caret ? span.to() : span.from()));
    }
  }
}
