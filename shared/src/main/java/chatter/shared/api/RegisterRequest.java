package chatter.shared.api;

/// Body of `POST /api/register`. Fields may be null here; the server answers 422 for what is
/// missing.
public record RegisterRequest(String name, String email, String password) {
  /// Without the password.
  @Override
  public String toString() {
    return "RegisterRequest[email=" + email + "]";
  }
}
