package chatter.shared.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What may be asked for of all that was shared in a conversation.
public enum SharedKind {
  /// Files that are drawn: pictures whose size in pixels is known.
  PICTURES,
  /// All other files.
  FILES,
  /// Where the texts of messages lead.
  LINKS;

  /// As it is written.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The one of that name.
  public static Optional<SharedKind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.wireName().equals(name)).findFirst();
  }
}
