package chatter.server.wire;

import java.util.ArrayList;
import java.util.List;

/// A request for a websocket. Each method changes this one and returns it.
final class Asked {
  private final List<String> headers = new ArrayList<>();
  private String method = "GET";
  private String token;
  private String httpVersion = "HTTP/1.1";
  private String body = "";

  /// One that would be granted.
  Asked(int port, String token) {
    this.token = token;
    headers.addAll(
        List.of(
            "Host: 127.0.0.1:" + port,
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
  }

  Asked with(String header) {
    headers.add(header);
    return this;
  }

  Asked without(String name) {
    headers.removeIf(header -> header.startsWith(name + ":"));
    return this;
  }

  Asked method(String other) {
    method = other;
    return this;
  }

  Asked token(String other) {
    token = other;
    return this;
  }

  Asked httpVersion(String other) {
    httpVersion = other;
    return this;
  }

  Asked body(String text) {
    body = text;
    return this;
  }

  String request() {
    return method
        + " /ws/"
        + token
        + " "
        + httpVersion
        + "\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n"
        + body;
  }
}
