package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// Answer to `GET /api/conversations/{id}/members`: a page of them, the oldest account first.
///
/// @param next what to ask for as `after` to see more; null if there is no more
public record MembersResponse(
    List<MemberInfo> members, @JsonInclude(JsonInclude.Include.ALWAYS) Long next) {
  public MembersResponse {
    members = List.copyOf(members);
  }
}
