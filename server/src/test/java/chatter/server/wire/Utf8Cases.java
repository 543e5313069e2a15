package chatter.server.wire;

import static chatter.server.wire.RawFrame.CONTINUATION;
import static chatter.server.wire.RawFrame.PING;
import static chatter.server.wire.RawFrame.TEXT;
import static chatter.server.wire.RawFrame.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

/// Text that is UTF-8 and text that is not (RFC 6455, 8.1). The bytes stand in a field that the
/// server ignores, so the command is answered if and only if they are right.
final class Utf8Cases {
  private Utf8Cases() {}

  static Stream<WireCase> all() {
    return Stream.of(whole(), split()).flatMap(s -> s);
  }

  private static Stream<WireCase> whole() {
    return Stream.of(
        right(
            "the first and the last of two, three and four bytes",
            "c280dfbfe0a080efbfbff0908080f48fbfbf"),
        right("those around the surrogates", "ed9fbfee8080"),
        right("a byte order mark and characters that are none", "efbbbfefbfbeefbfbff09fbfbf"),
        wrong("a continuation byte without a start", "80"),
        wrong("the last continuation byte without a start", "bf"),
        wrong("a start of two without its second", "c322"),
        wrong("a start of three without its third", "e282"),
        wrong("a start of four without its fourth", "f09f92"),
        wrong("two starts in a row", "c3c3a9"),
        wrong("one continuation byte too many", "c3a9a9"),
        wrong("an overlong slash in two bytes", "c0af"),
        wrong("an overlong NUL in two bytes", "c080"),
        wrong("the longest overlong two bytes", "c1bf"),
        wrong("an overlong slash in three bytes", "e080af"),
        wrong("an overlong slash in four bytes", "f08080af"),
        wrong("the first high surrogate", "eda080"),
        wrong("the last low surrogate", "edbfbf"),
        wrong("a pair of surrogates", "eda0bdedb2a9"),
        wrong("the first character beyond the last", "f4908080"),
        wrong("a start of four far beyond the last", "f5808080"),
        wrong("a start of five", "f888808080"),
        wrong("a start of six", "fc8480808080"),
        wrong("0xFE", "fe"),
        wrong("0xFF", "ff"),
        new WireCase(
            "8.1",
            "text cut off in the middle of its last character is closed with 1007",
            wire -> wire.send(frame(TEXT, bytes("c3"))).closesWith(1007)),
        new WireCase(
            "8.1",
            "a wrong byte behind 60,000 right ones is closed with 1007",
            wire ->
                wire.send(
                        frame(
                            TEXT,
                            join(
                                "x".repeat(60_000).getBytes(StandardCharsets.US_ASCII),
                                bytes("ff"))))
                    .closesWith(1007)),
        new WireCase(
            "5.5.2",
            "what is no UTF-8 in a ping between fragments harms nothing",
            wire ->
                wire.send(
                        RawFrame.text("{\"type\":\"ping\",").unfinished(),
                        frame(PING, bytes("c3ff")),
                        frame(CONTINUATION, "\"id\":4}"))
                    .pongs(bytes("c3ff"))
                    .answersPing(4)));
  }

  private static Stream<WireCase> split() {
    byte[] command = command(5, bytes("c3a9e282acf09f92a9"));
    return Stream.of(
        new WireCase(
            "8.1",
            "characters cut at every place between two fragments are whole again",
            wire -> {
              for (int cut = 1; cut < command.length; cut++) {
                wire.send(
                        frame(TEXT, Arrays.copyOf(command, cut)).unfinished(),
                        frame(CONTINUATION, Arrays.copyOfRange(command, cut, command.length)))
                    .answersPing(5);
              }
            }),
        new WireCase(
            "8.1",
            "a character with an empty fragment and a ping inside is whole again",
            wire ->
                wire.send(
                        frame(TEXT, start(6)).unfinished(),
                        frame(CONTINUATION, bytes("f09f")).unfinished(),
                        frame(CONTINUATION).unfinished(),
                        frame(PING, "inside"),
                        frame(CONTINUATION, join(bytes("92a9"), end())))
                    .answersPing(6)),
        new WireCase(
            "8.1",
            "a character cut by a fragment of other text is closed with 1007",
            wire ->
                wire.send(
                        frame(TEXT, join(start(7), bytes("f09f"))).unfinished(),
                        frame(CONTINUATION, "x").unfinished(),
                        frame(CONTINUATION, join(bytes("92a9"), end())))
                    .closesWith(1007)),
        new WireCase(
            "8.1",
            "a character that the next message would finish is closed with 1007",
            wire -> wire.send(frame(TEXT, bytes("c3")), frame(TEXT, bytes("a9"))).closesWith(1007)),
        new WireCase(
            "8.1",
            "a surrogate whose halves come in two fragments is closed with 1007",
            wire ->
                wire.send(
                        frame(TEXT, join(start(8), bytes("ed"))).unfinished(),
                        frame(CONTINUATION, join(bytes("a080"), end())))
                    .closesWith(1007)),
        new WireCase(
            "8.1",
            "a wrong byte in the first of three fragments is closed with 1007",
            wire ->
                wire.send(
                        frame(TEXT, bytes("ff")).unfinished(),
                        frame(CONTINUATION, "x").unfinished(),
                        frame(CONTINUATION, "y"))
                    .closesWith(1007)),
        new WireCase(
            "8.1",
            "a last fragment that is empty does not finish a character: closed with 1007",
            wire ->
                wire.send(frame(TEXT, bytes("c3")).unfinished(), frame(CONTINUATION))
                    .closesWith(1007)));
  }

  private static WireCase right(String what, String hex) {
    return new WireCase(
        "8.1",
        what + " are text",
        wire -> wire.send(frame(TEXT, command(1, bytes(hex)))).answersPing(1));
  }

  private static WireCase wrong(String what, String hex) {
    return new WireCase(
        "8.1",
        what + " is closed with 1007",
        wire -> wire.send(frame(TEXT, command(1, bytes(hex)))).closesWith(1007));
  }

  private static byte[] command(int id, byte[] inside) {
    return join(start(id), inside, end());
  }

  private static byte[] start(int id) {
    return ("{\"type\":\"ping\",\"id\":" + id + ",\"x\":\"").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] end() {
    return "\"}".getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
