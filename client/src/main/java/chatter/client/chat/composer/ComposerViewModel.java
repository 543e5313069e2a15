package chatter.client.chat.composer;

import chatter.client.chat.message.Quote;
import chatter.client.net.ChatSession;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.outbox.OutboxException;
import chatter.client.ui.Texts;
import chatter.shared.limits.Limits;
import chatter.shared.text.MessageText;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What is being written in one conversation. The text leaves the field only when the outbox has it
/// on disk. JavaFX application thread only.
public final class ComposerViewModel {
  private static final int COUNTER_FROM = 500;
  private static final Duration SAVE_AFTER_PAUSE = Duration.ofSeconds(1);
  private static final Duration SAVE_AT_LEAST = Duration.ofSeconds(5);

  private final ChatSession session;
  private final long conversation;
  private final Texts texts;
  private final Drafts drafts;
  private final Runnable onSending;
  private final Consumer<Throwable> onError;
  private final Runnable onReplyGone;
  private final StringProperty draft = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Quote> reply = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper counter = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper tooLong = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper sendable = new ReadOnlyBooleanWrapper();
  private int limit = Limits.BODY_CODE_POINTS;
  private boolean enterSends = true;
  private Instant changedAt;
  private Instant unsavedSince;

  /// @param onSending runs when a message was put into the outbox
  /// @param onError told when the disk refused it; the text is still there
  /// @param onReplyGone told when what was being answered is not there any more
  public ComposerViewModel(
      ChatSession session,
      long conversation,
      Texts texts,
      Drafts drafts,
      Runnable onSending,
      Consumer<Throwable> onError,
      Runnable onReplyGone) {
    this.session = session;
    this.conversation = conversation;
    this.texts = texts;
    this.drafts = drafts;
    this.onSending = onSending;
    this.onError = onError;
    this.onReplyGone = onReplyGone;
    draft.set(drafts.load(conversation));
    reply.set(drafts.loadReply(conversation));
    measure();
    draft.subscribe((_, text) -> edited(text));
    reply.subscribe((_, answered) -> drafts.saveReply(conversation, answered));
  }

  /// The text in the field.
  public StringProperty draftProperty() {
    return draft;
  }

  /// The message being answered; null if none.
  public ReadOnlyObjectProperty<Quote> replyProperty() {
    return reply.getReadOnlyProperty();
  }

  /// How much room is left, in words; empty while there is plenty.
  public ReadOnlyStringProperty counterProperty() {
    return counter.getReadOnlyProperty();
  }

  /// Whether the text is longer than a message may be.
  public ReadOnlyBooleanProperty tooLongProperty() {
    return tooLong.getReadOnlyProperty();
  }

  /// Whether there is something that may be sent.
  public ReadOnlyBooleanProperty sendableProperty() {
    return sendable.getReadOnlyProperty();
  }

  /// The longest message the server takes, in code points.
  public void setLimit(int codePoints) {
    limit = codePoints;
    measure();
  }

  /// Whether Enter sends and Shift+Enter begins a new line; otherwise Ctrl+Enter sends.
  public void setEnterSends(boolean sends) {
    enterSends = sends;
  }

  /// Whether Enter with these keys sends.
  public boolean enterSends(boolean shift, boolean shortcut) {
    return shortcut || (enterSends && !shift);
  }

  /// Answers a message.
  public void replyTo(Quote quote) {
    reply.set(quote);
  }

  /// Answers none after all.
  public void cancelReply() {
    reply.set(null);
  }

  /// Makes sure that the number of what is being answered means that message, after a restart or
  /// when the server was restored from a backup: otherwise it is an answer to nothing.
  ///
  /// @param ui runs what follows from the server's answer
  public void checkReply(Executor ui) {
    Quote asked = reply.get();
    if (asked == null || asked.sentAt() == null) {
      return;
    }
    var _ =
        session
            .history(conversation, new HistoryQuery.Around(asked.seq(), 1))
            .thenAcceptAsync(
                page -> {
                  boolean there =
                      page.messages().stream()
                          .anyMatch(message ->
                              message.seq() == asked.seq()
                                  && message.sentAt().equals(asked.sentAt()));
                  if (!there && asked.equals(reply.get())) {
                    reply.set(null);
                    onReplyGone.run();
                  }
                },
                ui);
  }

  /// Puts the text into the outbox and empties the field, unless it is empty or too long.
  public void send() {
    if (!sendable.get()) {
      return;
    }
    try {
      Quote answered = reply.get();
      session.send(
          conversation,
          MessageText.of(draft.get()),
          answered == null ? null : answered.seq(),
          answered == null ? null : answered.sentAt());
    } catch (OutboxException refused) {
      onError.accept(refused);
      return;
    }
    reply.set(null);
    draft.set("");
    saveDraft();
    onSending.run();
  }

  private void edited(String text) {
    measure();
    session.setTyping(conversation, !text.isBlank());
    changedAt = null;
    if (unsavedSince == null) {
      unsavedSince = Instant.MAX;
    }
  }

  private void measure() {
    String body = MessageText.of(draft.get());
    int left = limit - Limits.codePoints(body);
    tooLong.set(left < 0);
    sendable.set(!body.isEmpty() && left >= 0);
    counter.set(
        left < 0
            ? texts.say("composer.over", -left)
            : left <= COUNTER_FROM ? texts.say("composer.left", left) : "");
  }

  /// Time passes: saves the draft after a pause in typing, and now and then while there is none.
  public void tick(Instant now) {
    if (unsavedSince == null) {
      return;
    }
    if (unsavedSince.equals(Instant.MAX)) {
      unsavedSince = now;
    }
    if (changedAt == null) {
      changedAt = now;
    }
    if (!now.isBefore(changedAt.plus(SAVE_AFTER_PAUSE))
        || !now.isBefore(unsavedSince.plus(SAVE_AT_LEAST))) {
      saveDraft();
    }
  }

  /// Saves the draft at once, if it has changed.
  public void saveDraft() {
    if (unsavedSince != null) {
      unsavedSince = null;
      drafts.save(conversation, draft.get());
    }
  }
}
