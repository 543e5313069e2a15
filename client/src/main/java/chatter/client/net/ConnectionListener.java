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
  void waiting(Instant retryAt);

  /// Closed for good.
  void ended(EndReason reason);
}
