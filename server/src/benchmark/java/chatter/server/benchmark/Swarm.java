package chatter.server.benchmark;

import chatter.server.tls.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.HdrHistogram.Histogram;

/// Thousands of websocket clients on one thread, which write, read and check that what they read is
/// whole: every message must have the next `seq`. Methods may be called from any thread; what they
/// are given runs on the swarm's.
final class Swarm implements AutoCloseable {
  private static final int BUFFER_BYTES = 1024 * 1024;
  private static final int CONNECTING_AT_ONCE = 64;
  private static final long ANSWER_SECONDS = 120;
  private static final long SPIN_NANOS = 1_500_000;
  private static final int BODY_BYTES = 100;
  private static final int MOST_UNDER_WAY = 1 << 20;
  private static final int LEAST_UNDER_WAY = 1 << 14;
  private static final String PADDING = "x".repeat(BODY_BYTES);
  private static final List<String> EMOJI = List.of("👍", "❤️", "😂", "🎉", "😮");

  private final Subject server;
  private final Selector selector;
  private final RecentFrames recent;
  private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
  private final List<Peer> peers = new ArrayList<>();
  private final List<Peer.Member> waiting = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer scratch = Wire.scratch();
  private final SSLContext trust;
  private final Thread thread;
  private int connecting;
  private int atOnce;

  private int live;
  private Window window = new Window();
  private Pace pace = Pace.NONE;
  private String failure;
  private volatile boolean stopping;

  Swarm(Subject server) {
    this.server = server;
    this.trust = server.isEncrypted() ? TestCertificates.trusting() : null;
    this.recent = new RecentFrames(server.isChatter() ? Lines::ofChatter : Lines::ofEcho);
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.thread = Thread.ofPlatform().name("swarm").daemon().start(this::run);
  }

  /// Connects that many, a few at a time, and waits until all are live.
  ///
  /// @return how long that took, in nanoseconds
  long connect(List<Peer.Member> members) {
    return connect(members, CONNECTING_AT_ONCE);
  }

  /// The same with so many at a time.
  long connect(List<Peer.Member> members, int atOnce) {
    long begin = System.nanoTime();
    int wanted =
        ask(() -> {
          this.atOnce = atOnce;
          waiting.addAll(members.reversed());
          admit();
          return live + members.size();
        });
    while (ask(() -> live) < wanted) {
      pause(1);
    }
    return System.nanoTime() - begin;
  }

  private void admit() {
    while (!waiting.isEmpty() && connecting < atOnce) {
      try {
        connecting++;
        peers.add(new Peer(this, peers.size(), waiting.removeLast(), server.port()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Has peers write, each with so many messages under way, until the next call.
  ///
  /// @param writers which peers, by their place
  /// @param inFlight for each; 0 stops them
  void write(List<Integer> writers, int inFlight) {
    ask(() -> {
      prepare(writers);
      for (int writer : writers) {
        Peer peer = peers.get(writer);
        peer.sent.inFlight = inFlight;
        for (int i = 0; i < inFlight; i++) {
          post(peer, System.nanoTime());
        }
        flush(peer);
      }
      return null;
    });
  }

  /// Has peers write in turn, so many messages a second in all; 0 stops them.
  void pace(List<Integer> writers, int perSecond) {
    ask(() -> {
      prepare(writers);
      pace =
          perSecond == 0
              ? Pace.NONE
              : new Pace(writers, perSecond, Long.MAX_VALUE, System.nanoTime(), this::post);
      return null;
    });
  }

  /// Has peers react to a message, one after the other within a second, each once. They must be all
  /// of the room, from the account 1 on.
  void react(List<Integer> those, long message) {
    ask(() -> {
      prepare(those);
      pace =
          new Pace(
              those,
              those.size(),
              those.size(),
              System.nanoTime(),
              (peer, due) -> putReaction(peer, message, due));
      return null;
    });
  }

  private void prepare(List<Integer> those) {
    for (int index : those) {
      Peer peer = peers.get(index);
      if (peer.sent == null) {
        peer.sent = new Peer.Sent();
      }
    }
  }

  /// Notes from now on when everybody of its room has a message. Nothing may be under way.
  void countReceivers() {
    ask(() -> {
      Map<Long, List<Peer>> rooms =
          peers.stream().collect(Collectors.groupingBy(peer -> peer.member.room()));
      int underWay = Math.max(LEAST_UNDER_WAY, MOST_UNDER_WAY / rooms.size());
      rooms
          .values()
          .forEach(room -> {
            Receivers receivers = new Receivers(room.size(), new int[underWay]);
            for (Peer peer : room) {
              peer.receivers = receivers;
              peer.received = 0;
            }
          });
      return null;
    });
  }

  /// Drops every connection at once, as clients whose network went away.
  void drop() {
    ask(() -> {
      peers.forEach(Peer::close);
      peers.clear();
      live = 0;
      return null;
    });
  }

  /// Measures for a while.
  Window measure(long millis) {
    begin();
    pause(millis);
    return end();
  }

  /// Begins to measure.
  void begin() {
    ask(() -> {
      window = new Window();
      window.begin(server);
      return null;
    });
  }

  /// What happened since `begin`.
  Window end() {
    return ask(() -> {
      Window measured = window;
      window = new Window();
      measured.end(server);
      return measured;
    });
  }

  /// How many have a connection.
  int size() {
    return ask(() -> (int) peers.stream().filter(p -> p.stage == Peer.Stage.LIVE).count());
  }

  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    actions.add(() -> {
      if (failure != null) {
        answer.completeExceptionally(new IllegalStateException(failure));
        return;
      }
      try {
        answer.complete(question.get());
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    });
    selector.wakeup();
    return answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// What the bytes of a connection go through.
  Wire wire(SocketChannel channel) {
    if (trust == null) {
      return Wire.plain(channel);
    }
    // Without a name, so that no session is resumed.
    SSLEngine engine = trust.createSSLEngine();
    engine.setUseClientMode(true);
    return Wire.encrypted(channel, engine, scratch);
  }

  /// Whether the server is spoken to through TLS.
  boolean isEncrypted() {
    return trust != null;
  }

  SelectionKey register(SocketChannel channel, int interest, Peer peer) throws IOException {
    return channel.register(selector, interest, peer);
  }

  /// Whether the peers speak Chatter's protocol; otherwise they only send texts to a room.
  boolean isChatter() {
    return server.isChatter();
  }

  /// A peer's websocket is open.
  void upgraded(Peer peer) {
    if (server.isChatter()) {
      peer.send(
          "{\"type\":\"hello\",\"version\":"
              + server.build().protocol()
              + ",\"client\":\"benchmark\",\"cursors\":{}}");
    } else {
      arrived(peer);
    }
  }

  private void arrived(Peer peer) {
    peer.stage = Peer.Stage.LIVE;
    live++;
    connecting--;
    admit();
  }

  /// A peer has lost its connection, which no measurement survives.
  void lost(Peer peer, String why) {
    failure = "peer " + peer.index + " was lost: " + why;
  }

  /// A peer got a text frame.
  void text(Peer peer, ByteBuffer payload) {
    Lines lines = recent.read(payload);
    if (lines.lastSeq() >= 0) {
      peer.cursor = lines.lastSeq();
    }
    if (lines.live()) {
      arrived(peer);
    }
    if (lines.refusals() > 0) {
      failure = "the server refused something: " + ascii(payload);
    }
    long now = System.nanoTime();
    for (int i = 0; i < lines.acks(); i++) {
      window.acks.recordValue(Math.max(0, now - peer.sent.sentNanos(lines.ack(i))));
    }
    if (lines.reactions() > 0) {
      window.reactionFrames++;
    }
    if (lines.entries() > 0) {
      entries(peer, lines, now);
    }
  }

  private void entries(Peer peer, Lines lines, long now) {
    int own = 0;
    for (int i = 0; i < lines.entries(); i++) {
      if (server.isChatter()) {
        if (lines.seq(i) != peer.cursor + 1 && peer.cursor >= 0) {
          failure = "peer " + peer.index + " got " + lines.seq(i) + " after " + peer.cursor;
        }
        peer.cursor = lines.seq(i);
      }
      if (lines.kind(i) == Lines.Kind.REACTION) {
        long reacted = peers.get(lines.sender(i) - 1).reactedNanos;
        window.reactions.recordValue(Math.max(0, now - reacted));
      }
      if (lines.sentNanos(i) > 0) {
        window.deliveries.recordValue(Math.max(0, now - lines.sentNanos(i)));
        if (peer.receivers != null) {
          received(peer, now - lines.sentNanos(i));
        }
        if (lines.sender(i) == peer.index) {
          own++;
        }
      }
    }
    window.delivered += lines.messages();
    if (own > 0) {
      window.returned += own;
      if (peer.sent != null && peer.sent.inFlight > 0) {
        for (int i = 0; i < own; i++) {
          post(peer, now);
        }
      }
    }
  }

  /// All get all messages in the same order, so the nth of one is the nth of the others.
  private void received(Peer peer, long nanos) {
    int[] got = peer.receivers.got;
    int place = (int) (peer.received++ % got.length);
    if (++got[place] == peer.receivers.people) {
      got[place] = 0;
      window.toAll.recordValue(Math.max(0, nanos));
    }
  }

  private void post(Peer peer, long nanos) {
    long id = peer.sent.next(nanos);
    String begin = "t" + nanos + "s" + peer.index + " ";
    String body = begin + PADDING.substring(begin.length());
    if (!server.isChatter()) {
      peer.send(body);
      return;
    }
    peer.send(
        "{\"type\":\"sendMessage\",\"id\":"
            + id
            + ",\"conversation\":"
            + peer.member.room()
            + ",\""
            + server.build().commandIdField()
            + "\":\""
            + commandId(peer, nanos, id)
            + "\",\"body\":\""
            + body
            + "\"}");
  }

  private static UUID commandId(Peer peer, long nanos, long id) {
    return new UUID(
        (nanos << 16) | 0x4000 | (id & 0xfff),
        0x8000_0000_0000_0000L | ((long) peer.index << 32) | (id & 0xffff_ffffL));
  }

  private void putReaction(Peer peer, long message, long nanos) {
    long id = peer.sent.next(nanos);
    peer.reactedNanos = nanos;
    peer.send(
        "{\"type\":\"react\",\"id\":"
            + id
            + ",\"conversation\":"
            + peer.member.room()
            + ",\"commandId\":\""
            + commandId(peer, nanos, id)
            + "\",\"message\":"
            + message
            + ",\"emoji\":\""
            + EMOJI.get(peer.index % EMOJI.size())
            + "\",\"on\":true}");
  }

  private void flush(Peer peer) {
    try {
      peer.flush();
    } catch (IOException e) {
      lost(peer, e.toString());
    }
  }

  private void run() {
    try (selector) {
      while (!stopping) {
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
          action.run();
        }
        long wait = pace.tick(this);
        if (wait < SPIN_NANOS) {
          selector.selectNow(this::ready);
        } else {
          selector.select(this::ready, wait / 1_000_000);
        }
      }
      peers.forEach(Peer::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ready(SelectionKey key) {
    Peer peer = (Peer) key.attachment();
    try {
      peer.ready(buffer);
    } catch (IOException e) {
      lost(peer, e.toString());
    }
  }

  private static String ascii(ByteBuffer payload) {
    byte[] bytes = new byte[Math.min(300, payload.remaining())];
    payload.get(payload.position(), bytes);
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /// What happened in a while.
  static final class Window {
    /// How long messages took from their sender to everybody, in nanoseconds.
    final Histogram deliveries = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);

    /// How long messages took from their sender to the last of all, in nanoseconds.
    final Histogram toAll = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);

    /// How long messages took to be answered, in nanoseconds.
    final Histogram acks = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);

    /// How long reactions took from who reacted to everybody, in nanoseconds.
    final Histogram reactions = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);

    /// How many frames brought reactions.
    long reactionFrames;

    /// How many messages reached somebody.
    long delivered;

    /// How many messages came back to their sender.
    long returned;

    double seconds;
    double serverCpuSeconds;
    double loadCpuSeconds;

    private void begin(Subject server) {
      seconds = -System.nanoTime() / 1e9;
      serverCpuSeconds = -server.cpuSeconds();
      loadCpuSeconds = -Machine.ownCpuSeconds();
    }

    private void end(Subject server) {
      seconds += System.nanoTime() / 1e9;
      serverCpuSeconds += server.cpuSeconds();
      loadCpuSeconds += Machine.ownCpuSeconds();
    }

    double deliveryMillis(double percentile) {
      return deliveries.getValueAtPercentile(percentile) / 1e6;
    }

    double toAllMillis(double percentile) {
      return toAll.getValueAtPercentile(percentile) / 1e6;
    }

    double ackMillis(double percentile) {
      return acks.getValueAtPercentile(percentile) / 1e6;
    }

    double deliveriesPerSecond() {
      return delivered / seconds;
    }

    double messagesPerSecond() {
      return returned / seconds;
    }
  }

  /// How many of a room have got each of its last messages.
  ///
  /// @param people in the room
  /// @param got by the number of a message among those of the room, again and again
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Receivers(int people, int[] got) {}

  /// Commands at fixed times, whether the server keeps up or not: one that is sent late counts as
  /// sent when it was due.
  private static final class Pace {
    static final Pace NONE = new Pace(List.of(), 0, 0, 0, (peer, due) -> {});
    private static final long IDLE_NANOS = 20_000_000;

    private final List<Integer> writers;
    private final int perSecond;
    private final long most;
    private final long beginNanos;
    private final ObjLongConsumer<Peer> command;
    private long sent;

    /// @param most after so many it ends
    /// @param command what a peer sends, given when it was due
    Pace(
        List<Integer> writers,
        int perSecond,
        long most,
        long beginNanos,
        ObjLongConsumer<Peer> command) {
      this.writers = writers;
      this.perSecond = perSecond;
      this.most = most;
      this.beginNanos = beginNanos;
      this.command = command;
    }

    /// Sends what is due.
    ///
    /// @return nanoseconds until the next is due
    long tick(Swarm swarm) {
      if (sent == most) {
        return IDLE_NANOS;
      }
      long due = due();
      while (sent < most && System.nanoTime() - due >= 0) {
        Peer writer = swarm.peers.get(writers.get((int) (sent % writers.size())));
        command.accept(writer, due);
        swarm.flush(writer);
        sent++;
        due = due();
      }
      return sent == most ? IDLE_NANOS : due - System.nanoTime();
    }

    private long due() {
      return beginNanos + sent * 1_000_000_000L / perSecond;
    }
  }
}
