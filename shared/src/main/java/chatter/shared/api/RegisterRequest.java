package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/// Body of `POST /api/register`. Fields may be null here; the server answers 422 for what is
/// missing.
///
/// @param invite the code of an invite, however it was typed; null for none
public record RegisterRequest(
    String name,
    String email,
    String password,
    @JsonInclude(JsonInclude.Include.NON_NULL) String invite) {
  /// Without an invite.
  public RegisterRequest(String name, String email, String password) {
    this(name, email, password, null);
  }

  /// Without the password and the invite.
  @Override
  public String toString() {
    return "RegisterRequest[email=" + email + "]";
  }
}
