package chatter.client.net;

import chatter.client.net.ServerFinder.Found;
import chatter.client.net.ServerFinder.Wanted;
import chatter.shared.api.InviteView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Somebody found a server, perhaps with an invite to it.
///
/// @param code the invite's; empty if there is none
/// @param invitation what the server says about the invite, if it is good
/// @param refusal why the invite is no good
public record Arrival(
    Found found, String code, Optional<InviteView> invitation, Optional<ApiException> refusal) {
  /// Looks for a server and shows it the invite. Fails with an `ApiException` if it is not found,
  /// and not because of the invite.
  public static CompletableFuture<Arrival> at(Wanted wanted, String code) {
    return ServerFinder.find(wanted)
        .thenCompose(found ->
            code.isEmpty()
                ? CompletableFuture.completedFuture(
                    new Arrival(found, "", Optional.empty(), Optional.empty()))
                : show(found, code));
  }

  private static CompletableFuture<Arrival> show(Found found, String code) {
    ServerApi api = new ServerApi(found.address(), found.pin());
    return api.invitation(code)
        .handle((invitation, failure) -> {
          api.close();
          return new Arrival(
              found,
              code,
              Optional.ofNullable(invitation),
              Optional.ofNullable(failure).map(ApiException::of));
        });
  }
}
