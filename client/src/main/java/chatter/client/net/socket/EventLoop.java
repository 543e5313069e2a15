package chatter.client.net.socket;

import java.time.Duration;
import java.time.Instant;

/// The one thread of a session, its clock and its alarms. Everything a session knows is touched
/// only on this thread, so nothing of it needs a lock.
public interface EventLoop extends AutoCloseable {
  /// Runs a task on the thread, after those given before. Ignored once closed.
  void execute(Runnable task);

  /// Runs a task on the thread after a delay. Never rings once closed.
  Alarm schedule(Duration delay, Runnable task);

  /// A clock for durations, in nanoseconds; it may stand still while the computer sleeps.
  long nanoTime();

  /// The computer's clock.
  Instant now();

  /// Finishes what was given to `execute`, then stops. Does not wait for it.
  @Override
  void close();

  /// A task that will run.
  interface Alarm {
    /// Makes sure it will not; harmless afterwards.
    void cancel();
  }
}
