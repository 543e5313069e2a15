package chatter.server.session;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends overdue logins from time to time, on a thread of its own, until it is closed.
public final class SessionSweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionSweeper.class);

  private final Sessions sessions;
  private final ScheduledExecutorService timer;

  /// @param every between two looks
  public SessionSweeper(Sessions sessions, Duration every) {
    this.sessions = sessions;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("session-sweeper").factory());
    // It catches its own exceptions, so there is nothing to learn from the future.
    var _ = timer.scheduleWithFixedDelay(this::sweep, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.close();
  }

  private void sweep() {
    try {
      sessions.endOverdue();
    } catch (RuntimeException e) {
      // A scheduled task that throws is never run again.
      log.warn("could not end overdue logins: {}", e.getMessage());
    }
  }
}
