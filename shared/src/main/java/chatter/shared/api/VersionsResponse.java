package chatter.shared.api;

import java.util.List;

/// Answer to `GET /api/conversations/{id}/messages/{seq}/versions`.
///
/// @param versions the oldest first, and last what the message says now
public record VersionsResponse(List<MessageVersion> versions) {
  public VersionsResponse {
    versions = List.copyOf(versions);
  }
}
