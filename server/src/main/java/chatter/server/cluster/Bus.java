package chatter.server.cluster;

import java.util.function.Consumer;

/// Brings short messages to all servers of a chat, this one too, as long as it works. It may lose
/// them, double them, delay them and change their order: whatever must arrive is in the database,
/// and what comes here only says sooner that it is there. Safe for any thread.
public interface Bus extends AutoCloseable {
  /// So many bytes of UTF-8 a message may have on every kind of bus.
  int MOST_BYTES = 7_000;

  /// Begins to listen. Once.
  ///
  /// @param heard gets every message, on a thread of the bus's, which it should not keep long;
  ///   throws nothing
  void listen(Consumer<String> heard);

  /// Sends a message to all that listen at that moment, without waiting for it.
  ///
  /// @param message of at most `MOST_BYTES`
  void publish(String message);

  @Override
  void close();
}
