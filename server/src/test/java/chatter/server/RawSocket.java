package chatter.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// A websocket spoken by hand, with TLS if its server speaks that, for what no proper client does:
/// strange headers, frames that break the rules, and not reading.
public final class RawSocket implements AutoCloseable {
  /// A text frame's opcode.
  public static final int TEXT = 1;

  /// A closing frame's opcode.
  public static final int CLOSE = 8;

  /// A receive buffer so small that what is sent faster than read waits in the server's queue. Less
  /// than loopback puts into one segment, 64 kB, would let the sender wait for a timer before each
  /// piece, which makes minutes of a few megabytes.
  public static final int SMALL_BUFFER = 128 * 1024;

  private static final int PATIENCE_MILLIS = 60_000;
  private static final byte[] MASK = {1, 2, 3, 4};

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final int status;
  private final List<String> headers = new ArrayList<>();

  private RawSocket(TestServer server, int receiveBuffer, String request) throws IOException {
    Socket plain = new Socket();
    if (receiveBuffer > 0) {
      plain.setReceiveBufferSize(receiveBuffer);
    }
    plain.setSoTimeout(PATIENCE_MILLIS);
    plain.setTcpNoDelay(true);
    plain.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), PATIENCE_MILLIS);
    Optional<SSLContext> trust = server.trust();
    socket =
        trust.isEmpty()
            ? plain
            : trust.get().getSocketFactory().createSocket(plain, "localhost", server.port(), true);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    out.write(request.getBytes(StandardCharsets.UTF_8));
    out.flush();
    status = Integer.parseInt(line().split(" ", -1)[1]);
    for (String header = line(); !header.isEmpty(); header = line()) {
      headers.add(header);
    }
  }

  /// Asks for an upgrade.
  ///
  /// @param path what to ask for, e.g. `/ws/<token>`
  /// @param extraHeaders complete lines, without their ends
  public static RawSocket open(TestServer server, String path, String... extraHeaders) {
    return open(server, 0, path, extraHeaders);
  }

  /// The same with a receive buffer of so many bytes, for not reading.
  public static RawSocket open(
      TestServer server, int receiveBuffer, String path, String... extraHeaders) {
    StringBuilder request =
        new StringBuilder("GET " + path + " HTTP/1.1\r\n")
            .append("Host: 127.0.0.1:" + server.port() + "\r\n")
            .append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")
            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : extraHeaders) {
      request.append(header).append("\r\n");
    }
    try {
      return new RawSocket(server, receiveBuffer, request.append("\r\n").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a request as it is, whatever it is, and reads the head of the answer.
  public static RawSocket ask(TestServer server, String request) {
    try {
      return new RawSocket(server, 0, request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The status of the answer; 101 if the upgrade was granted.
  public int status() {
    return status;
  }

  /// A header of the answer.
  public Optional<String> header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(h -> h.substring(prefix.length()).strip())
        .findFirst();
  }

  /// Sends a text frame.
  public void send(String text) {
    frame(0x80 | TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends any frame.
  ///
  /// @param first the first byte: the flags and the opcode
  /// @param masked whether it is masked, as every client must
  public void frame(int first, boolean masked, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    int mask = masked ? 0x80 : 0;
    if (payload.length < 126) {
      frame.write(mask | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(mask | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(mask | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    if (masked) {
      frame.writeBytes(MASK);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.write(masked ? payload[i] ^ MASK[i % MASK.length] : payload[i]);
    }
    bytes(frame.toByteArray());
  }

  /// Sends bytes as they are, in one write.
  public void bytes(byte[] raw) {
    try {
      out.write(raw);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says, by TCP alone, that nothing more will be sent; reading goes on.
  public void finish() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Breaks the network connection off with an RST instead of ending it.
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next frame; empty at the end of the connection.
  public Optional<Frame> read() {
    try {
      int opcode = in.readUnsignedByte() & 0x0f;
      long length = in.readUnsignedByte() & 0x7f;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      byte[] payload = new byte[Math.toIntExact(length)];
      in.readFully(payload);
      return Optional.of(new Frame(opcode, payload));
    } catch (EOFException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The text of the next frame.
  public String readText() {
    Frame frame = read().orElseThrow(() -> new AssertionError("the connection ended"));
    if (frame.opcode() == CLOSE) {
      throw new AssertionError("closed with " + code(frame));
    }
    return new String(frame.payload(), StandardCharsets.UTF_8);
  }

  /// Reads on to the first text frame with that in it.
  ///
  /// @return how many times something else was in the frames until then
  public int readUpTo(String end, String counted) {
    int count = 0;
    String text;
    do {
      text = readText();
      count += text.split(counted, -1).length - 1;
    } while (!text.contains(end));
    return count;
  }

  /// Reads on to the closing frame.
  ///
  /// @return its code, or 1006 if the connection ended without one
  public int closedWith() {
    for (Optional<Frame> frame = read(); frame.isPresent(); frame = read()) {
      if (frame.get().opcode() == CLOSE) {
        return code(frame.get());
      }
    }
    return 1006;
  }

  /// Drops the network connection.
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int code(Frame close) {
    byte[] code = close.payload();
    return ((code[0] & 0xff) << 8) | (code[1] & 0xff);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /// A frame of the websocket protocol.
  ///
  /// @param opcode what it is
  /// @param payload its bytes, unmasked
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Frame(int opcode, byte[] payload) {}
}
