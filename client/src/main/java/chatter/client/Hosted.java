package chatter.client;

import chatter.client.hosting.Around;
import chatter.client.prefs.Hosting;
import java.util.function.UnaryOperator;

/// The part of the preferences that the hosted chat has.
record Hosted(Remembered remembered) implements Around.Keeper {
  @Override
  public Hosting current() {
    return remembered.current().hosting();
  }

  @Override
  public void update(UnaryOperator<Hosting> change) {
    remembered.update(before -> before.withHosting(change.apply(before.hosting())));
  }
}
