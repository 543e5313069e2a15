package chatter.shared.api;

import chatter.shared.protocol.AccountInfo;
import java.time.Instant;

/// Answer to `POST /api/login`.
///
/// @param token a UUID4, the secret that opens everything else; shown once, stored by the server
///   only as a hash
/// @param expiresAt when it ends if it is not used before
public record LoginResponse(String token, Instant expiresAt, AccountInfo account) {
  /// Without the token.
  @Override
  public String toString() {
    return "LoginResponse[account=" + account + "]";
  }
}
