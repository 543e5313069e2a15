package chatter.server.realtime.transport;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets so many connections be on their way at once. One that fails before it is open is never
/// heard of again, so nobody waits for long, and whoever went on without waiting brings a place
/// back instead; but there are never more places than at the beginning. Any thread.
final class AcceptLimit {
  private final int places;
  private final long patienceMillis;
  private final Semaphore free;

  /// @param places how many at once
  /// @param patienceMillis after that one more goes on all the same
  AcceptLimit(int places, long patienceMillis) {
    this.places = places;
    this.patienceMillis = patienceMillis;
    this.free = new Semaphore(places);
  }

  /// Waits for a place.
  void enter() throws InterruptedException {
    boolean _ = free.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS);
  }

  /// One that entered is open.
  synchronized void opened() {
    if (free.availablePermits() < places) {
      free.release();
    }
  }

  /// How many could enter without waiting.
  int free() {
    return free.availablePermits();
  }
}
