package chatter.client.net;

import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one websocket to the server open for as long as it is wanted: connects, notices silence
/// and sleep, waits and tries again, and stops when the server says so. Everything runs on the
/// loop's thread.
final class ServerConnection implements Socket.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

  private static final Duration SILENCE = Duration.ofSeconds(Limits.CLIENT_SILENCE_SECONDS);
  private static final Duration OPEN_WITHIN = Duration.ofSeconds(15);
  private static final Duration PROBE_WITHIN = Duration.ofSeconds(5);
  private static final Duration TICK = Duration.ofSeconds(5);

  /// How much more than a tick the clock moves when the computer slept in between.
  private static final Duration SLEPT = Duration.ofSeconds(10);

  /// A connection that lasted as long was a good one: the next back-off starts small again.
  private static final Duration GOOD_AFTER = Duration.ofSeconds(10);

  /// What the owner of the connection hears, on the loop's thread.
  interface Listener {
    /// A try begins.
    void connecting();

    /// Open: say hello.
    void opened();

    /// The next event.
    void received(ServerEvent event);

    /// Not open any more, or not yet; the next try comes at `retryAt`.
    void waiting(Instant retryAt);

    /// Closed for good.
    void ended(EndReason reason);
  }

  private final AccountApi api;
  private final SessionLoop loop;
  private final Backoff backoff;
  private final Listener listener;

  private Socket socket;
  private boolean open;
  private boolean wanted;
  private EndReason ended;
  private long since;
  private long lastFrame;
  private Instant lastTick;
  private Duration byeWait = Duration.ZERO;
  private SessionLoop.Alarm retry;
  private SessionLoop.Alarm tick;

  /// @param api asked whether the login is still good when the server refuses the upgrade
  ServerConnection(AccountApi api, SessionLoop loop, Backoff backoff, Listener listener) {
    this.api = api;
    this.loop = loop;
    this.backoff = backoff;
    this.listener = listener;
  }

  /// Begins.
  void open() {
    if (!wanted) {
      wanted = true;
      ended = null;
      lastTick = loop.now();
      tick = loop.schedule(TICK, this::tick);
      connect();
    }
  }

  /// Stops, with a good-bye if it is open. No call to the listener follows.
  void close() {
    Socket last = socket;
    boolean wasOpen = open;
    stop();
    if (last != null) {
      if (wasOpen) {
        last.close();
      } else {
        last.abandon();
      }
    }
  }

  /// Puts a command on its way.
  ///
  /// @return whether the connection was open
  boolean send(ClientCommand command) {
    return open && socket.send(command);
  }

  /// Connects now, or makes sure within seconds that the connection still works.
  void tryNow() {
    if (!wanted) {
      if (ended == EndReason.TOO_MANY_CONNECTIONS) {
        open();
      }
    } else if (open) {
      Socket probed = socket;
      long asked = loop.nanoTime();
      send(new ClientCommand.Ping(null));
      loop.schedule(
          PROBE_WITHIN,
          () -> {
            if (probed.equals(socket) && lastFrame - asked <= 0) {
              LOG.info("No answer: connecting anew");
              restart();
            }
          });
    } else if (retry != null) {
      connect();
    }
  }

  /// Throws the connection away, unanswered, and opens another at once.
  void restart() {
    if (wanted) {
      drop();
      listener.waiting(loop.now());
      connect();
    }
  }

  /// The server said over HTTP that the login ended.
  void signedOut() {
    if (wanted) {
      drop();
      end(EndReason.SIGNED_OUT);
    }
  }

  @Override
  public void opened(Socket which) {
    onLoop(
        which,
        () -> {
          open = true;
          since = loop.nanoTime();
          lastFrame = since;
          listener.opened();
        });
  }

  @Override
  public void received(Socket which, List<ServerEvent> events) {
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
  public void closed(Socket which, int code) {
    onLoop(
        which,
        () -> {
          boolean wasOpen = open;
          socket = null;
          open = false;
          if (!CloseCode.reconnects(code)) {
            end(EndReason.of(code));
          } else if (!wasOpen && code == Socket.UPGRADE_REFUSED) {
            askWhetherSignedIn();
          } else {
            waitAndRetry(wasOpen);
          }
        });
  }

  private void handle(ServerEvent event) {
    if (event instanceof ServerEvent.Ping) {
      send(new ClientCommand.Ping(null));
    } else if (event instanceof ServerEvent.Bye bye) {
      byeWait = Duration.ofMillis(Math.clamp(bye.reconnectAfterMs(), 0, 60_000));
    }
    listener.received(event);
  }

  private void connect() {
    cancelRetry();
    since = loop.nanoTime();
    socket = new Socket(api.address().webSocket(api.token()), this);
    listener.connecting();
    socket.connect();
  }

  /// A refused upgrade tells nothing; the session's own address does.
  private void askWhetherSignedIn() {
    var _ =
        api.session()
            .whenComplete((answer, failure) ->
                loop.execute(() -> {
                  if (!wanted || socket != null) {
                    return;
                  }
                  if (failure != null && ApiException.of(failure).signedOut()) {
                    end(EndReason.SIGNED_OUT);
                  } else {
                    waitAndRetry(false);
                  }
                }));
  }

  private void waitAndRetry(boolean wasOpen) {
    if (wasOpen && elapsed(since).compareTo(GOOD_AFTER) >= 0) {
      backoff.reset();
    }
    Duration wait = backoff.next().plus(byeWait);
    byeWait = Duration.ZERO;
    retry = loop.schedule(wait, this::connect);
    listener.waiting(loop.now().plus(wait));
  }

  /// Looks for silence, for a try that hangs, and for a night's sleep.
  private void tick() {
    Duration gap = Duration.between(lastTick, loop.now());
    lastTick = loop.now();
    tick = loop.schedule(TICK, this::tick);
    if (open && elapsed(lastFrame).compareTo(SILENCE) >= 0) {
      LOG.info("Nothing heard for {} s: connecting anew", SILENCE.toSeconds());
      drop();
      waitAndRetry(true);
    } else if (socket != null && !open && elapsed(since).compareTo(OPEN_WITHIN) >= 0) {
      drop();
      waitAndRetry(false);
    } else if (gap.minus(TICK).compareTo(SLEPT) > 0) {
      tryNow();
    }
  }

  private void end(EndReason reason) {
    LOG.info("The server ended the session: {}", reason);
    stop();
    ended = reason;
    listener.ended(reason);
  }

  private void stop() {
    wanted = false;
    socket = null;
    open = false;
    cancelRetry();
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
  private void onLoop(Socket which, Runnable task) {
    loop.execute(() -> {
      if (which.equals(socket)) {
        task.run();
      }
    });
  }
}
