package chatter.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.RawSocket;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Upgrades that are granted, and those that are not.
final class HandshakeCases {
  private HandshakeCases() {}

  static Stream<HandshakeCase> all() {
    return Stream.of(granted(), refused(), large()).flatMap(s -> s);
  }

  private static Stream<HandshakeCase> granted() {
    return Stream.of(
        new HandshakeCase(
            "4.2.2",
            "an upgrade is granted with the key's proof",
            101,
            asked -> asked,
            // The example that RFC 6455 itself gives (1.3).
            answer ->
                assertEquals(
                    Optional.of("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
                    answer.header("Sec-WebSocket-Accept"))),
        new HandshakeCase(
            "4.2.1",
            "names and values of headers in any case are understood",
            101,
            asked ->
                asked
                    .without("Upgrade")
                    .without("Connection")
                    .with("uPGRADE: WebSocket")
                    .with("CONNECTION: keep-alive, UPGRADE"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "9.1",
            "permessage-deflate is offered and not agreed to: 101 without an extension",
            101,
            asked ->
                asked.with("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"),
            answer -> assertEquals(Optional.empty(), answer.header("Sec-WebSocket-Extensions"))),
        new HandshakeCase(
            "9.1",
            "extensions nobody knows are not agreed to: 101 without an extension",
            101,
            asked ->
                asked.with("Sec-WebSocket-Extensions: x-webkit-deflate-frame, foo;bar=\"baz\""),
            answer -> assertEquals(Optional.empty(), answer.header("Sec-WebSocket-Extensions"))),
        new HandshakeCase(
            "4.2.2",
            "a subprotocol nobody knows is not agreed to: 101 without one",
            101,
            asked -> asked.with("Sec-WebSocket-Protocol: soap"),
            answer -> assertEquals(Optional.empty(), answer.header("Sec-WebSocket-Protocol"))),
        new HandshakeCase(
            "4.2.2",
            "chatter.v2 among several is agreed to",
            101,
            asked -> asked.with("Sec-WebSocket-Protocol: soap, chatter.v1,chatter.v2 , wamp"),
            answer ->
                assertEquals(Optional.of("chatter.v2"), answer.header("Sec-WebSocket-Protocol"))),
        new HandshakeCase(
            "4.2.2",
            "chatter.v2 in a header line of its own is agreed to",
            101,
            asked ->
                asked
                    .with("Sec-WebSocket-Protocol: soap")
                    .with("Sec-WebSocket-Protocol: chatter.v2"),
            answer ->
                assertEquals(Optional.of("chatter.v2"), answer.header("Sec-WebSocket-Protocol"))));
  }

  private static Stream<HandshakeCase> refused() {
    return Stream.of(
        new HandshakeCase(
            "4.2.1",
            "an upgrade without a key is refused with 400",
            400,
            asked -> asked.without("Sec-WebSocket-Key"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade with a key that is too short is refused with 400",
            400,
            asked -> asked.without("Sec-WebSocket-Key").with("Sec-WebSocket-Key: c2hvcnQ="),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade with a key that is no base64 is refused with 400",
            400,
            asked ->
                asked
                    .without("Sec-WebSocket-Key")
                    .with("Sec-WebSocket-Key: ************************"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade with an empty key is refused with 400",
            400,
            asked -> asked.without("Sec-WebSocket-Key").with("Sec-WebSocket-Key:"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "11.3.1",
            "an upgrade with two keys is refused with 400",
            400,
            asked -> asked.with("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="),
            HandshakeCases::nothingElse),
        version("8"),
        version("0"),
        version("14"),
        version("13, 8"),
        version("thirteen"),
        new HandshakeCase(
            "4.2.1",
            "an upgrade without a version is refused with 426",
            426,
            asked -> asked.without("Sec-WebSocket-Version"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade by POST is refused with 426",
            426,
            asked -> asked.method("POST"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade by HEAD is refused with 426",
            426,
            asked -> asked.method("HEAD"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "a request without Upgrade is refused with 426",
            426,
            asked -> asked.without("Upgrade"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade to something else is refused with 426",
            426,
            asked -> asked.without("Upgrade").with("Upgrade: irc"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an Upgrade that Connection does not speak of is refused with 400",
            400,
            asked -> asked.without("Connection").with("Connection: keep-alive"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade without Connection is refused with 400",
            400,
            asked -> asked.without("Connection"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade in HTTP/1.0 is refused with 426",
            426,
            asked -> asked.httpVersion("HTTP/1.0"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade without Host is refused with 400",
            400,
            asked -> asked.without("Host"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "10.2",
            "an upgrade for a foreign page is refused with 403",
            403,
            asked -> asked.with("Origin: https://evil.example"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "10.5",
            "an upgrade with a token nobody has is refused with 401",
            401,
            asked -> asked.token(UUID.randomUUID().toString()),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "10.5",
            "an upgrade with a token that is none is refused with 401",
            401,
            asked -> asked.token("none"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "3",
            "an upgrade with a path that is none is refused with 400",
            400,
            asked -> asked.token("%00%ff"),
            HandshakeCases::nothingElse));
  }

  private static Stream<HandshakeCase> large() {
    return Stream.of(
        new HandshakeCase(
            "4.2.1",
            "headers over 8 KiB are refused with 431",
            431,
            asked -> asked.with("X-Padding: " + "x".repeat(9_000)),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "a request line over 8 KiB is refused with 414",
            414,
            asked -> asked.token("x".repeat(100_000)),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade with a body is refused with 400",
            400,
            asked -> asked.with("Content-Length: 5").body("hello"),
            HandshakeCases::nothingElse),
        new HandshakeCase(
            "4.2.1",
            "an upgrade with a body in chunks is refused with 400",
            400,
            asked -> asked.with("Transfer-Encoding: chunked").body("5\r\nhello\r\n0\r\n\r\n"),
            HandshakeCases::nothingElse));
  }

  private static HandshakeCase version(String version) {
    return new HandshakeCase(
        "4.4",
        "an upgrade to version " + version + " is refused with 426 and the version there is",
        426,
        asked -> asked.without("Sec-WebSocket-Version").with("Sec-WebSocket-Version: " + version),
        answer -> assertEquals(Optional.of("13"), answer.header("Sec-WebSocket-Version")));
  }

  private static void nothingElse(RawSocket answer) {
    // The status says it all.
  }
}
