package chatter.server.account;

import chatter.shared.limits.FieldRule;

/// A field that a person filled in breaks a rule; nothing was changed.
public final class InvalidFieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FieldRule rule;

  /// @param rule what is wrong with which field
  public InvalidFieldException(FieldRule rule) {
    super(rule.message());
    this.rule = rule;
  }

  /// What is wrong with which field.
  public FieldRule rule() {
    return rule;
  }
}
