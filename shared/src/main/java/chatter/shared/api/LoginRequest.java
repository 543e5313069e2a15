package chatter.shared.api;

/// Body of `POST /api/login`.
///
/// @param device what to call this login in the list of signed-in devices; null lets the server
///   guess
public record LoginRequest(String email, String password, String device) {
  /// Without the password.
  @Override
  public String toString() {
    return "LoginRequest[email=" + email + "]";
  }
}
