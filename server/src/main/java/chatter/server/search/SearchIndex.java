package chatter.server.search;

import chatter.server.conversation.ErasedMessage;
import chatter.server.store.Database;
import chatter.server.store.StorageException;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.shared.search.SearchTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/// Says which messages may be meant. It is behind what is stored by a second or, under load, a few,
/// and can be made anew from the database at any time; whoever asks looks at each message as it is.
/// Safe for any thread.
public interface SearchIndex extends AutoCloseable {
  /// A system property: `off` for a server without an index, which finds nothing, to be compared
  /// with one that has it.
  String SWITCH = "chatter.search";

  /// The index of a database: in a file of its own beside a file, and in tables of a server.
  ///
  /// @param folder the data folder, which the database has locked
  static SearchIndex of(Database database, Path folder) {
    return database instanceof PostgresDatabase server
        ? new PostgresIndex(server, folder)
        : new SqliteIndex(database, folder);
  }

  /// Whether there is to be none; says so.
  static boolean isOff() {
    boolean off = "off".equals(System.getProperty(SWITCH));
    if (off) {
      LoggerFactory.getLogger(SearchIndex.class).warn("nothing can be found: {} is off", SWITCH);
    }
    return off;
  }

  /// Begins to work. Before anything is deleted.
  void start();

  /// Says that something was stored. Costs nothing; any thread.
  void stored();

  /// Takes what a deletion took away. On the writer's thread, after the commit.
  void erased(ErasedMessage message);

  /// Completes when everything is in the index that was stored before this was called, and nothing
  /// of what was deleted. Any thread.
  CompletableFuture<Void> current();

  /// The oldest message that is in it; empty if all are.
  Optional<Long> filledFrom();

  /// Asks the index on the caller's thread. Two at the same time, others wait.
  ///
  /// @throws StorageException `BUSY` if there was no turn for a long time; `FAILED` if the index
  ///   cannot be read
  <T> T ask(Function<Asked, T> question);

  /// Puts in what is new, as far as that goes in a few seconds, and ends.
  @Override
  void close();

  /// What can be asked of an index.
  interface Asked {
    /// The ids of messages that may have it, the newest first.
    ///
    /// @param below only those with a lower id
    /// @param from none with a lower id
    /// @param most how many at most
    List<Long> find(SearchTable.Expression expression, long below, long from, int most);

    /// The number below which every message is that was sent before a time; 0 if there is none.
    ///
    /// @param until as times are stored
    long below(String until);

    /// The number from which on every message is that was sent at a time or later; the highest
    /// there can be if there is none.
    ///
    /// @param since as times are stored
    long from(String since);
  }
}
