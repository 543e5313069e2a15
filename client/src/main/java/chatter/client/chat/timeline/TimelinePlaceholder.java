package chatter.client.chat.timeline;

import chatter.client.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What stands in the place of messages while there are none: loading, nothing yet, or that loading
/// failed. Style class `timeline-message`.
final class TimelinePlaceholder extends VBox {
  private final Texts texts;
  private final Label label = new Label();
  private final Button again = new Button();

  TimelinePlaceholder(Texts texts, Runnable onAgain) {
    this.texts = texts;
    getStyleClass().add("timeline-message");
    setAlignment(Pos.CENTER);
    setPickOnBounds(false);
    again.setText(texts.say("app.tryAgain"));
    again.getStyleClass().add("text-button");
    again.setOnAction(_ -> onAgain.run());
    getChildren().addAll(label, again);
  }

  void show(TimelinePages.State state, boolean empty) {
    setVisible(empty);
    again.setVisible(state == TimelinePages.State.FAILED);
    label.setText(
        switch (state) {
          case LOADING -> texts.say("app.loading");
          case READY -> texts.say("timeline.empty");
          case FAILED -> texts.say("timeline.loadFailed");
        });
  }
}
