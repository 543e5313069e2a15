package chatter.server;

import chatter.shared.api.Registration;
import chatter.shared.limits.FieldRule;

/// What a server is called and who may join it, as far as the start says so. Both are kept in the
/// data folder, and people may change them while the server runs.
///
/// @param name what its people call it; null for what is kept
/// @param registration who may make an account; null for what is kept
public record Who(String name, Registration registration) {
  public Who {
    if (name != null) {
      FieldRule.checkTitle(name)
          .ifPresent(rule -> {
            throw new IllegalArgumentException("the server's name: " + rule.message());
          });
    }
  }
}
