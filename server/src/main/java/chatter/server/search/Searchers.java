package chatter.server.search;

import chatter.server.store.StorageException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Who searches at the same time: two, and others wait, since history needs its readers too. Safe
/// for any thread.
final class Searchers {
  private static final int MOST = 2;
  private static final long WAIT_SECONDS = 5;

  private final Semaphore turns = new Semaphore(MOST, true);

  /// Does it when it is the caller's turn, on the caller's thread.
  ///
  /// @throws StorageException `BUSY` if there was no turn for a long time
  <T> T inTurn(Supplier<T> search) {
    try {
      if (!turns.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new StorageException(StorageException.Kind.BUSY, "too many are searching", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(StorageException.Kind.BUSY, "interrupted", e);
    }
    try {
      return search.get();
    } finally {
      turns.release();
    }
  }

  /// Waits until nobody searches, and lets nobody begin.
  void keepOut() {
    turns.acquireUninterruptibly(MOST);
  }

  /// Ends `keepOut`.
  void letIn() {
    turns.release(MOST);
  }
}
