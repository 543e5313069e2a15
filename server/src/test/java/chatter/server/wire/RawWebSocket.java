package chatter.server.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.RawSocket;
import chatter.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// One websocket of a case: live, and from there on spoken byte by byte. Each method does or awaits
/// one thing, and fails if it does not come; presence and typing of others are passed over.
final class RawWebSocket implements AutoCloseable {
  /// A closing frame without a code (RFC 6455, 7.1.5).
  static final int NO_CODE = 1005;

  /// An end without a closing frame (RFC 6455, 7.1.5).
  static final int NO_FRAME = 1006;

  private static final String HELLO = "{\"type\":\"hello\",\"version\":2}";
  private static final String LIVE = "\"type\":\"live\"";

  private final RawSocket socket;

  RawWebSocket(TestServer server, String token) {
    socket = RawSocket.open(server, "/ws/" + token);
    assertEquals(101, socket.status());
    send(RawFrame.text(HELLO)).answers(LIVE);
  }

  /// A command that is answered by `pong` with the same number.
  static String ping(int id) {
    return "{\"type\":\"ping\",\"id\":" + id + "}";
  }

  /// Frames, each in a write of its own.
  RawWebSocket send(RawFrame... frames) {
    for (RawFrame frame : frames) {
      socket.bytes(frame.bytes());
    }
    return this;
  }

  /// Frames in one write, and so in one TCP segment.
  RawWebSocket sendTogether(RawFrame... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (RawFrame frame : frames) {
      all.writeBytes(frame.bytes());
    }
    return sendBytes(all.toByteArray());
  }

  /// A frame byte by byte.
  RawWebSocket drip(RawFrame frame) {
    for (byte b : frame.bytes()) {
      sendBytes(new byte[] {b});
    }
    return this;
  }

  /// The first bytes of a frame, and nothing more of it.
  RawWebSocket sendStart(RawFrame frame, int bytes) {
    return sendBytes(Arrays.copyOf(frame.bytes(), bytes));
  }

  RawWebSocket sendBytes(byte[] raw) {
    socket.bytes(raw);
    return this;
  }

  /// Ends its half of the TCP connection.
  RawWebSocket finish() {
    socket.finish();
    return this;
  }

  /// Breaks the TCP connection off.
  RawWebSocket reset() {
    socket.reset();
    return this;
  }

  /// Text with that in it comes.
  RawWebSocket answers(String part) {
    while (!text(next()).contains(part)) {
      // Something else that is due to this connection.
    }
    return this;
  }

  /// The `pong` of this command comes.
  RawWebSocket answersPing(int id) {
    return answers("{\"type\":\"pong\",\"id\":" + id + "}");
  }

  /// The command is rejected.
  RawWebSocket rejects(String code) {
    return answers("\"code\":\"" + code + "\"");
  }

  /// A pong frame with that payload comes.
  RawWebSocket pongs(byte... payload) {
    RawSocket.Frame frame = next();
    while (frame.opcode() == RawFrame.TEXT) {
      frame = next();
    }
    assertEquals(RawFrame.PONG, frame.opcode(), "no pong");
    assertArrayEquals(payload, frame.payload());
    return this;
  }

  /// Nothing is broken: a command is still answered.
  RawWebSocket staysOpen() {
    return send(RawFrame.text(ping(424_242))).answersPing(424_242);
  }

  /// The server closes with that code, is answered, and ends the TCP connection.
  RawWebSocket closesWith(int code) {
    assertEquals(code, closingCode());
    if (code != NO_FRAME) {
      answerClose();
      ends();
    }
    return this;
  }

  /// The server closes with that code, and ends the TCP connection though nobody answers.
  RawWebSocket closesUnansweredWith(int code) {
    assertEquals(code, closingCode());
    ends();
    return this;
  }

  /// Nothing more comes but the end of the TCP connection.
  private void ends() {
    try {
      assertEquals(Optional.empty(), socket.read());
    } catch (UncheckedIOException reset) {
      // It ends this way if something was still on its way to the server.
      if (reset.getCause() instanceof java.net.SocketTimeoutException) {
        throw reset;
      }
    }
  }

  private int closingCode() {
    while (true) {
      Optional<RawSocket.Frame> frame = socket.read();
      if (frame.isEmpty()) {
        return NO_FRAME;
      }
      if (frame.get().opcode() == RawFrame.CLOSE) {
        byte[] payload = frame.get().payload();
        return payload.length == 0 ? NO_CODE : ByteBuffer.wrap(payload).getShort() & 0xffff;
      }
    }
  }

  private void answerClose() {
    try {
      socket.bytes(RawFrame.close(1000).bytes());
    } catch (UncheckedIOException e) {
      // The server did not wait for it, as it need not after an error.
    }
  }

  private RawSocket.Frame next() {
    RawSocket.Frame frame =
        socket.read().orElseThrow(() -> new AssertionError("the connection ended"));
    if (frame.opcode() == RawFrame.CLOSE) {
      throw new AssertionError("closed: " + Arrays.toString(frame.payload()));
    }
    return frame;
  }

  private static String text(RawSocket.Frame frame) {
    return frame.opcode() == RawFrame.TEXT
        ? new String(frame.payload(), StandardCharsets.UTF_8)
        : "";
  }

  @Override
  public void close() {
    socket.close();
  }
}
