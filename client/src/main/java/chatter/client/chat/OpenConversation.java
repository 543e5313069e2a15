package chatter.client.chat;

import chatter.client.chat.composer.ComposerViewModel;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.timeline.TimelineViewModel;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.text.Direction;
import java.time.Instant;
import javafx.util.Subscription;

/// A conversation that is open: what of it is loaded and where the reader is in it, what is being
/// written, and who is typing. Whoever opens it closes it. JavaFX application thread only.
final class OpenConversation implements AutoCloseable {
  private final long id;
  private final String title;
  private final TimelineViewModel timeline;
  private final ComposerViewModel composer;
  private final TypingTracker typing;
  private final Subscription watching;

  /// @param onSummary runs whenever its summary may have changed
  OpenConversation(
      ConversationInfo info,
      TimelineViewModel timeline,
      ComposerViewModel composer,
      TypingTracker typing,
      Runnable onSummary) {
    id = info.id();
    title = info.title();
    this.timeline = timeline;
    this.composer = composer;
    this.typing = typing;
    watching = timeline.whenSummaryChanges(onSummary);
  }

  long id() {
    return id;
  }

  String title() {
    return title;
  }

  TimelineViewModel timeline() {
    return timeline;
  }

  ComposerViewModel composer() {
    return composer;
  }

  TypingTracker typing() {
    return typing;
  }

  /// Time passes.
  void tick(Instant now) {
    composer.tick(now);
    typing.tick(now);
    timeline.tick(now);
  }

  /// Saves what is being written, and tells nobody of changes any more.
  @Override
  public void close() {
    composer.saveDraft();
    watching.unsubscribe();
  }

  /// It in short. Its preview is its newest message, as far as that is loaded.
  ConversationSummary summary(Texts texts, TimeLabels labels) {
    ChatMessage newest = timeline.newest();
    int unread = timeline.toTellProperty().get();
    if (newest == null || !timeline.isEndComplete()) {
      boolean begun = newest == null && timeline.isStartComplete();
      String preview = begun ? texts.say("sidebar.empty") : "";
      return new ConversationSummary(id, title, preview, "", unread, true);
    }
    Quote line = Quote.of(newest);
    String name = newest.own() ? texts.say("sidebar.you") : TypingTracker.firstName(line.name());
    String preview =
        Direction.runningLike(line.text(), texts.say("sidebar.preview", name, line.text()));
    String time = labels.brief(newest.content().at());
    return new ConversationSummary(id, title, preview, time, unread, true);
  }
}
