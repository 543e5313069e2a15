package chatter.server.realtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What waits to be read by all connections together, and by those of each account: a bound for
/// each connection alone is none where there are thousands. The less room is left for all, the less
/// one may keep waiting, so whoever reads nothing is closed long before whoever reads finds no
/// room. Any thread.
final class ConnectionMemory {
  /// What a frame costs beside its bytes, which many connections may share.
  static final int FRAME_BYTES = 256;

  /// One account may have that part of everything.
  private static final int ACCOUNTS_PART = 4;

  private final long most;
  private final AtomicLong all = new AtomicLong();

  // One small object for each account that was ever here, as long as the server runs.
  private final Map<Long, Share> shares = new ConcurrentHashMap<>();

  /// @param most bytes in all
  ConnectionMemory(long most) {
    this.most = most;
  }

  /// Of one account.
  Share of(long account) {
    return shares.computeIfAbsent(account, k -> new Share());
  }

  /// How much is left for all.
  long room() {
    return most - all.get();
  }

  /// Of one account.
  final class Share {
    private final AtomicLong own = new AtomicLong();

    /// How much more may wait for a connection of this account.
    ///
    /// @param waiting what waits for that connection already
    long room(long waiting) {
      return Math.min(ConnectionMemory.this.room() - waiting, most / ACCOUNTS_PART - own.get());
    }

    void add(int bytes) {
      own.addAndGet(bytes);
      all.addAndGet(bytes);
    }

    void remove(int bytes) {
      own.addAndGet(-bytes);
      all.addAndGet(-bytes);
    }
  }
}
