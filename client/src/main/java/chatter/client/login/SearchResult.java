package chatter.client.login;

import chatter.client.net.discovery.ServerFinder;
import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.discovery.ServerFinder.Wanted;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ServerApi;
import chatter.shared.api.InviteView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Somebody found a server, perhaps with an invite to it.
///
/// @param code the invite's; empty if there is none
/// @param invitation what the server says about the invite, if it is good
/// @param refusal why the invite is no good
public record SearchResult(
    Found found, String code, Optional<InviteView> invitation, Optional<ApiException> refusal) {
  /// Looks for a server and shows it the invite. Fails with an `ApiException` if it is not found,
  /// and not because of the invite.
  public static CompletableFuture<SearchResult> at(Wanted wanted, String code) {
    return ServerFinder.find(wanted)
        .thenCompose(found ->
            code.isEmpty()
                ? CompletableFuture.completedFuture(
                    new SearchResult(found, "", Optional.empty(), Optional.empty()))
                : show(found, code));
  }

  private static CompletableFuture<SearchResult> show(Found found, String code) {
    ServerApi api = new ServerApi(found.address(), found.pin());
    return api.invitation(code)
        .handle((invitation, failure) -> {
          api.close();
          return new SearchResult(
              found,
              code,
              Optional.ofNullable(invitation),
              Optional.ofNullable(failure).map(ApiException::of));
        });
  }
}
