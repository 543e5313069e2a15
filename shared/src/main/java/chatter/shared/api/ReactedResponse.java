package chatter.shared.api;

import chatter.shared.protocol.AccountInfo;
import java.util.List;

/// Answer to `GET /api/conversations/{id}/messages/{seq}/reactions`.
///
/// @param accounts everybody who reacted so, the first first
public record ReactedResponse(List<AccountInfo> accounts) {
  public ReactedResponse {
    accounts = List.copyOf(accounts);
  }
}
