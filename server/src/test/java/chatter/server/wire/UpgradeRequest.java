package chatter.server.wire;

import java.util.ArrayList;
import java.util.List;

/// A request for a websocket. Each method changes this one and returns it.
final class UpgradeRequest {
  private final List<String> headers = new ArrayList<>();
  private String method = "GET";
  private String token;
  private String httpVersion = "HTTP/1.1";
  private String body = "";

  /// One that would be granted.
  UpgradeRequest(int port, String token) {
    this.token = token;
    headers.addAll(
        List.of(
            "Host: 127.0.0.1:" + port,
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
  }

  UpgradeRequest with(String header) {
    headers.add(header);
    return this;
  }

  UpgradeRequest without(String name) {
    headers.removeIf(header -> header.startsWith(name + ":"));
    return this;
  }

  UpgradeRequest method(String other) {
    method = other;
    return this;
  }

  UpgradeRequest token(String other) {
    token = other;
    return this;
  }

  UpgradeRequest httpVersion(String other) {
    httpVersion = other;
    return this;
  }

  UpgradeRequest body(String text) {
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
