package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/// An invite that can still be used.
///
/// @param id what `DELETE /api/invites/{id}` takes
/// @param code as people read it, e.g. `K7QM-2X9P`; only in the answer that made the invite,
///   because the server keeps only its hash; otherwise null and absent from the JSON
/// @param usesLeft how many accounts can still be made with it; null for any number
/// @param createdAt when it was made, by which those made earlier are told apart
/// @param expiresAt from when on it is good for nothing
/// @param createdBy the name of whoever made it
public record InviteInfo(
    long id,
    @JsonInclude(JsonInclude.Include.NON_NULL) String code,
    @JsonInclude(JsonInclude.Include.ALWAYS) Integer usesLeft,
    Instant createdAt,
    Instant expiresAt,
    String createdBy) {
  /// Without the code.
  @Override
  public String toString() {
    return "InviteInfo[" + id + "]";
  }
}
