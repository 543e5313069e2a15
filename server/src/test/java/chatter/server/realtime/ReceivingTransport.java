package chatter.server.realtime;

import chatter.server.limit.TokenBucket;
import chatter.server.realtime.transport.TextFrame;
import chatter.server.realtime.transport.Transport;
import chatter.server.session.Caller;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ServerEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A socket that takes everything at once, on the hub's thread, and is not to be closed.
class ReceivingTransport implements Transport {
  /// What came, in that order.
  final List<ServerEvent> received = new ArrayList<>();

  /// A connection of that account with room for everything that a test sends.
  static Connection connection(long account, Transport transport) {
    return new Connection(
        new Caller(account, account),
        transport,
        new Connection.QueueBound(512, 1 << 20, 100, 1 << 20),
        new ConnectionMemory(1 << 30).of(account),
        new TokenBucket(0, 0, 0),
        new TokenBucket(0, 0, 0),
        0,
        new RealtimeMetrics());
  }

  @Override
  public Written writeNow(TextFrame frame) {
    ByteBuffer payload = frame.payload();
    byte[] utf8 = new byte[payload.remaining()];
    payload.get(utf8);
    received.addAll(Codec.decodeEvents(new String(utf8, StandardCharsets.UTF_8)));
    return Written.ALL;
  }

  @Override
  public void send(TextFrame frame, boolean begun, Runnable done) {
    throw new AssertionError("nothing waits");
  }

  @Override
  public void ping() {}

  @Override
  public void close(int code, String reason, boolean dropWaiting) {
    throw new AssertionError("closed with " + code);
  }

  @Override
  public void abort() {
    throw new AssertionError("aborted");
  }
}
