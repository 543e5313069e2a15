package chatter.server.checker;

import java.util.Random;
import java.util.function.BooleanSupplier;

/// A trouble that goes on until there was enough of something: one step is as many of another as it
/// takes, or as there are in a minute and a half.
record Until(Nemesis other, BooleanSupplier enough) implements Nemesis {
  private static final long PATIENCE_NANOS = 90_000_000_000L;

  @Override
  public String name() {
    return other.name();
  }

  @Override
  public String step(Random random) throws Exception {
    long start = System.nanoTime();
    while (!enough.getAsBoolean() && System.nanoTime() - start < PATIENCE_NANOS) {
      var _ = other.step(random);
    }
    return other.name() + " until it was enough";
  }

  @Override
  public void heal() throws Exception {
    other.heal();
  }
}
