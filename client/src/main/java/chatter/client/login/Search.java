package chatter.client.login;

import chatter.client.login.PlacesViewModel.Place;
import chatter.client.net.Arrival;
import chatter.client.ui.Answers;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Looks for one chat at a time: what an earlier search still has to say is not heard. JavaFX
/// application thread only.
final class Search {
  private final Executor ui;
  private int turn;

  Search(Executor ui) {
    this.ui = ui;
  }

  /// Looks for a chat instead of what was looked for.
  ///
  /// @param bad gets why it was not found
  void look(Place place, Consumer<Arrival> good, Consumer<Throwable> bad) {
    int mine = ++turn;
    Answers.deliver(
        Arrival.at(place.wanted(), place.code()),
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
