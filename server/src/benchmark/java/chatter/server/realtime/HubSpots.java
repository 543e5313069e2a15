package chatter.server.realtime;

import chatter.server.limit.TokenBucket;
import chatter.server.realtime.transport.TextFrame;
import chatter.server.realtime.transport.Transport;
import chatter.server.session.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A message from the writer's thread over the hub's to all connections of a room, without sockets.
/// Both threads share a core here, so that waking one another is in the figure.
@State(Scope.Benchmark)
public class HubSpots {
  private static final long NEVER = Long.MAX_VALUE;

  // The clock stands still: no timers, no presence, only messages.
  private final Hub hub =
      new Hub(new HubSettings(1, NEVER, NEVER, NEVER, NEVER, Clock.systemUTC()), () -> 0);
  private final Semaphore served = new Semaphore(0);
  private long seq;

  /// How many connections are in the room.
  @Param({"1", "100", "1000"})
  public int connections;

  /// Lets everybody in.
  @Setup
  public void connect() {
    hub.start(List.of(), new Hub.Belonging(Samples.ROOM, each -> {}), (account, at) -> {});
    for (int i = 1; i <= connections; i++) {
      // They are served in the order in which they came.
      Transport transport = i == connections ? new Taking(served::release) : new Taking(() -> {});
      Connection connection =
          new Connection(
              new Caller(1_000 + i, i),
              transport,
              new Connection.QueueBound(1, 1, 1, 1),
              new ConnectionMemory(1 << 30).of(1_000 + i),
              new TokenBucket(1, 1, 0),
              new TokenBucket(1, 1, 0),
              0,
              new RealtimeMetrics());
      hub.opened(connection);
      hub.subscribe(connection).join();
      if (!hub.live(connection, List.of(), Map.of(Samples.ROOM, 0L), NEVER).join()) {
        throw new IllegalStateException("a connection did not go live");
      }
    }
    served.drainPermits();
  }

  /// One message to all.
  @Benchmark
  public void handOver() throws InterruptedException {
    hub.stored(Samples.posted(++seq));
    hub.groupCommitted();
    served.acquire();
  }

  /// Ends the hub's thread.
  @TearDown
  public void close() {
    hub.close();
  }

  /// A socket that takes everything at once.
  private record Taking(Runnable taken) implements Transport {
    @Override
    public Written writeNow(TextFrame frame) {
      taken.run();
      return Written.ALL;
    }

    @Override
    public void send(TextFrame frame, boolean begun, Runnable done) {
      throw new IllegalStateException("nothing waits");
    }

    @Override
    public void ping() {}

    @Override
    public void close(int code, String reason, boolean dropWaiting) {
      throw new IllegalStateException("closed: " + reason);
    }

    @Override
    public void abort() {
      throw new IllegalStateException("aborted");
    }
  }
}
