package chatter.client.net.http;

import java.util.UUID;

/// The secret that a login returned. It never shows in a text form.
///
/// @param value the UUID4
public record SessionToken(String value) {
  public SessionToken {
    // Also keeps whatever a wrong server sends out of the websocket's path.
    value = UUID.fromString(value).toString();
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "SessionToken[]";
  }
}
