package chatter.shared.api;

import java.time.Instant;
import java.util.List;

/// Answer to `GET /api/sessions`: every login of the caller, the newest use first.
public record SessionsResponse(List<SessionInfo> sessions) {
  public SessionsResponse {
    sessions = List.copyOf(sessions);
  }

  /// One signed-in device.
  ///
  /// @param id what `DELETE /api/sessions/{id}` takes
  /// @param device what the device called itself
  /// @param current whether it is the one that asked
  public record SessionInfo(
      long id,
      String device,
      Instant createdAt,
      Instant lastSeenAt,
      Instant expiresAt,
      boolean current) {}
}
