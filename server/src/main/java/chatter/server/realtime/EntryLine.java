package chatter.server.realtime;

import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ServerEvent.MessagePosted;

/// A stored message with its bytes, encoded once for everybody and once more for its sender.
final class PostedLine {
  private final MessagePosted event;
  private byte[] forOthers;
  private byte[] forSender;

  PostedLine(MessagePosted event) {
    this.event = event;
  }

  long conversation() {
    return event.conversation();
  }

  long seq() {
    return event.seq();
  }

  long sender() {
    return event.sender().id();
  }

  /// The line for an account. Hub's thread only.
  byte[] lineFor(long account) {
    if (account == sender()) {
      if (forSender == null) {
        forSender = Codec.encodeUtf8(event);
      }
      return forSender;
    }
    return forOthers();
  }

  /// The line for everybody but the sender. Hub's thread only.
  byte[] forOthers() {
    if (forOthers == null) {
      forOthers = Codec.encodeUtf8(event.forOthers());
    }
    return forOthers;
  }
}
