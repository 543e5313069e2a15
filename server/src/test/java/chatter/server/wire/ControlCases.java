package chatter.server.wire;

import static chatter.server.wire.RawFrame.PING;
import static chatter.server.wire.RawFrame.PONG;
import static chatter.server.wire.RawFrame.frame;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Pings and pongs.
final class ControlCases {
  private static final byte[] LONGEST = "x".repeat(125).getBytes(StandardCharsets.US_ASCII);

  private ControlCases() {}

  static Stream<WireCase> all() {
    return Stream.of(
        new WireCase("5.5.2", "an empty ping is answered", wire -> wire.send(frame(PING)).pongs()),
        new WireCase(
            "5.5.2",
            "a ping of one byte is answered with it",
            wire -> wire.send(frame(PING, (byte) 7)).pongs((byte) 7)),
        new WireCase(
            "5.5",
            "a ping of 125 bytes is answered with them",
            wire -> wire.send(frame(PING, LONGEST)).pongs(LONGEST)),
        new WireCase(
            "5.5.2",
            "a ping's payload need be no text",
            wire ->
                wire.send(frame(PING, (byte) 0, (byte) 0xff, (byte) 0xfe, (byte) 0xc0))
                    .pongs((byte) 0, (byte) 0xff, (byte) 0xfe, (byte) 0xc0)),
        new WireCase(
            "5.5.3",
            "ten pings in one segment are answered, the last one last",
            wire ->
                wire.sendTogether(
                        IntStream.range(0, 10)
                            .mapToObj(i -> frame(PING, (byte) i))
                            .toArray(RawFrame[]::new))
                    .pongs((byte) 0)
                    .pongs((byte) 1)
                    .pongs((byte) 2)
                    .pongs((byte) 3)
                    .pongs((byte) 4)
                    .pongs((byte) 5)
                    .pongs((byte) 6)
                    .pongs((byte) 7)
                    .pongs((byte) 8)
                    .pongs((byte) 9)),
        new WireCase(
            "5.5",
            "a ping that comes byte by byte is answered",
            wire -> wire.drip(frame(PING, LONGEST)).pongs(LONGEST)),
        new WireCase(
            "5.5",
            "a ping of 126 bytes is closed with 1002",
            wire -> wire.send(frame(PING, new byte[126])).closesWith(1002)),
        new WireCase(
            "5.5",
            "a pong of 126 bytes is closed with 1002",
            wire -> wire.send(frame(PONG, new byte[126])).closesWith(1002)),
        new WireCase(
            "5.5",
            "a ping that declares 64 KiB is closed with 1002 at the first of them",
            wire -> wire.sendStart(frame(PING, "x").declaring(65_536), 15).closesWith(1002)),
        new WireCase(
            "5.5",
            "a ping in fragments is closed with 1002",
            wire -> wire.send(frame(PING, "a").unfinished()).closesWith(1002)),
        new WireCase(
            "5.5",
            "a pong in fragments is closed with 1002",
            wire -> wire.send(frame(PONG, "a").unfinished()).closesWith(1002)),
        new WireCase(
            "5.5",
            "a close in fragments is closed with 1002",
            wire -> wire.send(RawFrame.close(1000).unfinished()).closesWith(1002)),
        new WireCase(
            "5.5.3",
            "a pong nobody asked for brings nothing",
            wire ->
                wire.send(frame(PONG, "unasked"), frame(PONG), frame(PONG, LONGEST)).staysOpen()));
  }
}
