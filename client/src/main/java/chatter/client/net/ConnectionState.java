package chatter.client.net;

/// How a session stands with its server.
public enum ConnectionState {
  /// A connection is being opened, or has not been welcomed yet.
  CONNECTING,
  /// Welcomed; what was missed is being replayed.
  CATCHING_UP,
  /// Everything missed has arrived; what follows happens now.
  LIVE,
  /// Not connected; the next try comes at the time told with the state.
  WAITING,
  /// Not connected, and no further try: the session ended or was closed.
  STOPPED
}
