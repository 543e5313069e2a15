package chatter.client.chat;

import java.util.ResourceBundle;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What stands in the place of messages while there are none: loading, nothing yet, or that loading
/// failed. Style class `timeline-message`.
final class TimelineMessage extends VBox {
  private final ResourceBundle texts;
  private final Label label = new Label();
  private final Button again = new Button();

  TimelineMessage(ResourceBundle texts, Runnable onAgain) {
    this.texts = texts;
    getStyleClass().add("timeline-message");
    setAlignment(Pos.CENTER);
    setPickOnBounds(false);
    again.setText(texts.getString("chat.timeline.again"));
    again.getStyleClass().setAll("text-button");
    again.setOnAction(_ -> onAgain.run());
    getChildren().addAll(label, again);
  }

  void show(TimelineViewModel.State state, boolean empty) {
    setVisible(empty);
    again.setVisible(state == TimelineViewModel.State.FAILED);
    label.setText(
        switch (state) {
          case LOADING -> texts.getString("chat.timeline.loading");
          case READY -> texts.getString("chat.timeline.empty");
          case FAILED -> texts.getString("chat.timeline.failed");
        });
  }
}
