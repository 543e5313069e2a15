package chatter.client.ui.form;

import javafx.scene.control.TextArea;
import javafx.scene.control.skin.TextAreaSkin;

/// That of JavaFX with a caret that comes to rest: see `CaretBlinking`. Named in the style sheet.
public final class CalmTextAreaSkin extends TextAreaSkin {
  /// Null while JavaFX's own is made, and where it has no such caret.
  private final CaretBlinking caret;

  /// @param field whose it is
  public CalmTextAreaSkin(TextArea field) {
    super(field);
    caret = CaretBlinking.of(field, getChildren()).orElse(null);
    setCaretAnimating(field.isFocused());
  }

  @Override
  public void setCaretAnimating(boolean value) {
    super.setCaretAnimating(value && caret == null);
    if (caret != null) {
      caret.set(value);
    }
  }

  /// Null where JavaFX's own caret stays as it is.
  CaretBlinking caret() {
    return caret;
  }
}
