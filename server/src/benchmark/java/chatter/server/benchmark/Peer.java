package chatter.server.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One websocket of a `Swarm`. The swarm's thread only.
final class Peer {
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int MASK_BYTES = 4;
  private static final byte[] NOTHING = {};

  /// Where it is on its way in.
  enum Stage {
    CONNECTING,
    UPGRADING,
    RESUMING,
    LIVE,
    GONE
  }

  final int index;
  final Member member;
  private final Swarm swarm;
  private final SocketChannel channel;
  private final Wire wire;
  private final SelectionKey key;
  private byte[] rest = NOTHING;
  private ByteBuffer outgoing = ByteBuffer.wrap(NOTHING);

  Stage stage = Stage.CONNECTING;

  /// The newest `seq` it has; every message must bring the next.
  long cursor = -1;

  /// How many messages it got since the swarm counts those that all have.
  long received;

  /// Who of its room has which of them; null if that is not counted.
  Swarm.Receivers receivers;

  /// When it was to react last.
  long reactedNanos;

  /// What it has sent of its own, and how much of that came back to it.
  Sent sent;

  /// @param index its place in the swarm, which is in what it sends
  /// @param member whom it connects as
  Peer(Swarm swarm, int index, Member member, int port) throws IOException {
    this.swarm = swarm;
    this.index = index;
    this.member = member;
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    wire = swarm.wire(channel);
    key = swarm.register(channel, SelectionKey.OP_CONNECT, this);
    if (channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      upgrade();
    }
  }

  /// Something can be done with its socket.
  void ready(ByteBuffer buffer) throws IOException {
    if (key.isConnectable() && channel.finishConnect()) {
      upgrade();
    }
    if (key.isValid() && key.isWritable()) {
      flush();
    }
    if (key.isValid() && key.isReadable()) {
      read(buffer);
    }
  }

  private void upgrade() throws IOException {
    stage = Stage.UPGRADING;
    key.interestOps(SelectionKey.OP_READ);
    String head =
        "GET /ws/"
            + (swarm.isChatter() ? member.token() : member.room())
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    append(head.getBytes(StandardCharsets.US_ASCII));
    flush();
  }

  private void read(ByteBuffer buffer) throws IOException {
    buffer.clear().put(rest);
    rest = NOTHING;
    if (wire.read(buffer) < 0) {
      lost("the server closed the connection");
      return;
    }
    buffer.flip();
    if (stage == Stage.UPGRADING) {
      answered(buffer);
    }
    while (stage == Stage.RESUMING || stage == Stage.LIVE) {
      if (!frame(buffer)) {
        break;
      }
    }
    if (buffer.hasRemaining()) {
      rest = new byte[buffer.remaining()];
      buffer.get(rest);
    }
    if (stage != Stage.GONE) {
      flush();
    }
  }

  private void answered(ByteBuffer buffer) {
    for (int end = buffer.position() + 4; end <= buffer.limit(); end++) {
      if (buffer.get(end - 4) == '\r'
          && buffer.get(end - 3) == '\n'
          && buffer.get(end - 2) == '\r'
          && buffer.get(end - 1) == '\n') {
        byte[] head = new byte[end - buffer.position()];
        buffer.get(head);
        String status = new String(head, 0, Math.min(12, head.length), StandardCharsets.US_ASCII);
        if (!status.endsWith(" 101")) {
          lost("the upgrade was answered with " + status);
          return;
        }
        stage = Stage.RESUMING;
        swarm.upgraded(this);
        return;
      }
    }
  }

  /// Takes the next frame.
  ///
  /// @return false if it is not whole yet
  private boolean frame(ByteBuffer buffer) throws IOException {
    int start = buffer.position();
    int available = buffer.remaining();
    if (available < 2) {
      return false;
    }
    int length = buffer.get(start + 1) & 0x7f;
    int header = 2;
    if (length == 126) {
      header = 4;
      if (available < header) {
        return false;
      }
      length = buffer.getShort(start + 2) & 0xffff;
    } else if (length == 127) {
      header = 10;
      if (available < header) {
        return false;
      }
      length = Math.toIntExact(buffer.getLong(start + 2));
    }
    if (available < header + length) {
      return false;
    }
    int limit = buffer.limit();
    buffer.position(start + header).limit(start + header + length);
    switch (buffer.get(start) & 0x0f) {
      case TEXT -> swarm.text(this, buffer);
      case PING -> send(PONG, NOTHING);
      case CLOSE -> lost("the server said close " + (length < 2 ? 0 : buffer.getShort() & 0xffff));
      default -> lost("a frame of an unexpected kind");
    }
    buffer.limit(limit).position(start + header + length);
    return true;
  }

  /// Sends a text frame; it leaves at the next `flush`.
  void send(String text) {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A client's frame. Its mask is all zeros, which is one, and costs the load nothing.
  private void send(int opcode, byte[] payload) {
    byte[] frame = new byte[(payload.length < 126 ? 2 : 4) + MASK_BYTES + payload.length];
    frame[0] = (byte) (0x80 | opcode);
    if (payload.length < 126) {
      frame[1] = (byte) (0x80 | payload.length);
    } else {
      frame[1] = (byte) (0x80 | 126);
      frame[2] = (byte) (payload.length >> 8);
      frame[3] = (byte) payload.length;
    }
    System.arraycopy(payload, 0, frame, frame.length - payload.length, payload.length);
    append(frame);
  }

  private void append(byte[] bytes) {
    byte[] all =
        Arrays.copyOfRange(outgoing.array(), outgoing.position(), outgoing.limit() + bytes.length);
    System.arraycopy(bytes, 0, all, outgoing.remaining(), bytes.length);
    outgoing = ByteBuffer.wrap(all);
  }

  /// Writes what was sent since the last time, in one write.
  void flush() throws IOException {
    if (!outgoing.hasRemaining() && !wire.waitsForRoom()) {
      return;
    }
    boolean all = wire.write(outgoing);
    // What waits for a handshake goes on when something of that comes.
    boolean waits = swarm.isEncrypted() ? wire.waitsForRoom() : !all;
    key.interestOps(waits ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private void lost(String why) {
    close();
    swarm.lost(this, why);
  }

  void close() {
    stage = Stage.GONE;
    try {
      channel.close();
    } catch (IOException e) {
      swarm.lost(this, e.toString());
    }
  }

  /// Whom a peer connects as.
  ///
  /// @param token opens the websocket
  /// @param room the one conversation it belongs to
  record Member(String token, long room) {}

  /// What a peer has sent: which commands wait for their answer since when.
  static final class Sent {
    private static final int RING = 4096;

    private final long[] sentNanos = new long[RING];
    private long last;

    /// How many it keeps under way; 0 if somebody else decides when it sends.
    int inFlight;

    long next(long nanos) {
      last++;
      sentNanos[(int) (last % RING)] = nanos;
      return last;
    }

    long sentNanos(long id) {
      return sentNanos[(int) (id % RING)];
    }
  }
}
