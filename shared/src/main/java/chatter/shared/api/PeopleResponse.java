package chatter.shared.api;

import chatter.shared.protocol.AccountInfo;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// Answer to `GET /api/people`: a page of those who are in this chat, the oldest account first.
///
/// @param online the numbers of those of the page who are here
/// @param next what to ask for as `after` to see more; null if there is no more
public record PeopleResponse(
    List<AccountInfo> people,
    List<Long> online,
    @JsonInclude(JsonInclude.Include.ALWAYS) Long next) {
  public PeopleResponse {
    people = List.copyOf(people);
    online = online == null ? List.of() : List.copyOf(online);
  }
}
