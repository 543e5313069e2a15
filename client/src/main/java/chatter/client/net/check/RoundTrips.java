package chatter.client.net.check;

import chatter.client.net.check.CheckFinding.Seen;
import chatter.client.net.http.AccountApi;
import chatter.client.net.http.ApiException;
import chatter.client.net.socket.ClientWebSocket;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// A websocket that is opened to measure how long a word takes to the server and back. Runs once.
final class RoundTrips implements ClientWebSocket.Listener {
  private static final int TRIPS = 5;
  private static final long WITHIN_SECONDS = 15;

  private final AccountApi account;
  private final ClientWebSocket socket = new ClientWebSocket(this);
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final List<Duration> trips = new ArrayList<>();
  private boolean opened;
  private Instant asked;
  private long sentAt;
  private Duration ahead = Duration.ZERO;

  /// How it went.
  ///
  /// @param seen `LIVE`, or what went wrong
  /// @param took the usual time to the server and back
  /// @param ahead how much the server's clock is ahead of this computer's
  record Outcome(Seen seen, Duration took, Duration ahead) {}

  RoundTrips(AccountApi account) {
    this.account = account;
  }

  /// Takes some round trips' time, and 15 seconds at most.
  Outcome run() {
    socket.connect(account.webSocket());
    Outcome measured =
        outcome
            .completeOnTimeout(failed(null), WITHIN_SECONDS, TimeUnit.SECONDS)
            .thenApply(how -> how.seen() == null ? failed(silence()) : how)
            .join();
    socket.abandon();
    return measured.seen() == Seen.NO_WEBSOCKET && signedOut() ? failed(Seen.SIGNED_OUT) : measured;
  }

  /// A refused upgrade does not tell why.
  private boolean signedOut() {
    try {
      var _ = account.session().join();
      return false;
    } catch (CompletionException e) {
      return ApiException.of(e).signedOut();
    }
  }

  private synchronized Seen silence() {
    return opened ? Seen.MUTE : Seen.NO_WEBSOCKET;
  }

  @Override
  public synchronized void opened(ClientWebSocket which) {
    opened = true;
    asked = Instant.now();
    socket.send(new ClientCommand.Hello(null, ProtocolVersion.CURRENT, "check", null, Map.of()));
  }

  @Override
  public synchronized void received(ClientWebSocket which, List<ServerEvent> events) {
    for (ServerEvent event : events) {
      switch (event) {
        case ServerEvent.Welcome welcome -> {
          Instant now = Instant.now();
          Instant middle = asked.plus(Duration.between(asked, now).dividedBy(2));
          ahead = Duration.between(middle, welcome.serverTime());
        }
        case ServerEvent.Live _ -> ask();
        case ServerEvent.Pong(Long id) when id != null && id == trips.size() -> {
          trips.add(Duration.ofNanos(System.nanoTime() - sentAt));
          if (trips.size() < TRIPS) {
            ask();
          } else {
            trips.sort(null);
            outcome.complete(new Outcome(Seen.LIVE, trips.get(TRIPS / 2), ahead));
          }
        }
        default -> {
          // What everybody gets.
        }
      }
    }
  }

  private void ask() {
    sentAt = System.nanoTime();
    socket.send(new ClientCommand.Ping((long) trips.size()));
  }

  @Override
  public synchronized void closed(ClientWebSocket which, int code) {
    boolean ended = code == CloseCode.SESSION_ENDED.code();
    outcome.complete(failed(ended ? Seen.SIGNED_OUT : silence()));
  }

  private static Outcome failed(Seen seen) {
    return new Outcome(seen, Duration.ZERO, Duration.ZERO);
  }
}
