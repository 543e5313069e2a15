package chatter.client.chat.composer;

import chatter.client.chat.emoji.EmojiPopover;
import chatter.client.chat.emoji.EmojiRecents;
import chatter.client.chat.emoji.EmojiSearch;
import chatter.client.chat.message.Quote;
import chatter.client.chat.message.QuoteBox;
import chatter.client.chat.text.TextContext;
import chatter.client.net.outbox.OutboxFile;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.FieldName;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.dialog.Overlays;
import chatter.client.ui.dialog.Popover;
import chatter.client.ui.emoji.EmojiImages;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.text.EmojiKind;
import chatter.shared.text.Mentions;
import chatter.shared.text.PlainText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The field to write in, at the bottom of the chat.
public final class ComposerController {
  private static final int TYPED = 30;

  /// So many who are not here are named.
  private static final int NAMED = 3;

  private static final PseudoClass TOO_LONG = PseudoClass.getPseudoClass("too-long");

  /// What the field asks of the rest of the chat.
  public interface Actions {
    /// Goes to the message that is being answered.
    void showQuoted(long seq);

    /// Answers the message before the one that is being answered, or the newest.
    void replyToPrevious();

    /// What to write for somebody who is mentioned, also if nobody knows them.
    String mentionOf(long account);

    /// Begins to change the reader's last message that can be changed.
    void editLast();

    /// Asks which files to send; empty if none after all.
    List<Path> chooseFiles();

    /// Where the copy of a chosen file is.
    Path copyOf(OutboxFile file);
  }

  private final Texts texts;
  private final EmojiImages emoji;
  private final EmojiRecents recents;
  private final Actions actions;
  private final QuoteBox reply;
  private final Popover popover;
  private final EmojiPopover picker;
  private final CompletionList<MentionCompletion.Candidate> people;
  private final EmojiCompletion emojiCompletion;
  private final CompletionList<EmojiKind> shortcodes;
  private final OfferStrip offer;
  private final FileStrip strip;
  private final Preview looks;
  @FXML private VBox composer;
  @FXML private HBox replyStrip;
  @FXML private Button cancelReply;
  @FXML private HBox row;
  @FXML private Label archived;
  @FXML private StackPane inputPlace;
  @FXML private GrowingTextArea input;
  @FXML private Label counter;
  @FXML private ToggleButton preview;
  @FXML private Button attach;
  @FXML private Button pickEmoji;
  @FXML private Button send;

  private Subscription bindings = Subscription.EMPTY;
  private ComposerViewModel model;
  private FieldEditor editor;
  private String title = "";

  /// What was pasted and looks like code; null if nothing is offered for it.
  private FieldText pasted;

  /// Whether an input method is still putting a character together; Enter is its key then.
  private boolean composing;

  /// @param looks how texts are drawn, to show what is written
  /// @param recents the emoji used most; those written here count too
  /// @param popover shows who can be mentioned, and the emoji that go by what is written
  /// @param picker of all emoji, in the same popover
  public ComposerController(
      Texts texts,
      AvatarImages avatars,
      EmojiImages emoji,
      EmojiRecents recents,
      TextContext looks,
      Popover popover,
      EmojiPopover picker,
      Actions actions) {
    this.texts = texts;
    this.emoji = emoji;
    this.recents = recents;
    this.popover = popover;
    this.picker = picker;
    CompletionRows rows = new CompletionRows(texts, avatars, emoji);
    people =
        new CompletionList<>(
            texts.say("composer.suggestions"),
            rows::person,
            index -> accept(model.completion(), index));
    emojiCompletion = new EmojiCompletion(recents, EmojiSearch::shared);
    shortcodes =
        new CompletionList<>(
            texts.say("composer.emoji"),
            kind -> rows.emoji(kind, emojiCompletion),
            index -> accept(emojiCompletion, index));
    offer = new OfferStrip(texts);
    strip = new FileStrip(texts, this::focus);
    this.looks = new Preview(looks);
    this.actions = actions;
    reply = new QuoteBox(emoji, texts.say("message.quoteGone"), actions::showQuoted);
  }

  @FXML
  void initialize() {
    row.managedProperty().bind(row.visibleProperty());
    archived.visibleProperty().bind(row.visibleProperty().not());
    archived.managedProperty().bind(archived.visibleProperty());
    cancelReply.setGraphic(Icon.X.node(16));
    HBox.setHgrow(reply, Priority.ALWAYS);
    replyStrip.getChildren().addFirst(reply);
    replyStrip.managedProperty().bind(replyStrip.visibleProperty());
    composer
        .getChildren()
        .addAll(composer.getChildren().indexOf(row), List.of(looks, offer, strip));
    preview.setGraphic(Icon.EYE.node(20));
    preview.setTooltip(new Tooltip(texts.say("composer.preview")));
    preview.managedProperty().bind(preview.visibleProperty());
    preview.selectedProperty().subscribe(this::showLooks);
    counter.managedProperty().bind(counter.visibleProperty());
    editor = new FieldEditor(input);
    inputPlace.getChildren().add(new EmojiOverlay(input, emoji));
    input.setOnPasted(this::pasted);
    input
        .textProperty()
        .subscribe(text -> {
          if (pasted != null && !pasted.text().equals(text)) {
            offer.close();
          }
        });
    FieldName.ofPrompt(input);
    input.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    input.addEventHandler(
        InputMethodEvent.INPUT_METHOD_TEXT_CHANGED,
        event -> composing = !event.getComposed().isEmpty());
    attach.setGraphic(Icon.PAPERCLIP.node(20));
    attach.setTooltip(new Tooltip(texts.say("file.attach")));
    attach.setOnAction(_ -> attach());
    input.setOnFiles(this::takeFiles);
    pickEmoji.setGraphic(Icon.SMILE.node(20));
    pickEmoji.setTooltip(new Tooltip(texts.say("composer.emoji")));
    pickEmoji.setOnAction(_ -> pickEmoji());
    // Whoever comes near it may press it.
    pickEmoji.hoverProperty().subscribe(this::prepareEmoji);
    pickEmoji.focusedProperty().subscribe(this::prepareEmoji);
    send.setOnAction(_ -> send());
    cancelReply.setOnAction(_ -> {
      var _ = model.escape();
    });
    input.caretPositionProperty().subscribe((before, _) -> caretMoved(before.intValue()));
    input
        .focusedProperty()
        .subscribe(focused -> {
          if (!focused && model != null) {
            model.completion().close();
            emojiCompletion.close();
          }
        });
    watch(emojiCompletion, this::showShortcodes);
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
    emojiCompletion.close();
    offer.close();
    if (model != null) {
      input.textProperty().unbindBidirectional(model.draftProperty());
    }
    model = next;
    editor.show(next);
    input.setDisable(next == null);
    pickEmoji.setDisable(next == null);
    attach.setDisable(next == null);
    strip.show(next == null ? null : next.files(), actions::copyOf);
    send.setDisable(true);
    showStrip();
    setArchived(false);
    if (next != null) {
      setTitle(title);
      input.textProperty().bindBidirectional(model.draftProperty());
      input.end();
      bindings =
          Subscription.combine(
              model.sendableProperty().subscribe(sendable -> send.setDisable(!sendable)),
              model.counterProperty().subscribe(this::count),
              model
                  .tooLongProperty()
                  .subscribe(over -> counter.pseudoClassStateChanged(TOO_LONG, over)),
              model.replyProperty().subscribe(this::stripChanged),
              model.editingProperty().subscribe(this::stripChanged),
              model.missingProperty().subscribe(this::offerToAdd),
              model.draftProperty().subscribe(this::showLooks),
              watch(model.completion(), this::showPeople));
      focus();
    }
    showLooks();
  }

  private void count(String text) {
    counter.setText(text);
    counter.setVisible(!text.isEmpty());
  }

  /// Says what the conversation is called now.
  public void setTitle(String title) {
    this.title = title;
    showPrompt();
  }

  /// What is seen while nothing is in the field.
  private void showPrompt() {
    boolean changing = model != null && model.editingProperty().get() != null;
    input.setPromptText(
        changing ? texts.say("composer.emptyEdit") : texts.say("composer.placeholder", title));
  }

  /// Whether nothing can be written here any more.
  public void setArchived(boolean closed) {
    row.setVisible(!closed);
    if (closed) {
      replyStrip.setVisible(false);
      offer.close();
    }
  }

  private static <C> Subscription watch(Completion<C> completion, Runnable changed) {
    ListChangeListener<C> listener = _ -> changed.run();
    completion.candidates().addListener(listener);
    return Subscription.combine(
        completion.openProperty().subscribe(changed),
        completion.selectedProperty().subscribe(changed),
        () -> completion.candidates().removeListener(listener));
  }

  private void stripChanged() {
    showStrip();
    showPrompt();
    if (model.editingProperty().get() != null) {
      // The text came with it.
      Platform.runLater(input::end);
    }
    if (replyStrip.isVisible()) {
      focus();
    }
  }

  /// What is being changed, or else what is being answered.
  private void showStrip() {
    Editing editing = model == null ? null : model.editingProperty().get();
    Quote answered = model == null ? null : model.replyProperty().get();
    replyStrip.setVisible(editing != null || answered != null);
    send.setGraphic((editing == null ? Icon.SEND_HORIZONTAL : Icon.CHECK).node(20));
    send.setAccessibleText(texts.say(editing == null ? "composer.send" : "composer.save"));
    if (editing != null) {
      reply.show(
          Quote.of(
              editing.message().seq(),
              texts.say("composer.editing"),
              PlainText.of(Mentions.beginning(editing.original()), actions::mentionOf),
              Instant.MAX));
    } else if (answered != null) {
      reply.show(answered.named(texts.say("composer.replyingTo", answered.name())));
    }
    cancelReply.setAccessibleText(
        texts.say(editing == null ? "composer.cancelReply" : "composer.cancelEdit"));
  }

  private void caretMoved(int before) {
    if (model != null && input.isFocused()) {
      // The text of a change comes after its caret.
      Platform.runLater(() -> {
        if (model != null && input.isFocused()) {
          editor.leaveMention(before);
          model.caretMoved(input.getCaretPosition());
          completeEmoji();
        }
      });
    }
  }

  private void completeEmoji() {
    int caret = input.getCaretPosition();
    if (caret > 0 && caret <= input.getLength() && input.getText().charAt(caret - 1) == ':') {
      // It takes a moment to read them all, and two letters more to need them.
      var _ = CompletableFuture.runAsync(EmojiSearch::shared);
    }
    if (model.completion().isOpen()) {
      emojiCompletion.close();
    } else {
      emojiCompletion.caretMoved(input.getText(), caret).ifPresent(this::put);
    }
  }

  private void showLooks() {
    boolean marked = model != null && Preview.isMarked(input.getText());
    preview.setVisible(marked);
    if (marked && preview.isSelected()) {
      looks.show(model.body());
    } else {
      looks.hide();
    }
  }

  private void showPeople() {
    show(model.completion(), people);
  }

  private void showShortcodes() {
    show(emojiCompletion, shortcodes);
  }

  private <C> void show(Completion<C> completion, CompletionList<C> list) {
    if (completion.isOpen() && !completion.candidates().isEmpty()) {
      // The field has the keyboard, so it is there that a screen reader looks.
      input.setAccessibleHelp(
          list.show(List.copyOf(completion.candidates()), completion.selectedProperty().get()));
      popover.openBeside(list, input.localToScene(input.getLayoutBounds()));
    } else if (popover.isShowing(list)) {
      input.setAccessibleHelp(null);
      popover.close();
    }
  }

  private void accept(Completion<?> completion, int index) {
    put(completion.accept(index));
    focus();
  }

  private void put(Completion.Insertion insertion) {
    input.replaceText(insertion.from(), insertion.to(), insertion.text());
    input.positionCaret(insertion.from() + insertion.text().length());
  }

  /// Mentions somebody where the cursor is.
  public void mention(AccountInfo account) {
    if (model != null && canWrite()) {
      focus();
      int caret = input.getCaretPosition();
      boolean apart = caret == 0 || Character.isWhitespace(input.getText().charAt(caret - 1));
      input.insertText(caret, (apart ? "@" : " @") + begin(account.name()));
      MentionCompletion completion = model.completion();
      completion.caretMoved(input.getText(), input.getCaretPosition());
      IntStream.range(0, completion.candidates().size())
          .filter(i -> completion.candidates().get(i).id() == account.id())
          .findFirst()
          .ifPresent(index -> accept(completion, index));
    }
  }

  /// As much of a name as one would type to find it.
  private static String begin(String name) {
    return name.length() <= TYPED
        ? name
        : name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, TYPED)));
  }

  /// Lets files be chosen, to be sent with the message.
  public void attach() {
    if (model != null && canWrite()) {
      send(actions.chooseFiles().stream().map(FileSources::of).toList());
    }
  }

  /// Takes what was dropped or copied, if there are files in it.
  ///
  /// @return whether there were
  public boolean takeFiles(Clipboard content) {
    if (model == null || !canWrite()) {
      return false;
    }
    List<ChosenFile.Source> found = FileSources.in(content, texts.say("file.pasted"));
    send(found);
    return !found.isEmpty();
  }

  private void send(List<ChosenFile.Source> sources) {
    if (!sources.isEmpty()) {
      model.files().add(sources);
      focus();
    }
  }

  private void prepareEmoji(boolean near) {
    if (near) {
      picker.prepareSoon();
    }
  }

  /// Shows all emoji; what is chosen comes where the cursor is.
  public void pickEmoji() {
    if (model == null || !canWrite()) {
      return;
    }
    model.completion().close();
    emojiCompletion.close();
    picker.open(
        pickEmoji,
        (chosen, more) -> {
          recents.use(chosen);
          input.replaceSelection(chosen);
          if (!more) {
            popover.close();
          }
        });
  }

  /// What is offered just now; null if nothing is.
  private Completion<?> offered() {
    return popover.isShowing(people)
        ? model.completion()
        : popover.isShowing(shortcodes) ? emojiCompletion : null;
  }

  private boolean completing(KeyEvent key) {
    Completion<?> completion = offered();
    if (completion == null) {
      return false;
    }
    switch (key.getCode()) {
      case UP -> completion.previous();
      case DOWN -> completion.next();
      case ENTER, TAB -> accept(completion, completion.selectedProperty().get());
      case ESCAPE -> completion.close();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void pressed(KeyEvent key) {
    if (composing || model == null) {
      return;
    }
    boolean plain = !key.isShiftDown() && !key.isShortcutDown() && !key.isAltDown();
    if (plain && completing(key)) {
      key.consume();
    } else if (editor.overMention(key) || marking(key)) {
      key.consume();
    } else if (key.getCode() == KeyCode.ESCAPE && offer.isOpen()) {
      offer.close();
      key.consume();
    } else if (key.getCode() == KeyCode.ENTER) {
      if (model.enterSends(key.isShiftDown(), key.isShortcutDown())) {
        send();
      } else {
        input.replaceSelection("\n");
      }
      key.consume();
    } else if (key.getCode() == KeyCode.ESCAPE && model.escape()) {
      key.consume();
    } else if (key.getCode() == KeyCode.UP && key.isShortcutDown()) {
      actions.replyToPrevious();
      key.consume();
    } else if (key.getCode() == KeyCode.UP && plain && model.isIdle()) {
      actions.editLast();
      key.consume();
    }
  }

  private void pasted(int from, int to) {
    FieldText now = new FieldText(input.getText(), from, to);
    if (PastedCode.putAsCode(now).isPresent()) {
      offer.close();
      pasted = now;
      offer.show(
          texts.say("composer.pastedCode"),
          texts.say("composer.makeCode"),
          () -> {
            pasted = null;
            PastedCode.putAsCode(now).ifPresent(editor::write);
            focus();
          },
          () -> pasted = null);
    }
  }

  private void offerToAdd(List<AccountInfo> missing) {
    if (missing.isEmpty()) {
      if (pasted == null) {
        offer.close();
      }
    } else {
      pasted = null;
      ComposerViewModel asked = model;
      String names =
          missing.stream().limit(NAMED).map(AccountInfo::name).collect(Collectors.joining(", "));
      offer.show(
          texts.say(
              "composer.missing", missing.size(), missing.size() > NAMED ? names + "…" : names),
          texts.say("composer.addMissing"),
          asked::addMissing,
          asked::forgetMissing);
    }
  }

  private boolean marking(KeyEvent key) {
    Marks.Kind kind = FieldEditor.markOf(key);
    if (kind == Marks.Kind.BLOCK && pasted != null) {
      offer.take();
    } else if (kind != null) {
      editor.mark(kind);
    }
    return kind != null;
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
    if (input.isDisabled() || !row.isVisible()) {
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
