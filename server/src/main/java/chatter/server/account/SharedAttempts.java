package chatter.server.account;

import chatter.server.limit.Attempts;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.shared.crypto.Sha256;
import java.util.concurrent.atomic.AtomicInteger;

/// Attempts as several servers of a chat count them: in their database. What is over is removed now
/// and then.
public final class SharedAttempts implements Attempts {
  private static final int TIDY_EVERY = 1_000;

  private final AttemptStore store;
  private final AtomicInteger taken = new AtomicInteger();

  /// @param database has them
  public SharedAttempts(PostgresDatabase database) {
    this.store = new AttemptStore(database);
  }

  @Override
  public long take(Rate rate, String key) {
    if (rate.isUnlimited()) {
      return 0;
    }
    if (taken.incrementAndGet() % TIDY_EVERY == 0) {
      store.forgetThoseThatAreOver();
    }
    return store.take(named(rate, key), 1 / rate.perSecond(), Math.max(1, rate.burst()));
  }

  @Override
  public void giveBack(Rate rate, String key) {
    if (!rate.isUnlimited()) {
      store.giveBack(named(rate, key), 1 / rate.perSecond());
    }
  }

  /// Not as it is: it may be an address of somebody who has no account here.
  private static String named(Rate rate, String key) {
    return rate.name() + ' ' + Sha256.hex(key);
  }
}
