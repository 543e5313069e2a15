package chatter.client.settings;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.ApiException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/// Fetches a list again and again and shows only what was asked for last. One that was asked for
/// before a change can arrive behind it, and would undo on the screen what was done. JavaFX
/// application thread only.
final class LatestList {
  private final AccountCalls calls;
  private int asked;

  LatestList(AccountCalls calls) {
    this.calls = calls;
  }

  /// Makes a call, as `AccountCalls.call` does; neither answer nor failure comes of one that is not
  /// the last.
  <T> void fetch(
      Function<AccountApi, CompletableFuture<T>> call,
      Consumer<T> good,
      Consumer<ApiException> bad) {
    int mine = ++asked;
    calls.call(call, answer -> ifLast(mine, good, answer), why -> ifLast(mine, bad, why));
  }

  private <A> void ifLast(int mine, Consumer<A> consumer, A said) {
    if (mine == asked) {
      consumer.accept(said);
    }
  }
}
