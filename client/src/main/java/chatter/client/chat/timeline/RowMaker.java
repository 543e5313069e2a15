package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.ui.TimeLabels;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/// Makes the rows of a message out of it and its two neighbours: the lines above it, and whether it
/// begins or ends a run.
final class RowMaker {
  /// Messages of one sender further apart than this do not stand in one run.
  private static final Duration RUN_GAP = Duration.ofMinutes(5);

  private final TimeLabels labels;
  private final LongFunction<ChatMessage> loaded;
  private final Map<Long, Quote> fetchedQuotes = new HashMap<>();
  private long unreadFrom;

  /// @param loaded finds a message that is loaded; null for others
  RowMaker(TimeLabels labels, LongFunction<ChatMessage> loaded) {
    this.labels = labels;
    this.loaded = loaded;
  }

  /// The message below the unread line; 0 for none.
  long unreadFrom() {
    return unreadFrom;
  }

  void setUnreadFrom(long seq) {
    unreadFrom = seq;
  }

  /// Keeps a quoted message that is not loaded.
  void know(Quote quote) {
    fetchedQuotes.put(quote.seq(), quote);
  }

  void forgetQuotes() {
    fetchedQuotes.clear();
  }

  /// Adds the rows of a message.
  ///
  /// @param before the one above; null if it is the first
  /// @param after the one below; null if it is the last
  void addRows(ChatMessage before, ChatMessage message, ChatMessage after, List<TimelineRow> made) {
    LocalDate day = labels.dateOf(message.content().at());
    if (before == null || !labels.dateOf(before.content().at()).equals(day)) {
      made.add(new TimelineRow.Day(day, labels.day(day), message.key()));
    }
    if (beginsUnread(message)) {
      made.add(new TimelineRow.Unread());
    }
    made.add(
        new MessageRow(
            message,
            !joined(before, message),
            !joined(message, after),
            quoteOf(message),
            labels.time(message.content().at())));
  }

  private boolean beginsUnread(ChatMessage message) {
    return unreadFrom != 0 && message.seq() == unreadFrom;
  }

  private boolean joined(ChatMessage above, ChatMessage below) {
    if (above == null || below == null) {
      return false;
    }
    ChatMessage.Content one = above.content();
    ChatMessage.Content two = below.content();
    return one.sender().id() == two.sender().id()
        && two.replyTo() == null
        && above.delivery() != ChatMessage.Delivery.FAILED
        && below.delivery() != ChatMessage.Delivery.FAILED
        && !beginsUnread(below)
        && Duration.between(one.at(), two.at()).abs().compareTo(RUN_GAP) <= 0
        && labels.dateOf(one.at()).equals(labels.dateOf(two.at()));
  }

  private Quote quoteOf(ChatMessage message) {
    Long seq = message.content().replyTo();
    if (seq == null) {
      return null;
    }
    ChatMessage quoted = loaded.apply(seq);
    return quoted != null ? Quote.of(quoted) : fetchedQuotes.getOrDefault(seq, Quote.unknown(seq));
  }
}
