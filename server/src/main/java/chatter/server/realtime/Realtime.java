package chatter.server.realtime;

import chatter.server.conversation.Conversations;
import chatter.server.limit.HeapShare;
import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.limit.RateLimiter;
import chatter.server.limit.TokenBucket;
import chatter.server.realtime.transport.FrameEndPoint;
import chatter.server.realtime.transport.Transport;
import chatter.server.session.Caller;
import chatter.server.session.Sessions;
import chatter.shared.limits.Limits;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ProtocolVersion;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.util.DemandChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything behind `/ws/<token>`, put together: makes endpoints, connections and the one command
/// handler.
public final class Realtime implements AutoCloseable {
  /// Below this path every upgrade goes.
  public static final String PATH = "/ws/";

  private static final String ENDPOINT = PATH + "{token}";
  private static final long BYTES_PER_MEGABYTE = 1_000_000;
  private static final Logger log = LoggerFactory.getLogger(Realtime.class);
  private static final long STOP_MILLIS = 1_000;
  private static final int HELD_EVENTS = 20_000;
  private static final long HELD_BYTES = 4 * 1024 * 1024;
  private static final double BURST_SECONDS = 5;
  private static final int PATIENCE_FRAMES = 100;
  private static final int PATIENCE_PER_SECOND = 2;

  private final Hub hub;
  private final SocketUpgrade upgrade;
  private final LimitSettings limits;
  private final LongSupplier nanoTime;
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final RealtimeMetrics metrics = new RealtimeMetrics();
  private final FrameHandler frames;
  private final Connection.QueueBound bound;
  private final ConnectionMemory memory = new ConnectionMemory(HeapShare.bytes());

  /// @param hub hands out events
  /// @param conversations what commands are about
  /// @param sessions logins
  /// @param people who connects
  /// @param limits how fast and how much
  /// @param epoch the database's
  /// @param time the wall clock and a monotonic one
  public Realtime(
      Hub hub,
      Conversations conversations,
      Sessions sessions,
      People people,
      LimitSettings limits,
      String epoch,
      Time time) {
    this.hub = hub;
    this.upgrade = new SocketUpgrade(this, sessions);
    this.limits = limits;
    this.nanoTime = time.nanoTime();
    this.bound =
        new Connection.QueueBound(
            limits.bound(Limit.QUEUE_FRAMES),
            limits.bound(Limit.QUEUE_BYTES),
            HELD_EVENTS,
            HELD_BYTES);
    PacedDelivery delivery = new PacedDelivery(hub);
    CommandHandler commands =
        new CommandHandler(
            hub,
            conversations,
            new Resumption(
                hub,
                conversations,
                people,
                epoch,
                time.clock(),
                heartbeat(limits),
                fileBytes(limits),
                delivery),
            new CommandHandler.Rates(
                new RateLimiter<>(
                    limits.value(Limit.SENDS_PER_SECOND),
                    limits.value(Limit.SENDS_BURST),
                    nanoTime),
                rate(Limit.REACTIONS_PER_SECOND),
                rate(Limit.READ_MARKS_PER_SECOND),
                rate(Limit.TYPING_PER_SECOND),
                rate(Limit.SYNCS_PER_SECOND)),
            delivery,
            blocking,
            metrics);
    this.frames = new FrameHandler(hub, commands, nanoTime, metrics);
  }

  private RateLimiter<Long> rate(Limit limit) {
    int perSecond = limits.value(limit);
    return new RateLimiter<>(perSecond, perSecond * BURST_SECONDS, nanoTime);
  }

  /// Does now what would otherwise be done, by everybody's threads, when the first client comes.
  /// Takes a tenth of a second of an idle computer. Any thread.
  public static void prepare() {
    // Each looks at its classes when it is used first.
    Objects.requireNonNull(FixedLines.LIVE);
    Objects.requireNonNull(SocketUpgrade.Bare.REQUEST);
  }

  /// What to tell clients; those of a server that never pings expect it as from any other.
  private static Long fileBytes(LimitSettings limits) {
    int megabytes = limits.value(Limit.FILE_MEGABYTES);
    return megabytes == 0 ? null : (long) megabytes * BYTES_PER_MEGABYTE;
  }

  private static int heartbeat(LimitSettings limits) {
    int seconds = limits.value(Limit.PING_AFTER_SECONDS);
    return seconds == 0 ? Limits.HEARTBEAT_SECONDS : seconds;
  }

  /// Adds the websocket endpoint to a servlet context, before it starts.
  public void mount(ServletContextHandler context) {
    JakartaWebSocketServletContainerInitializer.configure(
        context,
        (servletContext, container) -> {
          container.addEndpoint(
              ServerEndpointConfig.Builder.create(ChatEndpoint.class, ENDPOINT)
                  .subprotocols(List.of(ProtocolVersion.SUBPROTOCOL))
                  .configurator(new Configurator())
                  .build());
          upgrade.over(WebSocketMappings.getMappings(context), ENDPOINT);
        });
  }

  /// What upgrades the requests that were let in by `SocketUpgrade.admit`; to be asked for once.
  ///
  /// @param next what serves all others
  public Handler upgrades(Handler next) {
    upgrade.setHandler(next);
    return upgrade;
  }

  /// What it counts.
  public RealtimeMetrics metrics() {
    return metrics;
  }

  Hub hub() {
    return hub;
  }

  FrameHandler frames() {
    return frames;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /// What counts a connection's frames.
  ///
  /// @param next asks Jetty for one frame more
  FrameMeter meter(Connection connection, FrameEndPoint socket, DemandChain next) {
    return new FrameMeter(
        connection,
        socket,
        next,
        hub,
        new FrameMeter.FrameRate(
            limits.value(Limit.FRAMES_PER_SECOND), limits.value(Limit.FRAMES_BURST)),
        nanoTime);
  }

  Connection connection(Caller caller, Transport transport) {
    long now = nanoTime.getAsLong();
    int framesPerSecond = limits.value(Limit.FRAMES_PER_SECOND);
    return new Connection(
        caller,
        transport,
        bound,
        memory.of(caller.account()),
        new TokenBucket(framesPerSecond, limits.value(Limit.FRAMES_BURST), now),
        new TokenBucket(PATIENCE_PER_SECOND, PATIENCE_FRAMES, now),
        now,
        metrics);
  }

  /// Ends what still runs for the connections. Call after they are closed and before the hub is:
  /// some of it waits for the hub.
  @Override
  public void close() {
    blocking.shutdownNow();
    try {
      if (!blocking.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        log.warn("something still runs for a connection that is gone");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Makes an endpoint per connection, and offers no extension: a compressed frame could not be
  /// shared, and inflating what strangers send needs a limit that the container does not have.
  private static final class Configurator extends ServerEndpointConfig.Configurator {
    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(new ChatEndpoint());
    }

    @Override
    public List<Extension> getNegotiatedExtensions(
        List<Extension> installed, List<Extension> requested) {
      return List.of();
    }

    /// The container's own choice writes what a client offers into the log, and some clients offer
    /// their token.
    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
      return requested.contains(ProtocolVersion.SUBPROTOCOL) ? ProtocolVersion.SUBPROTOCOL : "";
    }

    @Override
    public boolean checkOrigin(String origin) {
      // Checked before the upgrade, where a refusal can be answered with a status of its own.
      return true;
    }
  }

  /// Who connects.
  ///
  /// @param lasts whether a login has not ended
  /// @param ownView an account as its owner sees it; empty if it may not sign in
  /// @param notifications what an account has said about notifications
  public record People(
      Predicate<Caller> lasts,
      LongFunction<Optional<AccountInfo>> ownView,
      LongFunction<NotificationSettings> notifications) {}

  /// Both clocks.
  ///
  /// @param clock for showing and storing
  /// @param nanoTime for waiting; never goes back
  public record Time(Clock clock, LongSupplier nanoTime) {}
}
