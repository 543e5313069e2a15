package chatter.client.net;

import chatter.client.net.http.HistoryQuery;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.SearchResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// What a session keeps of its conversations where it outlives the program: it is told everything
/// that the server says, and answers in the server's place. Safe for any thread, and nothing here
/// waits for the disk but `standing`.
public interface HistoryCopy extends PictureCache {
  /// How far everything is known, for the next `hello`.
  ///
  /// @param epoch what the cursors belong to; null if there are none
  /// @param cursors the newest entry that is in the copy, of each conversation of which there is
  ///   something to bring up to date
  record Standing(String epoch, Map<Long, Long> cursors) {
    public Standing {
      cursors = Map.copyOf(cursors);
    }
  }

  /// A page of the copy.
  ///
  /// @param stale whether something of it may have changed since, or may be missing behind it, and
  ///   no entry will tell
  record Kept(HistoryPage page, boolean stale) {}

  /// A page that the server is to be asked for.
  record Missing(long conversation, HistoryQuery query) {}

  /// Where the session goes on; waits for the disk until it is open.
  Standing standing();

  /// The session's next event, before anybody else hears of it.
  void heard(SessionEvent event);

  /// A page that the server answered.
  ///
  /// @param epoch the one in which it was asked
  void fetched(String epoch, long conversation, HistoryQuery query, HistoryPage page);

  /// A page of what is kept.
  ///
  /// @param away whether the server cannot be asked: then all that is known counts, however old;
  ///   otherwise only what is as good as the server's answer
  /// @return nothing if the copy cannot say; never fails
  CompletableFuture<Optional<Kept>> page(long conversation, HistoryQuery query, boolean away);

  /// Messages among what is kept, a page of them, the newest first; only in conversations that one
  /// is in. It looks only so far, and says where the next goes on. Who asks again does not wait for
  /// what was asked before: that ends where it is.
  ///
  /// @return nothing if the copy cannot say; fails with a `SearchException` only
  CompletableFuture<Optional<SearchResponse>> search(SearchRequest request);

  /// The page to ask the server for next, so that in the end everything is here that there is room
  /// for, and nothing of which nobody knows whether it was deleted. It is handed back by `fetched`.
  /// Only while the server is there and everything missed has come.
  ///
  /// @param refused conversations of which the server gives no pages now
  /// @return nothing if there is nothing to ask for now; never fails
  CompletableFuture<Optional<Missing>> missing(Set<Long> refused);
}
