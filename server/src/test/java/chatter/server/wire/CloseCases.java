package chatter.server.wire;

import static chatter.server.wire.RawFrame.CLOSE;
import static chatter.server.wire.RawFrame.PING;
import static chatter.server.wire.RawFrame.close;
import static chatter.server.wire.RawFrame.frame;
import static chatter.server.wire.RawFrame.text;
import static chatter.server.wire.RawWebSocket.ping;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Closing handshakes, and TCP connections that end without one.
final class CloseCases {
  private CloseCases() {}

  static Stream<WireCase> all() {
    return Stream.of(codes(), frames(), endings()).flatMap(s -> s);
  }

  private static Stream<WireCase> codes() {
    return Stream.concat(
        IntStream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999)
            .mapToObj(code ->
                new WireCase(
                    "5.5.1",
                    "a close with " + code + " is answered with " + code,
                    wire -> wire.send(close(code)).closesWith(code))),
        IntStream.of(0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535)
            .mapToObj(code ->
                new WireCase(
                    "7.4",
                    "a close with " + code + ", which may not be sent, is answered with 1002",
                    wire -> wire.send(close(code)).closesWith(1002))));
  }

  private static Stream<WireCase> frames() {
    return Stream.of(
        new WireCase(
            "5.5.1",
            "a close without a code is answered by one without",
            wire -> wire.send(frame(CLOSE)).closesWith(RawWebSocket.NO_CODE)),
        new WireCase(
            "5.5.1",
            "a close with half a code is answered with 1002",
            wire -> wire.send(frame(CLOSE, (byte) 3)).closesWith(1002)),
        new WireCase(
            "5.5.1",
            "a close with the longest reason is answered",
            wire ->
                wire.send(close(1000, "x".repeat(123).getBytes(StandardCharsets.US_ASCII)))
                    .closesWith(1000)),
        new WireCase(
            "5.5",
            "a close with a reason one byte too long is answered with 1002",
            wire ->
                wire.send(close(1000, "x".repeat(124).getBytes(StandardCharsets.US_ASCII)))
                    .closesWith(1002)),
        new WireCase(
            "8.1",
            "a close with a reason that is no UTF-8 is answered with 1007",
            wire -> wire.send(close(1000, (byte) 0xc3, (byte) 0x28)).closesWith(1007)),
        new WireCase(
            "8.1",
            "a close with a reason cut off in a character is answered with 1007",
            wire -> wire.send(close(1000, (byte) 'x', (byte) 0xe2, (byte) 0x82)).closesWith(1007)),
        new WireCase(
            "5.5.1",
            "a close that comes byte by byte is answered",
            wire -> wire.drip(close(4321)).closesWith(4321)),
        new WireCase(
            "5.5.1",
            "a command before the close is still answered",
            wire -> wire.sendTogether(text(ping(1)), close(1000)).closesWith(1000)));
  }

  private static Stream<WireCase> endings() {
    return Stream.of(
        new WireCase(
            "5.5.1",
            "what follows a close is not read, not even a mistake",
            wire ->
                wire.sendTogether(
                        close(1000), text(ping(1)), frame(PING, "x"), text("x").reserved(7))
                    .closesWith(1000)),
        new WireCase(
            "5.5.1",
            "a second close is not answered",
            wire -> wire.sendTogether(close(1000), close(1001)).closesWith(1000)),
        new WireCase(
            "7.1.1",
            "after the closing handshake the server ends the TCP connection",
            wire -> wire.send(close(1000)).closesUnansweredWith(1000)),
        new WireCase(
            "7.1.7",
            "a peer that never answers a close with 1002 is disconnected",
            wire -> wire.send(text("x").reserved(1)).closesUnansweredWith(1002)),
        new WireCase(
            "7.1.7",
            "a peer that never answers a close with 1007 is disconnected",
            wire -> wire.send(frame(RawFrame.TEXT, (byte) 0xff)).closesUnansweredWith(1007)),
        new WireCase(
            "7.1.7",
            "a peer that never answers a close with 1009 is disconnected",
            wire -> wire.sendStart(text("").declaring(1L << 31), 14).closesUnansweredWith(1009)),
        new WireCase(
            "7.1.7",
            "a peer that sends on after a close with 1002 is not read and disconnected",
            wire ->
                wire.sendTogether(text("x").reserved(1), text(ping(1)), text(ping(2)))
                    .closesUnansweredWith(1002)),
        new WireCase(
            "7.1.4",
            "a peer that ends its half of TCP without a close is disconnected",
            wire -> wire.finish().closesWith(RawWebSocket.NO_FRAME)),
        new WireCase(
            "7.1.4",
            "a command and the end of TCP in one go leave nothing behind",
            wire -> wire.send(text(ping(1))).finish().closesWith(RawWebSocket.NO_FRAME)),
        new WireCase(
            "7.1.4",
            "a frame cut off by the end of TCP is not a command",
            wire -> wire.sendStart(text(ping(1)), 9).finish().closesWith(RawWebSocket.NO_FRAME)),
        new WireCase(
            "7.1.4",
            "a header cut off by the end of TCP is not a frame",
            wire -> wire.sendStart(text(ping(1)), 1).finish().closesWith(RawWebSocket.NO_FRAME)),
        new WireCase(
            "7.1.4",
            "an RST between two frames leaves nothing behind",
            wire -> wire.staysOpen().reset()),
        new WireCase(
            "7.1.4",
            "an RST in the middle of a frame leaves nothing behind",
            wire -> wire.sendStart(text(ping(1)), 12).reset()),
        new WireCase(
            "7.1.4",
            "an RST in the middle of a fragmented message leaves nothing behind",
            wire -> wire.send(text("{").unfinished()).reset()),
        new WireCase(
            "7.1.4",
            "an RST instead of the end of a closing handshake leaves nothing behind",
            wire -> wire.send(close(1000)).reset()),
        new WireCase(
            "5.2",
            "a command that comes byte by byte is answered",
            wire -> wire.drip(text(ping(3))).answersPing(3)),
        new WireCase(
            "5.2",
            "many frames in one TCP segment are answered",
            wire ->
                wire.sendTogether(
                        IntStream.rangeClosed(1, 100)
                            .mapToObj(i -> text(ping(i)))
                            .toArray(RawFrame[]::new))
                    .answersPing(100)));
  }
}
