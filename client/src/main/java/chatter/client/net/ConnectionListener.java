package chatter.client.net;

import chatter.shared.protocol.ServerEvent;
import java.time.Instant;

/// What the owner of a `ServerConnection` hears, on the loop's thread.
interface ConnectionListener {
  /// A try begins.
  void connecting();

  /// Open: say hello.
  void opened();

  /// The next event.
  void received(ServerEvent event);

  /// Not open any more, or not yet; the next try comes at `retryAt`.
  ///
  /// @param reason what the server, or what is in its place, said to a call; null if there was none
  void waiting(Instant retryAt, ApiException reason);

  /// Closed for good.
  void ended(EndReason reason);
}
