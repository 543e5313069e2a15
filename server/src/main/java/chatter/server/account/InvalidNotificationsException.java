package chatter.server.account;

import chatter.shared.notification.NotificationSettings;

/// What somebody said about notifications means nothing; nothing was changed.
public final class InvalidNotificationsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /// @param problem what is wrong with which field
  public InvalidNotificationsException(NotificationSettings.Problem problem) {
    super(problem.detail());
    this.field = problem.field();
  }

  /// The JSON field it is about; the message is a sentence for a person.
  public String field() {
    return field;
  }
}
