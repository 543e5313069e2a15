package chatter.server.faults;

import chatter.shared.protocol.ClientCommand.Hello;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// One of a `Crowd`: a client by the protocol's rules, who listens to the Lobby. It asks for its
/// session before each websocket, as a page does, says hello with its cursor, waits longer after
/// each failure, and counts what the server did to it. The crowd's thread only.
final class Member {
  static final long LOBBY = 1;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  /// Where it is on its way in.
  enum Stage {
    AWAY,
    CONNECTING,
    ASKING,
    UPGRADING,
    RESUMING,
    LIVE
  }

  private final Crowd crowd;
  private final String token;
  private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();
  private SocketChannel channel;
  private SelectionKey key;
  private RawConnection wire;
  private long commands;
  private long waitMillis = 500;

  Stage stage = Stage.AWAY;
  long retryAtNanos = System.nanoTime();
  long liveAtNanos;

  /// Whether it comes back after it lost its connection.
  boolean comesBack = true;

  /// Of its next connection, in bytes; 0 leaves it to the system.
  int receiveBuffer;

  /// Whether the times its messages take count.
  boolean measured = true;

  /// The newest `seq` it has; -1 before its first welcome.
  long cursor = -1;

  String epoch;
  int applied;
  int repeated;
  int holes;
  int resets;
  int acked;
  final List<Integer> closeCodes = new ArrayList<>();
  final List<Integer> refusals = new ArrayList<>();
  final Map<RejectCode, Integer> rejected = new EnumMap<>(RejectCode.class);

  Member(Crowd crowd, String token) {
    this.crowd = crowd;
    this.token = token;
  }

  void connect(int port) throws IOException {
    stage = Stage.CONNECTING;
    wire = new RawConnection();
    outgoing.clear();
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (receiveBuffer > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
    }
    key = crowd.register(channel, SelectionKey.OP_CONNECT, this);
    if (channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      connected();
    }
  }

  /// Something can be done with its socket.
  void ready(ByteBuffer buffer) throws IOException {
    if (key.isConnectable() && channel.finishConnect()) {
      connected();
    }
    if (key.isValid() && key.isWritable()) {
      flush();
    }
    if (key.isValid() && key.isReadable()) {
      read(buffer);
    }
  }

  private void connected() throws IOException {
    stage = Stage.ASKING;
    key.interestOps(SelectionKey.OP_READ);
    request("GET /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token);
  }

  private void request(String head) throws IOException {
    write(ByteBuffer.wrap((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
  }

  private void read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      lost(1006);
      return;
    }
    wire.feed(buffer.flip());
    if (stage == Stage.ASKING || stage == Stage.UPGRADING) {
      answered(wire.status());
    }
    if (stage == Stage.RESUMING || stage == Stage.LIVE) {
      for (RawConnection.Frame frame = wire.frame(); frame != null; frame = wire.frame()) {
        take(frame);
        if (stage == Stage.AWAY) {
          return;
        }
      }
    }
  }

  private void answered(int status) throws IOException {
    if (status == 0) {
      return;
    }
    if (stage == Stage.ASKING && status == 200) {
      stage = Stage.UPGRADING;
      request(
          "GET /ws/"
              + token
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    } else if (stage == Stage.UPGRADING && status == 101) {
      stage = Stage.RESUMING;
      Map<Long, Long> cursors = cursor < 0 ? Map.of() : Map.of(LOBBY, cursor);
      send(Codec.encode(new Hello(null, ProtocolVersion.CURRENT, "crowd", epoch, cursors)));
    } else {
      refusals.add(status);
      lost(1006);
    }
  }

  private void take(RawConnection.Frame frame) throws IOException {
    switch (frame.opcode()) {
      case RawConnection.TEXT -> {
        for (ServerEvent event : crowd.decode(frame.payload())) {
          on(event);
        }
      }
      case RawConnection.PING -> write(RawConnection.masked(RawConnection.PONG, frame.payload()));
      case RawConnection.CLOSE -> lost(frame.closeCode());
      default -> throw new IOException("a frame of an unexpected kind");
    }
  }

  private void on(ServerEvent event) throws IOException {
    switch (event) {
      case ServerEvent.Welcome welcome -> {
        epoch = welcome.epoch();
        if (cursor < 0) {
          cursor = welcome.conversations().getFirst().lastSeq();
        }
      }
      case ServerEvent.Live live -> {
        stage = Stage.LIVE;
        liveAtNanos = System.nanoTime();
        waitMillis = 500;
      }
      case ServerEvent.MessagePosted message -> apply(message);
      case ServerEvent.Reset reset -> {
        resets++;
        cursor = reset.lastSeq();
      }
      case ServerEvent.Ack ack -> acked++;
      case ServerEvent.Rejected refused -> rejected.merge(refused.code(), 1, Integer::sum);
      case ServerEvent.Ping ping -> send("{\"type\":\"pong\"}");
      default -> {
        // Who is here and who writes is of no interest to it.
      }
    }
  }

  private void apply(ServerEvent.MessagePosted message) {
    if (message.seq() <= cursor) {
      repeated++;
      return;
    }
    if (message.seq() > cursor + 1) {
      holes++;
    }
    cursor = message.seq();
    applied++;
    crowd.seen(message, measured && stage == Stage.LIVE);
  }

  /// Sends a message to the Lobby, with the time at its beginning.
  void post(String rest) {
    String body = "t" + System.nanoTime() + " " + rest;
    say(Codec.encode(new SendMessage(++commands, LOBBY, UUID.randomUUID().toString(), body, null)));
  }

  /// Sends a frame as it is, if there is a connection.
  void say(String frame) {
    if (stage == Stage.LIVE) {
      try {
        send(frame);
      } catch (IOException e) {
        lost(1006);
      }
    }
  }

  /// Reads no more, or again.
  void reads(boolean whether) {
    if (key != null && key.isValid()) {
      key.interestOps(whether ? SelectionKey.OP_READ : 0);
    }
  }

  private void send(String frame) throws IOException {
    write(RawConnection.masked(RawConnection.TEXT, frame.getBytes(StandardCharsets.UTF_8)));
  }

  private void write(ByteBuffer bytes) throws IOException {
    outgoing.add(bytes);
    flush();
  }

  private void flush() throws IOException {
    while (!outgoing.isEmpty()) {
      channel.write(outgoing.peek());
      if (outgoing.peek().hasRemaining()) {
        key.interestOpsOr(SelectionKey.OP_WRITE);
        return;
      }
      outgoing.remove();
    }
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
  }

  /// Its connection is no more; it comes back after a while.
  void lost(int code) {
    if (stage == Stage.RESUMING || stage == Stage.LIVE) {
      closeCodes.add(code);
    }
    stage = Stage.AWAY;
    close();
    long wait = ThreadLocalRandom.current().nextLong(waitMillis + 1);
    retryAtNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
    waitMillis = Math.min(waitMillis * 2, LONGEST_WAIT_MILLIS);
  }

  /// Drops its connection and comes back at once.
  void reconnect() {
    close();
    stage = Stage.AWAY;
    retryAtNanos = System.nanoTime();
  }

  /// Drops its connection, as a client that goes away.
  void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is gone all the same.
    }
  }
}
