package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.ui.TimeLabels;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/// Makes the rows of a message out of it and its two neighbours: the lines above it, and whether it
/// begins or ends a run.
final class RowMaker {
  /// Messages of one sender further apart than this do not stand in one run.
  private static final Duration RUN_GAP = Duration.ofMinutes(5);

  /// So many notices, one after the other, are worth hiding behind the first of them.
  private static final int SHORT_RUN = 3;

  private final TimeLabels labels;
  private final LongFunction<ChatMessage> loaded;
  private final Map<Long, Fetched> fetchedQuotes = new HashMap<>();
  private final RowWords words;

  /// Notices whose run somebody wanted to see all of.
  private final Set<Long> expanded = new HashSet<>();

  private long unreadFrom;

  /// A quoted message that is not loaded.
  ///
  /// @param body what it says, as it is stored; null if that is not known
  private record Fetched(Quote quote, String body) {}

  /// @param loaded finds a message that is loaded; null for others
  /// @param words says what rows are to show
  RowMaker(TimeLabels labels, LongFunction<ChatMessage> loaded, RowWords words) {
    this.labels = labels;
    this.loaded = loaded;
    this.words = words;
  }

  /// The message below the unread line; 0 for none.
  long unreadFrom() {
    return unreadFrom;
  }

  void setUnreadFrom(long seq) {
    unreadFrom = seq;
  }

  /// Keeps a quoted message that is not loaded.
  ///
  /// @param body what it says, as it is stored; null if that is not known
  void know(Quote quote, String body) {
    fetchedQuotes.put(quote.seq(), new Fetched(quote, body));
  }

  /// The run of a notice is shown whole.
  void expand(long seq) {
    expanded.add(seq);
  }

  /// Whether two neighbours are notices of one run.
  boolean joinedNotices(ChatMessage above, ChatMessage below) {
    return above != null
        && below != null
        && above.isNotice()
        && below.isNotice()
        && labels.dateOf(above.content().at()).equals(labels.dateOf(below.content().at()));
  }

  /// Adds the row of a notice, unless it hides behind the first of its run.
  ///
  /// @param run the notices of its run
  void addNotice(
      ChatMessage before, ChatMessage notice, List<ChatMessage> run, List<TimelineRow> made) {
    addDay(before, notice, made);
    boolean whole =
        run.size() < SHORT_RUN || run.stream().anyMatch(one -> expanded.contains(one.seq()));
    boolean first = run.getFirst().equals(notice);
    if (whole || first) {
      made.add(
          new TimelineRow.Notice(
              notice.seq(), words.notice(notice.content()), whole ? 0 : run.size() - 1));
    }
  }

  private void addDay(ChatMessage before, ChatMessage message, List<TimelineRow> made) {
    LocalDate day = labels.dateOf(message.content().at());
    if (before == null || !labels.dateOf(before.content().at()).equals(day)) {
      made.add(new TimelineRow.Day(day, labels.day(day), message.key()));
    }
  }

  void forgetQuotes() {
    fetchedQuotes.clear();
  }

  /// Adds the rows of a message.
  ///
  /// @param before the one above; null if it is the first
  /// @param after the one below; null if it is the last
  void addRows(ChatMessage before, ChatMessage message, ChatMessage after, List<TimelineRow> made) {
    addDay(before, message, made);
    if (beginsUnread(message)) {
      made.add(new TimelineRow.Unread());
    }
    made.add(
        new MessageRow(
            message,
            !joined(before, message),
            !joined(message, after),
            quoteOf(message),
            labels.time(message.content().at()),
            words.named(message.content().body())));
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
        && one.notice() == null
        && two.notice() == null
        && !one.deleted()
        && !two.deleted()
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
    if (quoted != null) {
      return Quote.of(quoted, words::beginning);
    }
    Fetched fetched = fetchedQuotes.get(seq);
    if (fetched == null) {
      return Quote.unknown(seq);
    }
    Quote quote = fetched.quote();
    return fetched.body() == null
        ? quote
        : Quote.of(seq, quote.name(), words.beginning(fetched.body()), quote.sentAt());
  }
}
