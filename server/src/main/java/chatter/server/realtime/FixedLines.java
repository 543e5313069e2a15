package chatter.server.realtime;

import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ServerEvent;

/// Events that are always the same, encoded once. Apart from those that send them: to look at how
/// events are encoded takes an eighth of a start, and whoever starts needs none yet.
final class FixedLines {
  static final byte[] LIVE = Codec.encodeUtf8(new ServerEvent.Live());
  static final byte[] PING = Codec.encodeUtf8(new ServerEvent.Ping());

  private FixedLines() {}
}
