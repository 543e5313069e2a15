package chatter.client.chat.text;

import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;

/// Words that lead somewhere, as a screen reader finds them. Style class `link`.
final class LinkText extends Text {
  private final Runnable open;

  /// @param drawn with marks of direction, perhaps
  /// @param hint where it leads, if the words do not say so; otherwise null
  LinkText(String drawn, String words, String hint, Runnable open) {
    super(drawn);
    this.open = open;
    getStyleClass().add("link");
    setUnderline(true);
    setCursor(Cursor.HAND);
    setAccessibleRole(AccessibleRole.HYPERLINK);
    setAccessibleText(words);
    if (hint != null) {
      Tooltip.install(this, new Tooltip(hint));
    }
    setOnMouseClicked(click -> {
      if (click.isStillSincePress()) {
        open.run();
      }
    });
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (action == AccessibleAction.FIRE) {
      open.run();
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }
}
