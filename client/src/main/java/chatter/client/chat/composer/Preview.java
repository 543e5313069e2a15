package chatter.client.chat.composer;

import chatter.client.chat.text.MessageBody;
import chatter.client.chat.text.ShownText;
import chatter.client.chat.text.TextContext;
import java.util.regex.Pattern;
import javafx.animation.PauseTransition;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// What is being written as it will look, above the field; drawn anew when whoever writes stops for
/// a moment. Scrolls where it is high. Style class `preview`. JavaFX application thread only.
final class Preview extends ScrollPane {
  private static final Duration PAUSE = Duration.millis(120);
  private static final double HIGHEST = 220;
  private static final double EMOJI = 18;

  /// What may be a mark. Where nothing is, there is nothing to look at before it is sent.
  private static final Pattern MARK =
      Pattern.compile("[*_`~\\[\\\\]|(?m)^[ \\t]*(?:>|[-+•] |[0-9]{1,9}[.)] )");

  private final TextContext context;
  private final MessageBody body;
  private final Sheet sheet = new Sheet();
  private final PauseTransition pause = new PauseTransition(PAUSE);
  private String coming = "";

  /// An empty one, which nobody sees.
  Preview(TextContext context) {
    this.context = context;
    body = new MessageBody(context);
    sheet.getStyleClass().addAll("bubble", "preview-sheet");
    sheet.show(body);
    getStyleClass().add("preview");
    setId("previewPane");
    setContent(sheet);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setFocusTraversable(false);
    setAccessibleText(context.texts().say("composer.preview"));
    managedProperty().bind(visibleProperty());
    setVisible(false);
    widthProperty().subscribe(this::requestLayout);
    pause.setOnFinished(_ -> draw());
  }

  /// Whether a text may look otherwise than it is written.
  static boolean isMarked(String text) {
    return MARK.matcher(text).find();
  }

  /// Shows a text once nothing else is to be shown for a moment; at once if none was seen before.
  void show(String message) {
    coming = message;
    if (isVisible()) {
      pause.playFromStart();
    } else {
      setVisible(true);
      draw();
    }
  }

  /// Shows nothing any more.
  void hide() {
    pause.stop();
    setVisible(false);
    body.clear();
  }

  private void draw() {
    body.show(ShownText.of(coming, context.actions()::mentionOf), EMOJI, null);
    sheet.requestLayout();
    requestLayout();
  }

  /// As high as the text is in this width.
  @Override
  protected double computePrefHeight(double width) {
    return Math.min(HIGHEST, Math.ceil(sheet.prefHeight(getWidth())))
        + snappedTopInset()
        + snappedBottomInset();
  }

  @Override
  protected double computeMinHeight(double width) {
    return 0;
  }

  /// Lets the text be as wide as the room there is.
  private static final class Sheet extends Region {
    private MessageBody body;

    void show(MessageBody shown) {
      body = shown;
      getChildren().setAll(shown);
    }

    @Override
    public Orientation getContentBias() {
      return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
      double inside = Math.max(1, width - snappedLeftInset() - snappedRightInset());
      return snappedTopInset() + snapSizeY(body.prefHeight(inside)) + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
      body.resizeRelocate(
          snappedLeftInset(),
          snappedTopInset(),
          getWidth() - snappedLeftInset() - snappedRightInset(),
          getHeight() - snappedTopInset() - snappedBottomInset());
    }
  }
}
