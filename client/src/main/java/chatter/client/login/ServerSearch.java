package chatter.client.login;

import chatter.client.login.ServerChoiceViewModel.Place;
import chatter.client.ui.Answers;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Looks for one chat at a time: what an earlier search still has to say is not heard. JavaFX
/// application thread only.
final class ServerSearch {
  private final Executor ui;
  private int turn;

  ServerSearch(Executor ui) {
    this.ui = ui;
  }

  /// Looks for a chat instead of what was looked for.
  ///
  /// @param bad gets why it was not found
  void look(Place place, Consumer<SearchResult> good, Consumer<Throwable> bad) {
    int mine = ++turn;
    Answers.deliver(
        SearchResult.at(place.wanted(), place.code()),
        ui,
        (arrival, failure) -> {
          if (mine != turn) {
            return;
          }
          if (failure == null) {
            good.accept(arrival);
          } else {
            bad.accept(failure);
          }
        });
  }

  /// Looks for nothing any more.
  void stop() {
    turn++;
  }
}
