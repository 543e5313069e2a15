package chatter.server.wire;

import static chatter.server.wire.RawFrame.BINARY;
import static chatter.server.wire.RawFrame.CONTINUATION;
import static chatter.server.wire.RawFrame.PING;
import static chatter.server.wire.RawFrame.TEXT;
import static chatter.server.wire.RawFrame.frame;
import static chatter.server.wire.RawFrame.text;
import static chatter.server.wire.RawWebSocket.ping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a frame's first bytes say: masks, reserved bits, opcodes and lengths.
final class HeaderCases {
  private static final long HALF_A_TERABYTE = 1L << 39;

  /// By the next byte.
  private static final String TOO_LONG = "x".repeat(256 * 1024);

  private HeaderCases() {}

  static Stream<WireCase> all() {
    return Stream.of(masks(), reservedBits(), opcodes(), lengths()).flatMap(s -> s);
  }

  private static Stream<WireCase> masks() {
    return Stream.of(
        new WireCase(
            "5.1",
            "an unmasked text frame is closed with 1002",
            wire -> wire.send(text(ping(1)).unmasked()).closesWith(1002)),
        new WireCase(
            "5.1",
            "an unmasked empty frame is closed with 1002",
            wire -> wire.send(text("").unmasked()).closesWith(1002)),
        new WireCase(
            "5.1",
            "an unmasked ping is closed with 1002",
            wire -> wire.send(frame(PING, "x").unmasked()).closesWith(1002)),
        new WireCase(
            "5.1",
            "an unmasked close is closed with 1002",
            wire -> wire.send(RawFrame.close(1000).unmasked()).closesWith(1002)),
        new WireCase(
            "5.1",
            "an unmasked continuation of a masked fragment is closed with 1002",
            wire ->
                wire.send(text("{").unfinished(), frame(CONTINUATION, "}").unmasked())
                    .closesWith(1002)),
        new WireCase(
            "5.3",
            "a mask of zeros is a mask",
            wire -> wire.send(text(ping(1)).maskedWith(0)).answersPing(1)),
        new WireCase(
            "5.3",
            "a mask of ones is a mask",
            wire -> wire.send(text(ping(2)).maskedWith(-1)).answersPing(2)),
        new WireCase(
            "5.3",
            "each byte of the mask counts for its own position",
            wire -> {
              for (int position = 0; position < 4; position++) {
                wire.send(text(ping(10 + position)).maskedWith(0xa5 << (8 * position)))
                    .answersPing(10 + position);
              }
            }),
        new WireCase(
            "5.3",
            "payloads of every length to 8 are unmasked right to their ends",
            wire -> {
              for (int length = 0; length <= 8; length++) {
                byte[] payload =
                    Arrays.copyOf("Chatter!".getBytes(StandardCharsets.US_ASCII), length);
                wire.send(frame(PING, payload)).pongs(payload);
              }
            }),
        new WireCase(
            "5.3",
            "every fragment has a mask of its own",
            wire ->
                wire.send(
                        text("{\"type\":\"ping\",").unfinished().maskedWith(0x01020304),
                        frame(CONTINUATION, "\"id\":3}").maskedWith(0x7f6e5d4c))
                    .answersPing(3)));
  }

  private static Stream<WireCase> reservedBits() {
    return Stream.concat(
        IntStream.rangeClosed(1, 7)
            .mapToObj(bits ->
                new WireCase(
                    "5.2",
                    "a text frame with the reserved bits " + bits + " is closed with 1002",
                    wire -> wire.send(text(ping(1)).reserved(bits)).closesWith(1002))),
        Stream.of(
            new WireCase(
                "5.2",
                "a ping with RSV1 is closed with 1002",
                wire -> wire.send(frame(PING).reserved(4)).closesWith(1002)),
            new WireCase(
                "5.2",
                "a close with RSV2 is closed with 1002",
                wire -> wire.send(RawFrame.close(1000).reserved(2)).closesWith(1002)),
            new WireCase(
                "5.2",
                "a continuation with RSV1 is closed with 1002",
                wire ->
                    wire.send(text("{").unfinished(), frame(CONTINUATION, "}").reserved(4))
                        .closesWith(1002))));
  }

  private static Stream<WireCase> opcodes() {
    return Stream.concat(
        Stream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
            .map(opcode ->
                new WireCase(
                    "5.2",
                    "the reserved opcode " + opcode + " is closed with 1002",
                    wire -> wire.send(frame(opcode, "x")).closesWith(1002))),
        Stream.of(
            new WireCase(
                "5.2",
                "a reserved opcode inside a fragmented message is closed with 1002",
                wire -> wire.send(text("{").unfinished(), frame(3, "x")).closesWith(1002)),
            new WireCase(
                "5.6",
                "a binary frame is rejected, and the connection stays",
                wire -> wire.send(frame(BINARY, ping(1))).rejects("bad_frame").staysOpen())));
  }

  private static Stream<WireCase> lengths() {
    return Stream.of(
        new WireCase(
            "5.2",
            "payloads of 125, 126, 65,535 and 65,536 bytes are read to their ends",
            wire -> {
              for (int length : List.of(125, 126, 65_535, 65_536)) {
                wire.send(text(padded(length))).answersPing(length);
              }
            }),
        new WireCase(
            "5.2",
            "a frame of 65,537 bytes is rejected by its number, and the connection stays",
            wire -> wire.send(text(padded(65_537))).rejects("too_large").staysOpen()),
        // The sender must not write so; a receiver that reads it harms nobody.
        new WireCase(
            "5.2",
            "a short length in two bytes is read",
            wire -> wire.send(text(ping(1)).lengthIn(2)).answersPing(1)),
        new WireCase(
            "5.2",
            "a short length in eight bytes is read",
            wire -> wire.send(text(ping(2)).lengthIn(8)).answersPing(2)),
        new WireCase(
            "5.2",
            "an empty frame with its length in eight bytes is rejected, and the connection stays",
            wire -> wire.send(text("").lengthIn(8)).rejects("bad_frame").staysOpen()),
        partly("one byte more than a message may have", 256 * 1024 + 1),
        partly("1.5 GB", 1_500_000_000L),
        partly("2^31 - 1 bytes", Integer.MAX_VALUE),
        declared("2 GiB", 1L << 31),
        declared("4 GiB and 5 bytes", (1L << 32) + 5),
        declared("half a terabyte", HALF_A_TERABYTE),
        declared("2^63 - 1 bytes", Long.MAX_VALUE),
        declared("2^63 bytes, whose highest bit must be 0,", Long.MIN_VALUE),
        declared("2^64 - 1 bytes", -1),
        new WireCase(
            "10.4",
            "a continuation that declares 1.5 GB is closed with 1009 when the message is too long",
            wire ->
                wire.send(text(TOO_LONG).unfinished())
                    .sendStart(frame(CONTINUATION, "x").declaring(1_500_000_000L), 15)
                    .closesWith(1009)));
  }

  private static WireCase declared(String what, long length) {
    return new WireCase(
        "10.4",
        "a frame that declares " + what + " is closed with 1009 before it comes",
        wire -> wire.sendStart(frame(TEXT).declaring(length), 14).closesWith(1009));
  }

  /// What is declared costs the server nothing, and so may be until too much has come.
  private static WireCase partly(String what, long length) {
    return new WireCase(
        "10.4",
        "a frame that declares " + what + " is closed with 1009 once 256 KiB of it have come",
        wire -> wire.send(text(TOO_LONG + "x").declaring(length)).closesWith(1009));
  }

  /// A ping of so many bytes, with their number as its number.
  private static String padded(int length) {
    String start = "{\"type\":\"ping\",\"id\":" + length + ",\"x\":\"";
    return start + "x".repeat(length - start.length() - 2) + "\"}";
  }
}
