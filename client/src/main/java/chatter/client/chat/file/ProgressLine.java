package chatter.client.chat.file;

import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// How much of something is there, with a way to stop it. Style class `file-progress`.
final class ProgressLine extends HBox {
  private final Texts texts;
  private final Label amount = new Label();
  private final ProgressBar bar = new ProgressBar(0);
  private final Button stop = new Button();

  /// @param name what the bar is called for who cannot see it
  /// @param stopWords what the button does, in words
  ProgressLine(Texts texts, String name, String stopWords, Runnable onStop) {
    super(8);
    this.texts = texts;
    getStyleClass().add("file-progress");
    setAlignment(Pos.CENTER_LEFT);
    amount.getStyleClass().add("file-size");
    bar.getStyleClass().add("file-bar");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(name);
    VBox words = new VBox(4, amount, bar);
    HBox.setHgrow(words, Priority.ALWAYS);
    stop.setGraphic(Icon.X.node(18));
    stop.getStyleClass().addAll("icon-button", "small", "file-button");
    stop.setFocusTraversable(false);
    stop.setAccessibleText(stopWords);
    stop.setOnAction(_ -> onStop.run());
    getChildren().addAll(words, stop);
  }

  Button button() {
    return stop;
  }

  void show(long done, long all) {
    amount.setText(FileWords.part(texts, Math.min(done, all), all));
    bar.setProgress(all == 0 ? 1 : Math.min(1, (double) done / all));
  }
}
