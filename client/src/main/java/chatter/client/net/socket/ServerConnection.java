package chatter.client.net.socket;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.ApiException;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one websocket to the server open for as long as it is wanted: connects, notices silence
/// and sleep, waits and tries again, and stops when the server says so. Everything runs on the
/// loop's thread.
public final class ServerConnection implements ClientWebSocket.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);
  private static final Duration SILENCE = Duration.ofSeconds(Limits.CLIENT_SILENCE_SECONDS);
  private static final Duration OPEN_WITHIN = Duration.ofSeconds(15);
  private static final Duration PROBE_WITHIN = Duration.ofSeconds(5);

  /// After a sleep the connection is most likely dead, and a new one costs little.
  private static final Duration PROBE_AFTER_SLEEP_WITHIN = Duration.ofMillis(500);

  /// Also how long a sleep goes unnoticed: live within 2 s is a tick, a probe and a connection.
  private static final Duration TICK = Duration.ofMillis(500);

  private static final int REFUSALS_THAT_TELL = 2;

  /// A connection that lasted as long was a good one: the next back-off starts small again.
  private static final Duration GOOD_AFTER = Duration.ofSeconds(10);

  /// What the owner of a connection hears, on the loop's thread.
  public interface Listener {
    /// A try begins.
    void connecting();

    /// Open: say hello.
    void opened();

    /// The next event.
    void received(ServerEvent event);

    /// Not open any more, or not yet; the next try comes at `retryAt`.
    ///
    /// @param reason what the server, or what is in its place, said to a call; null if there was
    ///   none
    void waiting(Instant retryAt, ApiException reason);

    /// Closed for good.
    void ended(EndReason reason);
  }

  private final AccountApi api;
  private final EventLoop loop;
  private final Backoff backoff;
  private final Listener listener;
  private final SleepDetector sleep;
  private ClientWebSocket socket;
  private boolean open;
  private boolean wanted;
  private EndReason ended;
  private long since;
  private long lastFrame;
  private long probes;

  /// The last probe that was answered; each has a lower number than the one before.
  private long answered;

  /// How many times in a row the server refused the upgrade, though the login is good.
  private int refusals;

  private Duration byeWait = Duration.ZERO;
  private EventLoop.Alarm retry;
  private EventLoop.Alarm tick;

  /// @param api asked whether the login is still good when the server refuses the upgrade
  /// @param random spreads the tries to connect
  public ServerConnection(
      AccountApi api, EventLoop loop, RandomGenerator random, Listener listener) {
    this.api = api;
    this.loop = loop;
    this.backoff = new Backoff(random);
    this.listener = listener;
    sleep = new SleepDetector(loop);
  }

  /// Begins.
  public void open() {
    if (!wanted) {
      wanted = true;
      ended = null;
      sleep.begin();
      tick = loop.schedule(TICK, this::tick);
      connect();
    }
  }

  /// Stops, with a good-bye if it is open. No call to the listener follows.
  public void close() {
    if (open) {
      socket.close();
      socket = null;
    }
    stop();
  }

  /// Puts a command on its way.
  ///
  /// @return whether the connection was open
  public boolean send(ClientCommand command) {
    return open && socket.send(command);
  }

  /// Connects now, or makes sure within seconds that the connection still works.
  public void tryNow() {
    if (!wanted) {
      if (ended == EndReason.TOO_MANY_CONNECTIONS) {
        open();
      }
    } else if (open) {
      probe(PROBE_WITHIN);
    } else if (retry != null) {
      backoff.reset();
      connect();
    }
  }

  /// Connects anew unless the answer comes in time. Other frames may have come before the sleep.
  private void probe(Duration within) {
    ClientWebSocket probed = socket;
    // Below zero, where no other command's id is.
    long probe = --probes;
    send(new ClientCommand.Ping(probe));
    loop.schedule(
        within,
        () -> {
          if (probed.equals(socket) && answered > probe) {
            restart();
          }
        });
  }

  /// Throws the connection away, unanswered, and opens another at once.
  public void restart() {
    if (wanted) {
      drop();
      listener.waiting(loop.now(), null);
      connect();
    }
  }

  /// The server said over HTTP that the login ended.
  public void signedOut() {
    if (wanted) {
      end(EndReason.SIGNED_OUT);
    }
  }

  @Override
  public void opened(ClientWebSocket which) {
    onLoop(
        which,
        () -> {
          open = true;
          refusals = 0;
          since = loop.nanoTime();
          lastFrame = since;
          listener.opened();
        });
  }

  @Override
  public void received(ClientWebSocket which, List<ServerEvent> events) {
    onLoop(
        which,
        () -> {
          lastFrame = loop.nanoTime();
          for (ServerEvent event : events) {
            // An event can end the connection; the rest of its frame is replayed to the next one.
            if (which.equals(socket)) {
              handle(event);
            }
          }
        });
  }

  @Override
  public void closed(ClientWebSocket which, int code) {
    onLoop(
        which,
        () -> {
          boolean wasOpen = open;
          socket = null;
          open = false;
          if (!CloseCode.reconnects(code)) {
            end(EndReason.of(code));
          } else if (!wasOpen && code == ClientWebSocket.UPGRADE_REFUSED) {
            askWhetherSignedIn();
          } else {
            waitAndRetry(wasOpen, null);
          }
        });
  }

  private void handle(ServerEvent event) {
    if (event instanceof ServerEvent.Ping) {
      send(new ClientCommand.Ping(null));
    } else if (event instanceof ServerEvent.Bye bye) {
      byeWait = Duration.ofMillis(Math.clamp(bye.reconnectAfterMs(), 0, 60_000));
    } else if (event instanceof ServerEvent.Pong(Long id) && id != null && id < answered) {
      answered = id;
    }
    listener.received(event);
  }

  private void connect() {
    cancelRetry();
    since = loop.nanoTime();
    socket = new ClientWebSocket(this);
    listener.connecting();
    socket.connect(api.webSocket());
  }

  /// A refused upgrade tells nothing, neither why there is no TLS; the session's own address does.
  private void askWhetherSignedIn() {
    var _ =
        api.session()
            .whenComplete((answer, failure) ->
                loop.execute(() -> {
                  if (!wanted || socket != null) {
                    return;
                  }
                  ApiException reason = failure == null ? null : ApiException.of(failure);
                  if (reason != null && reason.signedOut()) {
                    end(EndReason.SIGNED_OUT);
                  } else {
                    waitAndRetry(false, reason == null ? withoutSocket() : reason);
                  }
                }));
  }

  /// Once can be a server that is just stopping.
  ///
  /// @return null if it may pass by itself
  private ApiException withoutSocket() {
    refusals++;
    return refusals < REFUSALS_THAT_TELL
        ? null
        : new ApiException.NoWebSocket(api.address().host());
  }

  /// @param reason why there is no connection; null if that is not known
  private void waitAndRetry(boolean wasOpen, ApiException reason) {
    if (wasOpen && elapsed(since).compareTo(GOOD_AFTER) >= 0) {
      backoff.reset();
    }
    Duration wait = backoff.next().plus(byeWait);
    byeWait = Duration.ZERO;
    retry = loop.schedule(wait, this::connect);
    listener.waiting(loop.now().plus(wait), reason);
  }

  /// Looks for silence, for a try that hangs, and for a night's sleep.
  private void tick() {
    boolean slept = sleep.slept(TICK);
    tick = loop.schedule(TICK, this::tick);
    if (slept) {
      wokeUp();
    } else if (open ? isSilent() : socket != null && elapsed(since).compareTo(OPEN_WITHIN) >= 0) {
      LOG.info("Nothing heard for too long: connecting anew");
      boolean wasOpen = open;
      drop();
      waitAndRetry(wasOpen, null);
    }
  }

  /// What was waited for before the sleep is not worth waiting for.
  private void wokeUp() {
    backoff.reset();
    if (open && !isSilent()) {
      probe(PROBE_AFTER_SLEEP_WITHIN);
    } else if (socket != null) {
      restart();
    } else if (retry != null) {
      connect();
    }
  }

  private boolean isSilent() {
    return elapsed(lastFrame).compareTo(SILENCE) >= 0;
  }

  private void end(EndReason reason) {
    LOG.info("The server ended the session: {}", reason);
    stop();
    ended = reason;
    listener.ended(reason);
  }

  private void stop() {
    wanted = false;
    drop();
    if (tick != null) {
      tick.cancel();
    }
  }

  private void drop() {
    cancelRetry();
    if (socket != null) {
      socket.abandon();
    }
    socket = null;
    open = false;
  }

  private void cancelRetry() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }

  private Duration elapsed(long from) {
    return Duration.ofNanos(loop.nanoTime() - from);
  }

  /// What an abandoned socket still has to say is not heard.
  private void onLoop(ClientWebSocket which, Runnable task) {
    loop.execute(() -> {
      if (which.equals(socket)) {
        task.run();
      }
    });
  }
}
