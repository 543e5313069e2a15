package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// Answer to `GET /api/accounts`: the oldest account first.
///
/// @param accounts everybody, or a page of those asked for
/// @param next what to ask for as `after` to see more; null if there is no more
public record AccountsResponse(
    List<ManagedAccount> accounts, @JsonInclude(JsonInclude.Include.NON_NULL) Long next) {
  public AccountsResponse {
    accounts = List.copyOf(accounts);
  }
}
