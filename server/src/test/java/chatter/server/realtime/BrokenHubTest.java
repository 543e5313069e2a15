package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.limit.LimitSettings;
import chatter.server.limit.TokenBucket;
import chatter.server.realtime.transport.TextFrame;
import chatter.server.realtime.transport.Transport;
import chatter.server.session.Caller;
import chatter.shared.protocol.ServerEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A hub without memory says so instead of serving nobody in silence.
final class BrokenHubTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Hub hub =
      new Hub(HubSettings.of(LimitSettings.defaults(), Clock.systemUTC()), System::nanoTime);

  @Test
  void anErrorThatNothingSurvivesIsToldAndTheHubDoesNotWork() throws Exception {
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    hub.whenBroken(told::complete);
    OutOfMemoryError none = new OutOfMemoryError("planted");
    hub.start(List.of(), new Hub.Belonging(1, each -> {}), (account, at) -> {});
    assertTrue(hub.works(PATIENCE));
    hub.answer(failing(none), new ServerEvent.Ping());
    assertSame(none, told.get(60, TimeUnit.SECONDS));
    hub.close();
    assertFalse(hub.works(PATIENCE));
  }

  @Test
  void anotherErrorIsLoggedAndTheHubGoesOn() {
    hub.whenBroken(cause -> {
      throw new AssertionError("told though it goes on", cause);
    });
    hub.start(List.of(), new Hub.Belonging(1, each -> {}), (account, at) -> {});
    hub.answer(failing(new StackOverflowError("planted")), new ServerEvent.Ping());
    hub.connections().join();
    assertTrue(hub.works(PATIENCE));
    hub.close();
  }

  /// A connection to which nothing can be written, for that reason.
  private static Connection failing(Error error) {
    return new Connection(
        new Caller(1, 1),
        new Transport() {
          @Override
          public Written writeNow(TextFrame frame) {
            throw error;
          }

          @Override
          public void send(TextFrame frame, boolean begun, Runnable done) {
            throw error;
          }

          @Override
          public void ping() {
            throw error;
          }

          @Override
          public void close(int code, String reason, boolean dropWaiting) {
            throw error;
          }

          @Override
          public void abort() {
            throw error;
          }
        },
        new Connection.QueueBound(1, 1, 1, 1),
        new ConnectionMemory(1 << 30).of(1),
        new TokenBucket(1, 1, 0),
        new TokenBucket(1, 1, 0),
        0,
        new RealtimeMetrics());
  }
}
