package chatter.client.settings;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.client.ui.form.FormField;
import chatter.shared.limits.FieldRule;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/// Calls to the server for the panels of the drawer, with the answers on the JavaFX application
/// thread.
public final class AccountCalls {
  private final AccountApi api;
  private final Executor ui;
  private final Texts texts;
  private final Runnable onSignedOut;

  /// @param onSignedOut called when a call finds that the login has ended
  public AccountCalls(AccountApi api, Executor ui, Texts texts, Runnable onSignedOut) {
    this.api = api;
    this.ui = ui;
    this.texts = texts;
    this.onSignedOut = onSignedOut;
  }

  /// Makes a call.
  ///
  /// @param good gets the answer
  /// @param bad gets what went wrong
  <T> void call(
      Function<AccountApi, CompletableFuture<T>> call,
      Consumer<T> good,
      Consumer<ApiException> bad) {
    Futures.deliver(
        call.apply(api),
        ui,
        (answer, failure) -> {
          if (failure == null) {
            good.accept(answer);
            return;
          }
          ApiException reason = ApiException.of(failure);
          bad.accept(reason);
          if (reason.signedOut()) {
            onSignedOut.run();
          }
        });
  }

  /// What to tell about a failure.
  String words(ApiException failure) {
    return ErrorMessage.of(failure).say(texts::say);
  }

  /// Says below a field which rule is broken there, or nothing.
  ///
  /// @return whether none is
  boolean keepsRule(FormField field, Optional<FieldRule> broken) {
    field.say(broken.map(rule -> texts.say("form.error." + rule.name())).orElse(""));
    return broken.isEmpty();
  }

  Texts texts() {
    return texts;
  }
}
