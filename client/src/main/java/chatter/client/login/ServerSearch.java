package chatter.client.login;

import chatter.client.login.ServerChoiceViewModel.Candidate;
import chatter.client.net.discovery.ServerFinder;
import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.discovery.ServerFinder.Wanted;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ServerApi;
import chatter.client.ui.Futures;
import chatter.shared.api.InviteView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Looks for one chat at a time: what an earlier search still has to say is not heard. JavaFX
/// application thread only.
final class ServerSearch {
  /// Somebody found a server, perhaps with an invite to it.
  ///
  /// @param code the invite's; empty if there is none
  /// @param invitation what the server says about the invite, if it is good
  /// @param refusal why the invite is no good
  record Result(
      Found found, String code, Optional<InviteView> invitation, Optional<ApiException> refusal) {}

  private final Executor ui;
  private int turn;

  ServerSearch(Executor ui) {
    this.ui = ui;
  }

  /// Looks for a chat instead of what was looked for.
  ///
  /// @param bad gets why it was not found
  void look(Candidate place, Consumer<Result> good, Consumer<Throwable> bad) {
    int mine = ++turn;
    Futures.deliver(
        find(place.wanted(), place.code()),
        ui,
        (result, failure) -> {
          if (mine != turn) {
            return;
          }
          if (failure == null) {
            good.accept(result);
          } else {
            bad.accept(failure);
          }
        });
  }

  /// Looks for a server and shows it the invite. Fails with an `ApiException` if it is not found,
  /// and not because of the invite.
  private static CompletableFuture<Result> find(Wanted wanted, String code) {
    return ServerFinder.find(wanted)
        .thenCompose(found ->
            code.isEmpty()
                ? CompletableFuture.completedFuture(
                    new Result(found, "", Optional.empty(), Optional.empty()))
                : show(found, code));
  }

  private static CompletableFuture<Result> show(Found found, String code) {
    ServerApi api = new ServerApi(found.address(), found.pin());
    return api.invitation(code)
        .handle((invitation, failure) -> {
          api.close();
          return new Result(
              found,
              code,
              Optional.ofNullable(invitation),
              Optional.ofNullable(failure).map(ApiException::of));
        });
  }

  /// Looks for nothing any more.
  void stop() {
    turn++;
  }
}
