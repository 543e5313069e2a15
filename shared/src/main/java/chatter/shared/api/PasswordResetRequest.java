package chatter.shared.api;

/// Body of `POST /api/password-resets`.
public record PasswordResetRequest(String code, String newPassword) {
  /// Without the code and the password.
  @Override
  public String toString() {
    return "PasswordResetRequest[]";
  }
}
