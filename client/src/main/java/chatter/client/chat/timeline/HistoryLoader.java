package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.net.ChatSession;
import chatter.client.net.http.HistoryQuery;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Fetches history for one conversation, one page at a time, and keeps what arrives meanwhile,
/// because it may lie after the page's snapshot. On the thread of `ui`.
final class HistoryLoader {
  private static final Duration QUOTES_AGAIN = Duration.ofSeconds(5);

  private final ChatSession session;
  private final Executor ui;
  private final long conversation;
  private final List<ChatMessage> meanwhile = new ArrayList<>();
  private final List<ServerEvent.Entry> changes = new ArrayList<>();

  /// Counts what made earlier fetches pointless.
  private int era;

  private boolean busy;
  private boolean quotesFailed;
  private Instant quotesFailedAt;

  HistoryLoader(ChatSession session, Executor ui, long conversation) {
    this.session = session;
    this.ui = ui;
    this.conversation = conversation;
  }

  /// Whether a page is on its way.
  boolean busy() {
    return busy;
  }

  /// Fetches a page; the answers to earlier calls are ignored from here on.
  void fetch(HistoryQuery query, Consumer<HistoryPage> then, Consumer<Throwable> onError) {
    era++;
    busy = true;
    meanwhile.clear();
    changes.clear();
    int asked = era;
    // What becomes of the page is seen to below; nobody waits for that.
    var _ =
        session
            .history(conversation, query)
            .whenCompleteAsync(
                (page, failure) -> {
                  if (asked == era) {
                    busy = false;
                    if (failure == null) {
                      then.accept(page);
                    } else {
                      onError.accept(failure);
                    }
                  }
                },
                ui);
  }

  /// Notes a message that arrived.
  void arrived(ChatMessage message) {
    if (busy) {
      meanwhile.add(message);
    }
  }

  /// Notes an entry that changes a message.
  void changed(ServerEvent.Entry entry) {
    if (busy) {
      changes.add(entry);
    }
  }

  /// The changes that arrived while the last page was on its way.
  List<ServerEvent.Entry> changes() {
    return List.copyOf(changes);
  }

  /// What arrived while the last page was on its way and comes after a `seq`.
  List<ChatMessage> arrivedAfter(long seq) {
    return meanwhile.stream().filter(message -> message.seq() > seq).toList();
  }

  /// Fetches the messages that rows of the window quote and the window does not hold. What cannot
  /// be fetched now is asked for again, and of what does not exist that is said.
  void fetchQuotes(TimelineWindow window) {
    for (long seq : window.unknownQuotes()) {
      // Known, if blank, from here on, so that it is asked for once.
      window.addQuote(Quote.loading(seq));
      var _ =
          session
              .history(conversation, new HistoryQuery.Around(seq, 1))
              .whenCompleteAsync(
                  (page, failure) -> {
                    if (failure != null) {
                      window.forgetQuote(seq);
                      quotesFailed = true;
                    } else {
                      addQuote(page, seq, window);
                    }
                  },
                  ui);
    }
  }

  private static void addQuote(HistoryPage page, long seq, TimelineWindow window) {
    page.messages().stream()
        .filter(message -> message.seq() == seq)
        .findFirst()
        .ifPresentOrElse(
            message -> {
              String body = message.wasDeleted() ? "" : message.body();
              String names = body.isEmpty() ? namesOfFiles(message) : "";
              window.addQuote(
                  Quote.of(
                      seq,
                      message.sender().name(),
                      names.isEmpty() ? body : names,
                      message.sentAt()),
                  names.isEmpty() ? body : null);
            },
            () -> window.addQuote(Quote.gone(seq)));
  }

  private static String namesOfFiles(MessagePosted message) {
    return message.wasDeleted() || message.files() == null
        ? ""
        : message.files().stream().map(FileInfo::name).collect(Collectors.joining(", "));
  }

  /// Time passes: quotes that could not be fetched are asked for again after a while.
  void fetchQuotesAgain(TimelineWindow window, Instant now) {
    if (!quotesFailed) {
      quotesFailedAt = null;
    } else if (quotesFailedAt == null) {
      quotesFailedAt = now;
    } else if (!now.isBefore(quotesFailedAt.plus(QUOTES_AGAIN))) {
      quotesFailed = false;
      quotesFailedAt = null;
      fetchQuotes(window);
    }
  }
}
