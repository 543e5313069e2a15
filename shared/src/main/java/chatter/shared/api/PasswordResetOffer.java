package chatter.shared.api;

import java.time.Instant;

/// Answer to `POST /api/accounts/{id}/password-reset`: with this its owner can choose another
/// password, once. Shown this once.
///
/// @param code as people read it
/// @param link for a browser; opens the page that asks for the new password
public record PasswordResetOffer(String code, String link, Instant expiresAt) {
  /// Without the code.
  @Override
  public String toString() {
    return "PasswordResetOffer[]";
  }
}
