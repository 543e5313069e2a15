package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who makes rooms on a server.
public enum RoomsBy {
  /// Everybody who is in the chat.
  @JsonProperty("all")
  ALL,
  /// Those who administer it.
  @JsonProperty("admins")
  ADMINS;

  /// As it is written and stored.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The one of that name.
  public static Optional<RoomsBy> named(String name) {
    return Arrays.stream(values()).filter(by -> by.wireName().equals(name)).findFirst();
  }
}
