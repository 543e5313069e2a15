package chatter.client.ui;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/// Takes the answers of calls to where they are wanted.
public final class Futures {
  private Futures() {}

  /// Hands over what a future becomes. A handler that fails does so in the executor, where it is
  /// seen, not silently inside the future.
  ///
  /// @param ui where the handler runs
  /// @param handler gets the answer, or what went wrong
  public static <T> void deliver(
      CompletableFuture<T> call, Executor ui, BiConsumer<T, Throwable> handler) {
    var _ =
        call.whenComplete((answer, failure) -> ui.execute(() -> handler.accept(answer, failure)));
  }

  /// What went wrong, without what a future that was built on another wraps it in.
  ///
  /// @param failure null for none
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
