package chatter.server.benchmark;

import chatter.server.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/// The limit of one write a message: a single thread that reads websocket frames and writes each to
/// every socket of its room, as one prepared frame, without storing, checking or queueing anything.
/// Nothing written in Java that makes one write of each message is faster.
public final class OneWrite {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int BUFFER_BYTES = 64 * 1024;

  /// Makes it speak TLS, by Java's own engine.
  static final String ENCRYPTED = "--tls";

  private final Map<String, List<Client>> rooms = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer scratch = Wire.scratch();

  /// Null without TLS.
  private final SSLContext context;

  private OneWrite(SSLContext context) {
    this.context = context;
  }

  /// Runs until it is killed.
  ///
  /// @param args none, or `ENCRYPTED`
  public static void main(String[] args) throws IOException {
    new OneWrite(List.of(args).contains(ENCRYPTED) ? TestCertificates.serving("ec") : null).run();
  }

  private void run() throws IOException {
    try (Selector selector = Selector.open();
        ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
      listening.configureBlocking(false);
      listening.register(selector, SelectionKey.OP_ACCEPT);
      int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
      System.out.println("http://127.0.0.1:" + port);
      while (true) {
        selector.select(key -> {
          try {
            if (key.isAcceptable()) {
              accept(listening.accept(), selector);
            } else {
              ready((Client) key.attachment());
            }
          } catch (IOException e) {
            drop((Client) key.attachment());
          }
        });
      }
    }
  }

  private void accept(SocketChannel channel, Selector selector) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    Client client = new Client(channel, wire(channel));
    client.key = channel.register(selector, SelectionKey.OP_READ, client);
  }

  private Wire wire(SocketChannel channel) {
    if (context == null) {
      return Wire.plain(channel);
    }
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return Wire.encrypted(channel, engine, scratch);
  }

  private void ready(Client client) throws IOException {
    if (client.key.isWritable()) {
      client.flush();
    }
    if (!client.key.isReadable()) {
      return;
    }
    buffer.clear().put(client.rest);
    client.rest = new byte[0];
    if (client.wire.read(buffer) < 0) {
      drop(client);
      return;
    }
    buffer.flip();
    if (client.room == null) {
      shakeHands(client);
    }
    while (client.room != null && broadcastNext(client.room)) {
      // The next one.
    }
    if (buffer.hasRemaining()) {
      client.rest = new byte[buffer.remaining()];
      buffer.get(client.rest);
    }
  }

  private void shakeHands(Client client) throws IOException {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    String head = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    buffer.position(buffer.position() + end + 4);
    int key = head.indexOf("Sec-WebSocket-Key: ") + 19;
    String accept = accept(head.substring(key, head.indexOf("\r\n", key)));
    client.send(
        ByteBuffer.wrap(
            ("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Accept: "
                    + accept
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
    client.room = rooms.computeIfAbsent(head.split(" ", 3)[1], path -> new ArrayList<>());
    client.room.add(client);
  }

  private static String accept(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /// Takes one short text frame and writes it to everybody in the room.
  ///
  /// @return false if it is not whole yet
  private boolean broadcastNext(List<Client> room) {
    int start = buffer.position();
    if (buffer.remaining() < 6) {
      return false;
    }
    int length = buffer.get(start + 1) & 0x7f;
    int header = 2;
    if (length == 126) {
      header = 4;
      if (buffer.remaining() < 8) {
        return false;
      }
      length = buffer.getShort(start + 2) & 0xffff;
    }
    if (buffer.remaining() < header + 4 + length) {
      return false;
    }
    int mask = buffer.getInt(start + header);
    ByteBuffer frame = ByteBuffer.allocateDirect(header + length);
    frame.put((byte) 0x81);
    if (header == 2) {
      frame.put((byte) length);
    } else {
      frame.put((byte) 126).putShort((short) length);
    }
    for (int i = 0; i < length; i++) {
      byte b = buffer.get(start + header + 4 + i);
      frame.put((byte) (b ^ (mask >> (24 - 8 * (i & 3)))));
    }
    frame.flip();
    buffer.position(start + header + 4 + length);
    for (Client client : room) {
      client.send(frame);
    }
    return true;
  }

  private static void drop(Client client) {
    if (client != null) {
      if (client.room != null) {
        client.room.remove(client);
      }
      client.close();
    }
  }

  /// One socket.
  private static final class Client {
    private final SocketChannel channel;
    private final Wire wire;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private SelectionKey key;
    private byte[] rest = new byte[0];
    private List<Client> room;

    Client(SocketChannel channel, Wire wire) {
      this.channel = channel;
      this.wire = wire;
    }

    void send(ByteBuffer frame) {
      try {
        if (waiting.isEmpty()) {
          if (wire.write(frame.rewind())) {
            return;
          }
          key.interestOpsOr(SelectionKey.OP_WRITE);
          waiting.add(frame.slice());
        } else {
          waiting.add(frame.duplicate().rewind());
        }
      } catch (IOException e) {
        close();
      }
    }

    void flush() throws IOException {
      while (!waiting.isEmpty()) {
        if (!wire.write(waiting.peek())) {
          return;
        }
        waiting.remove();
      }
      key.interestOps(SelectionKey.OP_READ);
    }

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        System.err.println("closing failed: " + e);
      }
    }
  }
}
