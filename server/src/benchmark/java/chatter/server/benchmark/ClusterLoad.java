package chatter.server.benchmark;

import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.checker.ClusterInTrial;
import chatter.shared.protocol.ClientCommand.Hello;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.Visibility;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// People at all servers of a cluster, in a ring: each writes in a room of its own, where only the
/// next one reads, who is at the next server.
final class ClusterLoad implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final long LONGEST_NANOS = 120_000_000_000L;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Talker> talkers = new ArrayList<>();
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final AtomicInteger stored = new AtomicInteger();
  private volatile Histogram acks = new ConcurrentHistogram(LONGEST_NANOS, 3);
  private volatile Histogram deliveries = new ConcurrentHistogram(LONGEST_NANOS, 3);
  private volatile boolean closedLoop;

  private ClusterLoad() {}

  /// @param rooms how many there are, and people
  static ClusterLoad of(ClusterInTrial cluster, int rooms) throws Exception {
    ClusterLoad load = new ClusterLoad();
    TestServer server = TestServer.at(cluster.port());
    List<TestUser> people = new ArrayList<>();
    for (int i = 0; i < rooms; i++) {
      people.add(server.signUp("somebody"));
    }
    for (int i = 0; i < rooms; i++) {
      TestUser reader = people.get((i + 1) % rooms);
      long room = people.get(i).makeRoom("Room " + i, Visibility.PRIVATE, reader).id();
      load.talkers.add(load.new Talker(people.get(i).token(), room));
    }
    for (int i = 0; i < rooms; i++) {
      int port = cluster.nodes().get(i % cluster.nodes().size()).server().port();
      load.talkers.get(i).connect(port).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return load;
  }

  /// Sends at a fixed rate, whether the servers keep up or not.
  Window paced(int perSecond, int millis) throws Exception {
    acks = new ConcurrentHistogram(LONGEST_NANOS, 3);
    deliveries = new ConcurrentHistogram(LONGEST_NANOS, 3);
    Histogram acked = acks;
    Histogram delivered = deliveries;
    long each = 1_000_000_000L / perSecond;
    long count = (long) perSecond * millis / 1_000;
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = began + i * each;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      talkers.get(i % talkers.size()).say();
    }
    awaitQuiet();
    return new Window(Millis.of(acked), Millis.of(delivered));
  }

  /// Everybody sends the next when the one before is acknowledged.
  ///
  /// @return how many are stored in a second
  double closed(int millis) throws Exception {
    closedLoop = true;
    for (Talker talker : talkers) {
      talker.say();
    }
    // As a server is some seconds after such a load began.
    Swarm.pause(millis / 2);
    int before = stored.get();
    long began = System.nanoTime();
    Swarm.pause(millis);
    double perSecond = (stored.get() - before) * 1e9 / (System.nanoTime() - began);
    closedLoop = false;
    awaitQuiet();
    return perSecond;
  }

  private void awaitQuiet() throws TimeoutException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!sent.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new TimeoutException(sent.size() + " messages were not delivered");
      }
      Swarm.pause(20);
    }
  }

  /// Kills the first server. Whoever was at it comes again, to whichever the balancer chooses.
  ///
  /// @return from the kill until each was live again
  Millis killed(ClusterInTrial cluster) throws Exception {
    int nodes = cluster.nodes().size();
    List<CompletableFuture<Void>> again = new ArrayList<>();
    Histogram took = new ConcurrentHistogram(LONGEST_NANOS, 3);
    long began = System.nanoTime();
    for (int i = 0; i < talkers.size(); i += nodes) {
      Talker talker = talkers.get(i);
      again.add(
          talker
              .ended
              .thenCompose(_ -> talker.again(cluster.port()))
              .thenRun(() -> took.recordValue(System.nanoTime() - began)));
    }
    cluster.nodes().getFirst().server().kill();
    CompletableFuture.allOf(again.toArray(CompletableFuture[]::new))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return Millis.of(took);
  }

  @Override
  public void close() {
    talkers.forEach(talker -> talker.socket.abort());
    http.shutdownNow();
    http.close();
  }

  /// @param p50 of all, in milliseconds
  /// @param p99 of all, in milliseconds
  record Millis(double p50, double p99) {
    static final Millis NONE = new Millis(Double.NaN, Double.NaN);

    private static Millis of(Histogram nanos) {
      return new Millis(
          nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
          nanos.getValueAtPercentile(99) / NANOS_PER_MILLI);
    }
  }

  /// What was measured in a while.
  ///
  /// @param acks from sending to the ack
  /// @param deliveries from sending to where the other has it
  record Window(Millis acks, Millis deliveries) {}

  private final class Talker implements WebSocket.Listener {
    private final String token;
    private final long room;
    private final StringBuilder frame = new StringBuilder();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Long, Long> underWay = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Void> live = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile WebSocket socket;

    private Talker(String token, long room) {
      this.token = token;
      this.room = room;
    }

    private CompletableFuture<Void> connect(int port) {
      live = new CompletableFuture<>();
      frame.setLength(0);
      return http.newWebSocketBuilder()
          .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/" + token), this)
          .thenCompose(open -> {
            socket = open;
            return open.sendText(
                Codec.encode(new Hello(null, ProtocolVersion.CURRENT, null, null, Map.of())), true);
          })
          .thenCompose(_ -> live);
    }

    /// Until somebody takes it.
    private CompletableFuture<Void> again(int port) {
      return connect(port)
          .exceptionallyCompose(_ ->
              CompletableFuture.supplyAsync(
                      () -> null, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                  .thenCompose(_ -> again(port)));
    }

    private void say() {
      long number = numbers.incrementAndGet();
      // Also what it says: only who wrote it is told the command's id.
      String id = UUID.randomUUID().toString();
      long now = System.nanoTime();
      sent.put(id, now);
      underWay.put(number, now);
      var _ = socket.sendText(Codec.encode(new SendMessage(number, room, id, id, null)), true);
    }

    @Override
    public CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
      frame.append(data);
      if (last) {
        List<ServerEvent> events = Codec.decodeEvents(frame.toString());
        frame.setLength(0);
        events.forEach(this::came);
      }
      return WebSocket.Listener.super.onText(open, data, last);
    }

    private void came(ServerEvent event) {
      switch (event) {
        case ServerEvent.Live _ -> live.complete(null);
        case ServerEvent.Ack ack -> {
          Long since = underWay.remove(ack.id());
          if (since != null) {
            acks.recordValue(System.nanoTime() - since);
            stored.incrementAndGet();
            if (closedLoop) {
              say();
            }
          }
        }
        case ServerEvent.MessagePosted posted when posted.conversation() != room -> {
          Long since = sent.remove(posted.body());
          if (since != null) {
            deliveries.recordValue(System.nanoTime() - since);
          }
        }
        default -> {
          // Nothing that is measured.
        }
      }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket open, int code, String why) {
      over(new IllegalStateException("closed with " + code));
      return null;
    }

    @Override
    public void onError(WebSocket open, Throwable failure) {
      over(failure);
    }

    private void over(Throwable why) {
      live.completeExceptionally(why);
      ended.complete(null);
    }
  }
}
