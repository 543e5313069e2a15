package chatter.server.realtime;

import java.nio.ByteBuffer;

/// The socket under a connection. Nothing here blocks.
interface Transport {
  /// Sends a text frame.
  ///
  /// @param utf8 the frame's bytes, between position and limit; not changed, so that many can share
  ///   them
  /// @param done runs once when the bytes have left or never will
  void send(ByteBuffer utf8, Runnable done);

  /// Sends a ping frame of the websocket protocol itself, which every client library answers.
  void ping();

  /// Starts the closing handshake behind everything already sent.
  void close(int code, String reason);

  /// Drops the connection at once, with whatever was not sent.
  void abort();
}
