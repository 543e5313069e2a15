package chatter.server.account;

import java.util.Optional;

/// Somebody else has that name, or one that looks like it; nothing was changed.
public final class NameTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String suggestion;

  NameTakenException(Optional<String> suggestion) {
    super("the name is taken", null, false, false);
    this.suggestion = suggestion.orElse(null);
  }

  /// A name like it that was free at that moment.
  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }
}
