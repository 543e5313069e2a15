package chatter.shared.api;

/// Body of `PUT /api/account/password`.
public record ChangePasswordRequest(String oldPassword, String newPassword) {
  /// Without the passwords.
  @Override
  public String toString() {
    return "ChangePasswordRequest[]";
  }
}
