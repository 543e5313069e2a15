package chatter.server.realtime.transport;

/// What a websocket's frames go to: a socket, or what encrypts for one.
interface FrameSocket {
  /// From now on this is a websocket's: what Jetty writes are frames, and ours come between them.
  ///
  /// @return writes ours
  FrameWriter takeFrames();
}
