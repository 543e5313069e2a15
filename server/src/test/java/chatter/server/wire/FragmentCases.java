package chatter.server.wire;

import static chatter.server.wire.RawFrame.BINARY;
import static chatter.server.wire.RawFrame.CONTINUATION;
import static chatter.server.wire.RawFrame.PING;
import static chatter.server.wire.RawFrame.PONG;
import static chatter.server.wire.RawFrame.TEXT;
import static chatter.server.wire.RawFrame.frame;
import static chatter.server.wire.RawFrame.text;
import static chatter.server.wire.RawWebSocket.ping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/// Messages in several frames.
final class FragmentCases {
  private FragmentCases() {}

  static Stream<WireCase> all() {
    return Stream.of(
        new WireCase(
            "5.4",
            "a command in two fragments is answered",
            wire ->
                wire.send(
                        text("{\"type\":\"pi").unfinished(), frame(CONTINUATION, "ng\",\"id\":1}"))
                    .answersPing(1)),
        new WireCase(
            "5.4",
            "a command in a fragment for each byte is answered",
            wire -> {
              String command = ping(2);
              wire.send(text(command.substring(0, 1)).unfinished());
              for (int i = 1; i < command.length() - 1; i++) {
                wire.send(frame(CONTINUATION, command.substring(i, i + 1)).unfinished());
              }
              wire.send(frame(CONTINUATION, command.substring(command.length() - 1)))
                  .answersPing(2);
            }),
        new WireCase(
            "5.4",
            "empty fragments before, between and after are part of the message",
            wire ->
                wire.send(
                        text("").unfinished(),
                        frame(CONTINUATION, "{\"type\":\"ping\",").unfinished(),
                        frame(CONTINUATION).unfinished(),
                        frame(CONTINUATION, "\"id\":3}").unfinished(),
                        frame(CONTINUATION))
                    .answersPing(3)),
        new WireCase(
            "5.4",
            "a message of empty fragments alone is an empty message, and rejected",
            wire ->
                wire.send(
                        text("").unfinished(),
                        frame(CONTINUATION).unfinished(),
                        frame(CONTINUATION))
                    .rejects("bad_frame")
                    .staysOpen()),
        new WireCase(
            "5.4",
            "ten thousand empty fragments are one message",
            wire -> {
              RawFrame[] frames = new RawFrame[10_001];
              Arrays.setAll(frames, i -> frame(CONTINUATION).unfinished());
              frames[0] = text(ping(4)).unfinished();
              frames[10_000] = frame(CONTINUATION);
              wire.sendTogether(frames).answersPing(4);
            }),
        new WireCase(
            "5.4",
            "a binary message in fragments is rejected as one, and the connection stays",
            wire ->
                wire.send(frame(BINARY, "a").unfinished(), frame(CONTINUATION, "b"))
                    .rejects("bad_frame")
                    .staysOpen()),
        new WireCase(
            "5.4",
            "fragments with a ping between them are answered both",
            wire ->
                wire.send(
                        text("{\"type\":\"ping\",").unfinished(),
                        frame(PING, "between"),
                        frame(CONTINUATION, "\"id\":5}"))
                    .pongs("between".getBytes(StandardCharsets.UTF_8))
                    .answersPing(5)),
        new WireCase(
            "5.4",
            "fragments with a pong nobody asked for between them are answered",
            wire ->
                wire.send(
                        text("{\"type\":\"ping\",").unfinished(),
                        frame(PONG, "unasked"),
                        frame(CONTINUATION, "\"id\":6}"))
                    .answersPing(6)),
        new WireCase(
            "5.5.1",
            "a close between two fragments is answered with its code",
            wire -> wire.send(text("{").unfinished(), RawFrame.close(1001)).closesWith(1001)),
        new WireCase(
            "5.4",
            "a continuation of nothing is closed with 1002",
            wire -> wire.send(frame(CONTINUATION, ping(1))).closesWith(1002)),
        new WireCase(
            "5.4",
            "an unfinished continuation of nothing is closed with 1002",
            wire -> wire.send(frame(CONTINUATION, ping(1)).unfinished()).closesWith(1002)),
        new WireCase(
            "5.4",
            "a continuation after the last fragment is closed with 1002",
            wire ->
                wire.send(
                        text("{").unfinished(), frame(CONTINUATION, "}"), frame(CONTINUATION, "{}"))
                    .closesWith(1002)),
        new WireCase(
            "5.4",
            "a text frame inside a fragmented message is closed with 1002",
            wire -> wire.send(text("{").unfinished(), text(ping(1))).closesWith(1002)),
        new WireCase(
            "5.4",
            "an unfinished text frame inside a fragmented message is closed with 1002",
            wire -> wire.send(text("{").unfinished(), text("}").unfinished()).closesWith(1002)),
        new WireCase(
            "5.4",
            "a binary frame inside a fragmented text is closed with 1002",
            wire -> wire.send(text("{").unfinished(), frame(BINARY, "x")).closesWith(1002)),
        new WireCase(
            "5.4",
            "fragments that are together too long are closed with 1009",
            wire -> {
              String part = "x".repeat(64 * 1024);
              wire.send(
                      frame(TEXT, part).unfinished(),
                      frame(CONTINUATION, part).unfinished(),
                      frame(CONTINUATION, part).unfinished(),
                      frame(CONTINUATION, part).unfinished(),
                      frame(CONTINUATION, "x"))
                  .closesWith(1009);
            }),
        new WireCase(
            "5.4",
            "a message that never ends keeps nobody from leaving",
            wire -> wire.send(text("{").unfinished()).finish().closesWith(RawWebSocket.NO_FRAME)));
  }
}
