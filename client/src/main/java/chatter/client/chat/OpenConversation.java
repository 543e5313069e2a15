package chatter.client.chat;

import chatter.client.chat.composer.ComposerViewModel;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.timeline.TimelineViewModel;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.shared.text.Direction;

/// A conversation that is being shown.
record OpenConversation(
    long id, String title, TimelineViewModel timeline, ComposerViewModel composer) {
  /// It in short. Its preview is its newest message, as far as that is loaded.
  ConversationSummary summary(Texts texts, TimeLabels labels) {
    ChatMessage newest = timeline.newest();
    int unread = timeline.toTellProperty().get();
    if (newest == null || !timeline.isEndComplete()) {
      boolean begun = newest == null && timeline.isStartComplete();
      String preview = begun ? texts.say("chat.room.empty") : "";
      return new ConversationSummary(id, title, preview, "", unread, true);
    }
    Quote line = Quote.of(newest);
    String key = newest.own() ? "chat.room.previewOwn" : "chat.room.preview";
    String preview =
        Direction.runningLike(
            line.text(), texts.say(key, TypingTracker.firstName(line.name()), line.text()));
    String time = labels.brief(newest.content().at());
    return new ConversationSummary(id, title, preview, time, unread, true);
  }
}
