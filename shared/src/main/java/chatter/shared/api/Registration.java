package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who may make an account on a server. The first account of a server always may be made.
public enum Registration {
  /// Everybody who can reach the server.
  OPEN,
  /// Whoever has an invite.
  INVITE,
  /// Nobody.
  CLOSED;

  /// As it is written in JSON, on the command line and in the database.
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads what `wireName` writes; empty for anything else.
  public static Optional<Registration> named(String wireName) {
    return Arrays.stream(values()).filter(r -> r.wireName().equals(wireName)).findFirst();
  }

  @JsonCreator
  static Registration of(String wireName) {
    return named(wireName)
        .orElseThrow(() -> new IllegalArgumentException("there is no registration " + wireName));
  }
}
