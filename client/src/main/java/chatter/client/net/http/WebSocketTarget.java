package chatter.client.net.http;

import java.net.URI;
import javax.net.ssl.SSLSocketFactory;

/// Where and how a websocket opens.
///
/// @param uri holds the token: never log it
/// @param tls makes the sockets of `wss`, and judges who answers; null for `ws`
public record WebSocketTarget(URI uri, SSLSocketFactory tls) {
  /// Without the token.
  @Override
  public String toString() {
    return uri.getScheme() + " at " + uri.getRawAuthority();
  }
}
