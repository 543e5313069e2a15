package chatter.client.session;

import chatter.client.net.discovery.ServerFinder;
import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.discovery.ServerFinder.Wanted;
import chatter.client.ui.Futures;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for a server that does not answer at its other addresses: a laptop that is carried from
/// one network to another finds it where it is today. JavaFX application thread only.
final class AddressSearch {
  private static final Logger LOG = LoggerFactory.getLogger(AddressSearch.class);

  private final Wanted wanted;
  private final Executor ui;
  private final Consumer<Found> onFound;
  private boolean looking;

  /// Counts the connections that came about meanwhile.
  private int turn;

  /// @param onFound gets where it is, perhaps where it was before
  AddressSearch(Wanted wanted, Executor ui, Consumer<Found> onFound) {
    this.wanted = wanted;
    this.ui = ui;
    this.onFound = onFound;
  }

  /// Looks once, if there is another address and nobody is looking.
  void look() {
    if (looking || wanted.addresses().size() < 2) {
      return;
    }
    looking = true;
    int mine = turn;
    Futures.deliver(
        ServerFinder.find(wanted),
        ui,
        (found, failure) -> {
          looking = false;
          if (failure != null) {
            LOG.debug("The server is at none of its addresses", failure);
          } else if (mine == turn) {
            onFound.accept(found);
          }
        });
  }

  /// It is not needed any more: what is found after this is of no use.
  void stop() {
    turn++;
  }
}
