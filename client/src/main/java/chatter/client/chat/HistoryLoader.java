package chatter.client.chat;

import chatter.client.net.ChatSession;
import chatter.client.net.HistoryQuery;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Fetches history for one conversation, one page at a time, and keeps what arrives meanwhile,
/// because it may lie after the page's snapshot. On the thread of `ui`.
final class HistoryLoader {
  private final ChatSession session;
  private final Executor ui;
  private final long conversation;
  private final List<Entry> meanwhile = new ArrayList<>();

  /// Counts what made earlier fetches pointless.
  private int era;

  private boolean busy;

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
  void arrived(Entry entry) {
    if (busy) {
      meanwhile.add(entry);
    }
  }

  /// What arrived while the last page was on its way and comes after a `seq`.
  List<Entry> arrivedAfter(long seq) {
    return meanwhile.stream().filter(entry -> entry.seq() > seq).toList();
  }

  /// Fetches the messages that rows of the window quote and the window does not hold. What cannot
  /// be fetched stays blank.
  void fetchQuotes(TimelineWindow window) {
    for (long seq : window.unknownQuotes()) {
      // Known, if blank, from here on, so that it is asked for once.
      window.addQuote(new Quote(seq, "", ""));
      var _ =
          session
              .history(conversation, new HistoryQuery.Around(seq, 1))
              .thenAcceptAsync(
                  page -> {
                    for (MessagePosted message : page.messages()) {
                      if (message.seq() == seq) {
                        window.addQuote(Quote.of(seq, message.sender().name(), message.body()));
                      }
                    }
                  },
                  ui);
    }
  }
}
