package chatter.client.ui.form;

import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.util.Duration;

/// A button that copies a text, and for a moment says that it did. JavaFX application thread only.
public final class CopyButton extends Button {
  private static final Duration SAID_FOR = Duration.seconds(2);
  private static final double ICON = 16;

  private final String copied = Texts.shared().say("app.copied");
  private final boolean small;
  private final Supplier<String> text;

  private final Runnable onCopied;

  private CopyButton(String words, boolean small, Supplier<String> text, Runnable onCopied) {
    this.small = small;
    this.text = text;
    this.onCopied = onCopied;
    setMinWidth(USE_PREF_SIZE);
    PauseTransition back = new PauseTransition(SAID_FOR);
    back.setOnFinished(done -> say(Icon.COPY, words));
    setOnAction(click -> {
      copy();
      back.playFromStart();
    });
    say(Icon.COPY, words);
  }

  /// One that is only an icon; the words are its tooltip.
  ///
  /// @param words what it copies, e.g. "Copy the address"
  /// @param text asked when it is pressed
  public static CopyButton small(String words, Supplier<String> text) {
    return small(words, text, () -> {});
  }

  /// One that is only an icon; the words are its tooltip.
  ///
  /// @param onCopied called when it has copied
  public static CopyButton small(String words, Supplier<String> text, Runnable onCopied) {
    CopyButton button = new CopyButton(words, true, text, onCopied);
    button.getStyleClass().add("icon-button");
    return button;
  }

  /// One with words on it.
  ///
  /// @param words what it copies, e.g. "Copy the link"
  /// @param text asked when it is pressed
  /// @param onCopied called when it has copied
  public static CopyButton wide(String words, Supplier<String> text, Runnable onCopied) {
    CopyButton button = new CopyButton(words, false, text, onCopied);
    button.setMaxWidth(Double.MAX_VALUE);
    return button;
  }

  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(text.get());
    Clipboard.getSystemClipboard().setContent(content);
    say(Icon.CHECK, copied);
    onCopied.run();
  }

  private void say(Icon icon, String said) {
    setGraphic(icon.node(ICON));
    setAccessibleText(said);
    if (small) {
      setTooltip(new Tooltip(said));
    } else {
      setText(said);
    }
  }
}
