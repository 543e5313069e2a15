package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// Answer to `GET /api/conversations/{id}/shared`.
///
/// @param items the newest message first; there may be fewer than asked for, and none, though there
///   are more
/// @param next what to ask for as `before` to see more; null if there is no more
public record SharedResponse(
    List<SharedItem> items, @JsonInclude(JsonInclude.Include.NON_NULL) Long next) {
  public SharedResponse {
    items = List.copyOf(items);
  }
}
