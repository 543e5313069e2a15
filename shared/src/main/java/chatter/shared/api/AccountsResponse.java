package chatter.shared.api;

import java.util.List;

/// Answer to `GET /api/accounts`: everybody, the oldest account first.
public record AccountsResponse(List<ManagedAccount> accounts) {
  public AccountsResponse {
    accounts = List.copyOf(accounts);
  }
}
