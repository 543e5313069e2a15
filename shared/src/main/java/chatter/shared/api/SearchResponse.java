package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/// Answer to `GET /api/search`.
///
/// @param hits the newest message first; there may be fewer than asked for, and none, though there
///   are more
/// @param next what to ask for as `cursor` to see more; null if there is no more
/// @param upTo messages before that time are not all found yet; null if all are
public record SearchResponse(
    List<SearchHit> hits,
    @JsonInclude(JsonInclude.Include.ALWAYS) String next,
    @JsonInclude(JsonInclude.Include.ALWAYS) Instant upTo) {
  public SearchResponse {
    hits = List.copyOf(hits);
  }
}
