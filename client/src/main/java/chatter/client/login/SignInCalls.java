package chatter.client.login;

import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ServerApi;
import chatter.shared.api.LoginResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The way into a server that was found: an account is made, if one is wanted, and signed in to.
final class SignInCalls {
  /// What came of it.
  ///
  /// @param login with the token, if it went well
  /// @param failure why it did not
  /// @param registered whether the account was made, even if signing in then failed
  record Outcome(
      Optional<LoginResponse> login, Optional<ApiException> failure, boolean registered) {}

  private final Found found;
  private final String device;
  private final String name;
  private final String email;
  private final String password;

  /// Reads the form now; what is typed later does not count.
  SignInCalls(Found found, AccountForm form, String device) {
    this.found = found;
    this.device = device;
    name = form.name().text().strip();
    email = form.email().text().strip();
    password = form.password().text();
  }

  /// Signs in.
  CompletableFuture<Outcome> signIn() {
    ServerApi api = new ServerApi(found.address(), found.pin());
    return login(api, false).whenComplete((outcome, failure) -> api.close());
  }

  /// Makes an account and signs in.
  ///
  /// @param code the invite's, or empty
  CompletableFuture<Outcome> register(String code) {
    ServerApi api = new ServerApi(found.address(), found.pin());
    CompletableFuture<?> made = api.register(name, email, password, code);
    return made.thenCompose(account -> login(api, true))
        .exceptionally(failure -> failed(failure, false))
        .whenComplete((outcome, failure) -> api.close());
  }

  private CompletableFuture<Outcome> login(ServerApi api, boolean registered) {
    return api.login(email, password, device)
        .handle((login, failure) ->
            failure == null
                ? new Outcome(Optional.of(login), Optional.empty(), registered)
                : failed(failure, registered));
  }

  private static Outcome failed(Throwable failure, boolean registered) {
    return new Outcome(Optional.empty(), Optional.of(ApiException.of(failure)), registered);
  }
}
