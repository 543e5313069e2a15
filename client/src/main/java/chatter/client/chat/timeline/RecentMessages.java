package chatter.client.chat.timeline;

import chatter.shared.api.HistoryPage;
import java.util.Optional;

/// Keeps the newest messages of a conversation where they outlive the program, so that there is
/// something to read before the server answers. JavaFX application thread only.
public interface RecentMessages {
  /// Most messages worth keeping.
  int MOST = 50;

  /// Most letters of all of them together, in UTF-16.
  int MOST_LETTERS = 64 * 1024;

  /// What was kept; nothing if there is nothing, or if it makes no sense.
  Optional<HistoryPage> load(long conversation);

  /// Keeps other ones instead.
  void save(long conversation, HistoryPage page);
}
