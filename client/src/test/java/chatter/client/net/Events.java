package chatter.client.net;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Keeps what a session tells, for a test to go through in order.
public final class Events implements Consumer<SessionEvent> {
  private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();

  @Override
  public void accept(SessionEvent event) {
    events.add(event);
  }

  /// Goes on to the next event of a type.
  public <T extends SessionEvent> T next(Class<T> type) throws InterruptedException {
    return next(type, event -> true);
  }

  /// Goes on to the next event of a type that fits.
  public <T extends SessionEvent> T next(Class<T> type, Predicate<T> fits)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      SessionEvent event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw new AssertionError("no such " + type.getSimpleName());
      }
      if (type.isInstance(event) && fits.test(type.cast(event))) {
        return type.cast(event);
      }
    }
  }

  public SessionEvent.ConnectionChanged state(ConnectionState state) throws InterruptedException {
    return next(SessionEvent.ConnectionChanged.class, event -> event.state() == state);
  }

  /// Whether an event of this type came since.
  public boolean none(Class<? extends SessionEvent> type) {
    return events.stream().noneMatch(type::isInstance);
  }
}
