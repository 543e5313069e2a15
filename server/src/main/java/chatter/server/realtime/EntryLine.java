package chatter.server.realtime;

import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ServerEvent.Entry;
import chatter.shared.protocol.ServerEvent.MessagePosted;

/// A stored entry of a conversation with its bytes, encoded once for everybody and, if it is a
/// message, once more for its sender.
final class EntryLine implements HeldLine {
  private final Entry event;
  private byte[] forOthers;
  private byte[] forSender;

  EntryLine(Entry event) {
    this.event = event;
  }

  @Override
  public long conversation() {
    return event.conversation();
  }

  @Override
  public long seq() {
    return event.seq();
  }

  @Override
  public int bytes() {
    return forOthers().length;
  }

  /// Who made it.
  long actor() {
    return event.actor().id();
  }

  /// Whether the one who made it gets other bytes than the others.
  boolean differs() {
    return event instanceof MessagePosted message && message.commandId() != null;
  }

  /// The line for an account. Hub's thread only.
  @Override
  public byte[] lineFor(long account) {
    if (differs() && account == actor()) {
      if (forSender == null) {
        forSender = Codec.encodeUtf8(event);
      }
      return forSender;
    }
    return forOthers();
  }

  /// The line for everybody but the one who made it. Hub's thread only.
  byte[] forOthers() {
    if (forOthers == null) {
      forOthers =
          Codec.encodeUtf8(event instanceof MessagePosted message ? message.forOthers() : event);
    }
    return forOthers;
  }
}
