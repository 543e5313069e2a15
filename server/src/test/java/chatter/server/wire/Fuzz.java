package chatter.server.wire;

import chatter.server.TestConnection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Makes up what peers send, from good commands to noise. The same seed makes the same.
final class Fuzz {
  private static final String LOBBY = "\"conversation\":" + TestConnection.LOBBY;

  /// Sent by none of these peers, so that a server that sends it does not echo it.
  static final int SERVER_FAILED = 1011;

  private static final int REMEMBERED = 50;

  /// What may stand where a value is expected.
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e999999999",
          "99999999999999999999999999",
          "-9223372036854775808",
          "\"\"",
          "\"\\uD800\"",
          "\"\\uDC00\\uD800\"",
          "\"\\u0000\"",
          "\"\u0000\"",
          "\"\uFFFF\uFEFF\"",
          "[]",
          "{}",
          "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
          "{\"type\":\"ping\"}",
          "\"hello\"",
          "NaN",
          "01",
          "'x'");

  private final Random random;
  private final List<String> sent = new ArrayList<>();

  Fuzz(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /// A command that is right.
  String command() {
    return switch (below(8)) {
      case 0 -> RawWebSocket.ping(below(1_000_000));
      case 1 -> "{\"type\":\"markRead\"," + LOBBY + ",\"seq\":" + below(100_000) + "}";
      case 2 -> "{\"type\":\"setTyping\"," + LOBBY + ",\"typing\":" + random.nextBoolean() + "}";
      case 3 ->
          "{\"type\":\"sync\",\"id\":" + below(1_000) + "," + LOBBY + ",\"after\":0,\"limit\":5}";
      case 4 -> sent.isEmpty() ? message() : sent.get(below(sent.size()));
      default -> message();
    };
  }

  private String message() {
    String message = message(uuid());
    if (sent.size() < REMEMBERED) {
      sent.add(message);
    } else {
      sent.set(below(REMEMBERED), message);
    }
    return message;
  }

  UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /// A message that is right.
  String message(UUID commandId) {
    String body = "body " + "x\u00e9\u20ac\ud83d\udca9 ".repeat(below(20));
    return "{\"type\":\"sendMessage\",\"id\":%d,%s,\"commandId\":\"%s\",\"body\":\"%s\"}"
        .formatted(below(1_000_000), LOBBY, commandId, body);
  }

  /// Something like a command.
  String almostCommand() {
    String command = random.nextInt(10) == 0 ? "{\"type\":\"hello\",\"version\":2}" : command();
    for (int times = 1 + below(3); times > 0; times--) {
      command = changed(command);
    }
    return command;
  }

  private String changed(String command) {
    int at = below(command.length() + 1);
    String before = command.substring(0, at);
    String after = command.substring(at);
    return switch (below(12)) {
      case 0 -> before;
      case 1 -> after;
      case 2 -> before + (after.isEmpty() ? "" : after.substring(1));
      case 3 -> before + (char) below(0xd800) + after;
      case 4 -> before + "{}[],:\"\\\n\u0000".charAt(below(10)) + after;
      case 5 -> command.replaceFirst(":[^,:{}]*", ":" + value());
      case 6 -> command.replaceFirst(",\"[^,:]*:[^,{}]*", ",\"id\":" + value());
      case 7 -> command.replace("}", ",\"body\":" + value() + ",\"type\":\"ping\"}");
      case 8 -> "{\"a\":".repeat(below(40)) + command;
      case 9 -> command + "\n" + command() + "\n" + value();
      case 10 -> command.replaceFirst("\"type\":\"\\w*\"", "\"type\":" + value());
      default -> command + before;
    };
  }

  private String value() {
    // Group references mean something to replaceFirst.
    return VALUES.get(below(VALUES.size())).replace("\\", "\\\\");
  }

  /// A message in one frame or in fragments cut anywhere, with pings and pongs in between.
  byte[] framed(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    boolean first = true;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = 0;
    for (int cuts = below(4) == 0 ? 1 + below(5) : 0; cuts > 0; cuts--) {
      int to = from + below(payload.length - from + 1);
      RawFrame part = fragment(first, Arrays.copyOfRange(payload, from, to)).unfinished();
      first = false;
      out.writeBytes(part.bytes());
      if (random.nextBoolean()) {
        out.writeBytes(RawFrame.frame(9 + below(2), new byte[below(126)]).bytes());
      }
      from = to;
    }
    out.writeBytes(fragment(first, Arrays.copyOfRange(payload, from, payload.length)).bytes());
    return out.toByteArray();
  }

  private RawFrame fragment(boolean first, byte[] part) {
    return RawFrame.frame(first ? RawFrame.TEXT : RawFrame.CONTINUATION, part)
        .maskedWith(random.nextInt());
  }

  /// Something like frames.
  byte[] almostFrame() {
    byte[] right = framed(random.nextBoolean() ? command() : almostCommand());
    return switch (below(8)) {
      case 0, 1 -> flipped(right, Math.min(right.length, 14));
      case 2 -> flipped(right, right.length);
      case 3 -> Arrays.copyOf(right, below(right.length));
      case 4 -> noise(1 + below(40));
      case 5 ->
          RawFrame.frame(below(16), noise(below(200)))
              .reserved(below(6) == 0 ? below(8) : 0)
              .bytes();
      case 6 -> closing();
      default -> RawFrame.text(command()).declaring(random.nextLong()).bytes();
    };
  }

  private byte[] closing() {
    int code = below(5_200);
    return RawFrame.close(code == SERVER_FAILED ? 1000 : code, noise(below(10))).bytes();
  }

  private byte[] flipped(byte[] frame, int within) {
    for (int times = 1 + below(4); times > 0; times--) {
      frame[below(within)] ^= (byte) (1 << below(8));
    }
    return frame;
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
