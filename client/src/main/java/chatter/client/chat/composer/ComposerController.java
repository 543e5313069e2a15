package chatter.client.chat.composer;

import chatter.client.chat.message.Quote;
import chatter.client.chat.message.QuoteBox;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.dialog.Overlays;
import chatter.client.ui.emoji.EmojiImages;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Subscription;

/// The field to write in, at the bottom of the chat.
public final class ComposerController {
  private static final PseudoClass TOO_LONG = PseudoClass.getPseudoClass("too-long");

  /// What the field asks of the rest of the chat.
  public interface Actions {
    /// Goes to the message that is being answered.
    void showQuoted(long seq);

    /// Answers the message before the one that is being answered, or the newest.
    void replyToPrevious();
  }

  private final Texts texts;
  private final Actions actions;
  private final QuoteBox reply;
  @FXML private HBox replyStrip;
  @FXML private Button cancelReply;
  @FXML private GrowingTextArea input;
  @FXML private Label counter;
  @FXML private Button send;

  private Subscription bindings = Subscription.EMPTY;
  private ComposerViewModel model;

  /// Whether an input method is still putting a character together; Enter is its key then.
  private boolean composing;

  public ComposerController(Texts texts, EmojiImages emoji, Actions actions) {
    this.texts = texts;
    this.actions = actions;
    reply = new QuoteBox(emoji, texts.say("message.quoteGone"), actions::showQuoted);
  }

  @FXML
  void initialize() {
    send.setGraphic(Icon.SEND_HORIZONTAL.node(20));
    cancelReply.setGraphic(Icon.X.node(16));
    HBox.setHgrow(reply, Priority.ALWAYS);
    replyStrip.getChildren().addFirst(reply);
    replyStrip.managedProperty().bind(replyStrip.visibleProperty());
    counter.managedProperty().bind(counter.visibleProperty());
    input.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    input.addEventHandler(
        InputMethodEvent.INPUT_METHOD_TEXT_CHANGED,
        event -> composing = !event.getComposed().isEmpty());
    send.setOnAction(_ -> send());
    cancelReply.setOnAction(_ -> model.cancelReply());
    show(null, "");
  }

  /// Writes in another conversation from now on.
  ///
  /// @param next what is being written there; null for none
  /// @param title what the conversation is called
  public void show(ComposerViewModel next, String title) {
    if (next != null && next.equals(model)) {
      // The same text, and the cursor stays in it.
      return;
    }
    bindings.unsubscribe();
    bindings = Subscription.EMPTY;
    if (model != null) {
      input.textProperty().unbindBidirectional(model.draftProperty());
    }
    model = next;
    input.setDisable(next == null);
    send.setDisable(true);
    showReply(null);
    if (next != null) {
      input.setPromptText(texts.say("composer.placeholder", title));
      input.textProperty().bindBidirectional(model.draftProperty());
      input.end();
      bindings =
          Subscription.combine(
              model.sendableProperty().subscribe(sendable -> send.setDisable(!sendable)),
              model.counterProperty().subscribe(this::count),
              model
                  .tooLongProperty()
                  .subscribe(over -> counter.pseudoClassStateChanged(TOO_LONG, over)),
              model.replyProperty().subscribe(this::showReply));
      focus();
    }
  }

  private void count(String text) {
    counter.setText(text);
    counter.setVisible(!text.isEmpty());
  }

  private void showReply(Quote quote) {
    replyStrip.setVisible(quote != null);
    if (quote != null) {
      String name = texts.say("composer.replyingTo", quote.name());
      reply.show(quote.named(name));
      focus();
    }
  }

  private void pressed(KeyEvent key) {
    if (key.getCode() == KeyCode.ENTER && !composing) {
      if (model.enterSends(key.isShiftDown(), key.isShortcutDown())) {
        send();
      } else {
        input.replaceSelection("\n");
      }
      key.consume();
    } else if (key.getCode() == KeyCode.ESCAPE && model.replyProperty().get() != null) {
      model.cancelReply();
      key.consume();
    } else if (key.getCode() == KeyCode.UP && key.isShortcutDown()) {
      actions.replyToPrevious();
      key.consume();
    }
  }

  private void send() {
    model.send();
    focus();
  }

  /// Puts the cursor into the field, unless it cannot be written into, or something lies over it
  /// and has the keyboard.
  public void focus() {
    Scene scene = input.getScene();
    if (scene == null || (canWrite() && !Overlays.of(scene).isCovered())) {
      input.requestFocus();
    }
  }

  /// Whether the field is in view and takes letters.
  public boolean canWrite() {
    if (input.isDisabled()) {
      return false;
    }
    for (Node at = input; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  /// Takes letters typed elsewhere.
  public void type(String letters) {
    focus();
    input.end();
    input.replaceSelection(letters);
  }

  /// Takes what was copied.
  public void paste() {
    focus();
    input.end();
    input.paste();
  }
}
