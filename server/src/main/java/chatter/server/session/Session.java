package chatter.server.session;

import java.time.Instant;

/// A login: one device of one account. Its token is known to nobody but that device.
///
/// @param id what its owner ends it by
/// @param account whose it is
/// @param device what to call it in a list
/// @param expiresAt when it ends, unless it is used before; times are whole seconds
public record Session(
    long id,
    long account,
    String device,
    Instant createdAt,
    Instant lastSeenAt,
    Instant expiresAt) {
  /// Whoever calls under this login.
  public Caller caller() {
    return new Caller(account, id);
  }
}
