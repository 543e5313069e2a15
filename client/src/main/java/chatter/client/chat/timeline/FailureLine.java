package chatter.client.chat.timeline;

import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.shared.protocol.RejectCode;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// Below a message that was refused: why, and what can be done. Style class `failure`.
public final class FailureLine extends HBox {
  private final Texts texts;
  private final Label reason = new Label();
  private MessageRow row;

  FailureLine(CellContext tools) {
    texts = tools.texts();
    getStyleClass().add("failure");
    setAlignment(Pos.CENTER_RIGHT);
    reason.setGraphic(Icon.CIRCLE_ALERT.node(14));
    reason.getStyleClass().add("failure-reason");
    reason.setMinWidth(0);
    MessageActions actions = tools.actions();
    getChildren()
        .addAll(
            reason,
            button("chat.row.retry", () -> actions.retry(row)),
            button("chat.row.copy", () -> actions.copy(row.message().content().body())),
            button("chat.row.discard", () -> actions.discard(row)));
  }

  private Button button(String key, Runnable action) {
    Button button = new Button(texts.say(key));
    button.getStyleClass().add("text-button");
    button.setMinWidth(USE_PREF_SIZE);
    button.setFocusTraversable(false);
    button.setOnAction(_ -> action.run());
    return button;
  }

  void show(MessageRow failed) {
    row = failed;
    reason.setText(reason(texts, failed.message().reason()));
  }

  /// Why a message was refused, in words.
  public static String reason(Texts texts, RejectCode code) {
    return texts.say("message.failed." + (code == null ? RejectCode.INTERNAL : code).wireName());
  }
}
