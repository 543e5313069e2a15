package chatter.server.health;

/// What is done with threads in more than one place.
public final class Threads {
  private Threads() {}

  /// Returns when a thread that was told to end has ended, however long that takes. Somebody who
  /// interrupts the wait meanwhile finds the calling thread interrupted afterwards.
  public static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
