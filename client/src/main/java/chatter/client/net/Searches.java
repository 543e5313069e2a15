package chatter.client.net;

import chatter.client.net.http.ApiException;
import chatter.client.net.socket.EventLoop;
import chatter.shared.api.SearchResponse;
import chatter.shared.search.SearchException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Who is asked for messages: the server, and while it is away or silent what was kept. Safe for
/// any thread.
final class Searches {
  /// A server that is there answers within 4 s, if only that it is busy.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /// Before a place in what was kept, which means nothing to the server.
  private static final String KEPT = "kept:";

  private final Function<SearchRequest, CompletableFuture<SearchResponse>> server;
  private final HistoryCopy copy;
  private final EventLoop loop;
  private final BooleanSupplier connected;
  private final Runnable onSilence;

  /// @param copy null for none
  /// @param connected whether the server is there, as far as is known
  /// @param onSilence runs when a server that should be there does not answer
  Searches(
      Function<SearchRequest, CompletableFuture<SearchResponse>> server,
      HistoryCopy copy,
      EventLoop loop,
      BooleanSupplier connected,
      Runnable onSilence) {
    this.server = server;
    this.copy = copy;
    this.loop = loop;
    this.connected = connected;
    this.onSilence = onSilence;
  }

  /// A page; fails with an `ApiException`. A list goes on where it began, at the server or here.
  CompletableFuture<SearchPage> page(SearchRequest request) {
    String cursor = request.cursor();
    if (cursor != null && cursor.startsWith(KEPT)) {
      return kept(
          request.from(cursor.substring(KEPT.length())), new ApiException.Unreachable(null));
    }
    if (copy == null || cursor != null) {
      return asked(request);
    }
    if (!connected.getAsBoolean()) {
      // What is at the address may not be the server yet.
      return kept(request, new ApiException.Unreachable(null));
    }
    return soon(asked(request))
        .exceptionallyCompose(failure ->
            ApiException.of(failure) instanceof ApiException.Unreachable unreachable
                ? kept(request, unreachable)
                : CompletableFuture.failedFuture(failure));
  }

  private CompletableFuture<SearchPage> asked(SearchRequest request) {
    return server.apply(request).thenApply(response -> new SearchPage(response, false));
  }

  /// The same, or `Unreachable` when that takes long.
  private CompletableFuture<SearchPage> soon(CompletableFuture<SearchPage> answer) {
    CompletableFuture<SearchPage> first = answer.copy();
    loop.execute(() -> {
      EventLoop.Alarm late =
          loop.schedule(
              PATIENCE,
              () -> {
                if (first.completeExceptionally(new ApiException.Unreachable(null))) {
                  onSilence.run();
                }
              });
      var _ = first.whenComplete((_, _) -> loop.execute(late::cancel));
    });
    return first;
  }

  /// @param otherwise what to fail with if nothing is kept
  private CompletableFuture<SearchPage> kept(SearchRequest request, ApiException otherwise) {
    return copy.search(request)
        .handle((found, failure) -> {
          if (failure != null) {
            throw failure instanceof SearchException no
                ? ApiException.Refused.of(no)
                : new CompletionException(failure);
          }
          return found.map(Searches::marked).orElseThrow(() -> otherwise);
        });
  }

  private static SearchPage marked(SearchResponse response) {
    String next = response.next() == null ? null : KEPT + response.next();
    return new SearchPage(new SearchResponse(response.hits(), next, response.upTo()), true);
  }
}
