package chatter.server.realtime;

import chatter.server.limit.TokenBucket;
import chatter.server.realtime.transport.TextFrame;
import chatter.server.realtime.transport.Transport;
import chatter.server.session.Caller;
import chatter.shared.protocol.CloseCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open websocket of one account. What is sent goes through the hub's thread; what arrives is
/// handled on the socket's own reading thread, one frame after the other. Each field says whose it
/// is.
final class Connection {
  /// Where a connection is in its life.
  enum State {
    /// Open; nothing but `hello` is welcome.
    NEW,
    /// Getting what it missed; what happens meanwhile is held back.
    RESUMING,
    /// Gets what happens as it happens.
    LIVE,
    /// Told to close, or gone.
    CLOSED
  }

  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  /// What `covered` has for a conversation of which its client must hear nothing.
  private static final long UNSHOWN = Long.MAX_VALUE;

  /// How many looks at the timers, half a second apart, what the replay brought is kept.
  private static final int COVERED_LOOKS = 120;

  private final Caller caller;
  private final Transport transport;
  private final QueueBound bound;
  private final ConnectionMemory.Share share;
  private final RealtimeMetrics metrics;

  // Any thread.
  private volatile State state = State.NEW;
  private volatile long heardNanos;
  private volatile boolean helloSaid;

  /// It was told to close and sends on and on.
  volatile boolean pushes;

  /// The peer broke a rule; nothing it says counts any more.
  volatile boolean refused;

  private final SendQueue sendQueue;

  /// Held by whoever sends much and waits for room in between, see `PacedDelivery`.
  final ReentrantLock pacing = new ReentrantLock(true);

  /// How many `sync` commands are under way.
  final AtomicInteger syncs = new AtomicInteger();

  // The reading thread's.
  final TokenBucket frames;
  final TokenBucket patience;
  int badFrames;

  // The hub's thread's.
  final long openedNanos;
  long sentNanos;
  long pingedNanos;
  long closedNanos;

  /// Those of its account, once it is subscribed to them.
  Set<Long> conversations = Set.of();

  boolean subscribed;

  /// The last batch of which it got everything in frames of its own, and the last pass through a
  /// room that came to it; see `Fanout`.
  long servedAlone;

  long servedIn;
  private final Deque<HeldLine> held = new ArrayDeque<>();
  private long heldBytes;
  private Map<Long, Long> covered = new HashMap<>(2);
  private int looksSinceCovered;

  /// What answers to `sync` brought, per conversation; null if nothing did lately. Apart from
  /// `covered`: they say nothing of what is the account's own.
  private Map<Long, Long> synced;

  /// The conversations that its client knows of, while what was held back is let go; null before.
  private Set<Long> shown;

  /// By which entry its account was removed from a conversation last, while it resumes.
  private final Map<Long, Long> removals = new HashMap<>(2);

  private final Map<Long, Typing> typing = new HashMap<>(2);

  /// @param share what waits for all of the account's connections
  /// @param frames how fast frames may come
  /// @param patience how often a frame over that rate is only rejected before the connection is
  ///   closed
  /// @param metrics where it counts
  Connection(
      Caller caller,
      Transport transport,
      QueueBound bound,
      ConnectionMemory.Share share,
      TokenBucket frames,
      TokenBucket patience,
      long nowNanos,
      RealtimeMetrics metrics) {
    this.caller = caller;
    this.transport = transport;
    this.bound = bound;
    this.share = share;
    this.sendQueue = new SendQueue(bound, share, nowNanos);
    this.metrics = metrics;
    this.frames = frames;
    this.patience = patience;
    this.openedNanos = nowNanos;
    this.heardNanos = nowNanos;
    this.sentNanos = nowNanos;
    this.pingedNanos = nowNanos;
  }

  Caller caller() {
    return caller;
  }

  long account() {
    return caller.account();
  }

  State state() {
    return state;
  }

  boolean closed() {
    return state == State.CLOSED;
  }

  /// Something arrived.
  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  long heardNanos() {
    return heardNanos;
  }

  /// The peer said `hello`, which it may once.
  void saidHello() {
    helloSaid = true;
  }

  boolean helloSaid() {
    return helloSaid;
  }

  /// From now on what happens is held back until `live`.
  synchronized void resuming(Set<Long> subscribed) {
    if (state == State.NEW) {
      conversations = subscribed;
      this.subscribed = true;
      state = State.RESUMING;
    }
  }

  /// Holds back what happened while the connection resumes.
  void hold(HeldLine line) {
    if (held.size() >= bound.heldEvents() || heldBytes >= bound.heldBytes()) {
      held.clear();
      close(CloseCode.SLOW_CONSUMER, "resuming took too long");
    } else {
      held.add(line);
      heldBytes += line.bytes();
    }
  }

  /// Notes what the welcome has shown and the replay brought; only the first time.
  ///
  /// @param newest per conversation its newest `seq`
  void covered(Map<Long, Long> newest) {
    if (shown == null) {
      shown = new HashSet<>(newest.keySet());
      covered.putAll(newest);
      looksSinceCovered = 0;
    }
  }

  /// Whether the replay has brought a line already. A reader can see a commit before the writer has
  /// come to publish it, so this can be true for a while after the replay.
  boolean covers(EntryLine line) {
    return reaches(covered, line) || (synced != null && reaches(synced, line));
  }

  private static boolean reaches(Map<Long, Long> brought, EntryLine line) {
    Long newest = brought.get(line.conversation());
    if (newest == null) {
      return false;
    }
    if (line.seq() <= newest) {
      return true;
    }
    brought.remove(line.conversation());
    return false;
  }

  /// Notes that everything of a conversation up to a `seq` was read for it and is told: as it is by
  /// then, which may be without a text that has been deleted since. The hub can come to what is
  /// before that only later, with what it was told at that time.
  void synced(long conversation, long upto) {
    if (synced == null) {
      synced = new HashMap<>(2);
    }
    synced.merge(conversation, upto, Math::max);
    looksSinceCovered = 0;
  }

  /// Forgets what the replay brought when the writer must long have come to publish it: somebody in
  /// hundreds of quiet conversations would else keep a number for each. Called now and then.
  void forgetCovered() {
    boolean some = !covered.isEmpty() || synced != null;
    if (state == State.LIVE && some && ++looksSinceCovered > COVERED_LOOKS) {
      covered = new HashMap<>(2);
      synced = null;
    }
  }

  /// Whether something that is told to the account is news to this connection, and notes it. What
  /// the welcome has shown may be later than this.
  boolean passes(AccountLine line) {
    Long conversation = line.conversation();
    Long newest = covered.get(conversation);
    return switch (line.kind()) {
      case ADDED -> {
        if (newest != null && line.seq() <= newest) {
          yield false;
        }
        // The entry that says so is in what is shown now.
        covered.put(conversation, line.seq());
        looksSinceCovered = 0;
        if (shown != null) {
          shown.add(conversation);
        }
        yield true;
      }
      case REMOVED -> {
        if (newest != null && newest == UNSHOWN) {
          covered.remove(conversation);
          yield false;
        }
        if (newest != null && line.seq() <= newest) {
          // It was back when the welcome was made.
          yield false;
        }
        covered.remove(conversation);
        yield shown == null || shown.remove(conversation);
      }
      // It can be older than what the welcome said only if another, told later, is not.
      case NOTIFICATIONS -> true;
      case MINE ->
          (newest == null || line.seq() >= newest)
              && (shown == null || shown.contains(conversation));
    };
  }

  private boolean passes(HeldLine line) {
    return switch (line) {
      case EntryLine entry -> shown.contains(entry.conversation()) && !covers(entry);
      case AccountLine own -> passes(own);
    };
  }

  /// Takes what was held back, in order, without what the replay has already brought. After
  /// `covered`.
  ///
  /// @param most bytes; one line more than that is still taken
  List<byte[]> release(long most) {
    List<byte[]> lines = new ArrayList<>();
    long bytes = 0;
    while (bytes < most && !held.isEmpty()) {
      HeldLine line = held.remove();
      heldBytes -= line.bytes();
      if (passes(line)) {
        byte[] utf8 = line.lineFor(account());
        lines.add(utf8);
        bytes += utf8.length;
      }
    }
    return lines;
  }

  /// Notes that its account was removed from a conversation.
  void removed(long conversation, long seq) {
    if (state == State.RESUMING) {
      removals.put(conversation, seq);
    }
  }

  /// Whether its account was removed from a conversation after a `seq`, while it resumes.
  boolean removedAfter(long conversation, long seq) {
    Long removal = removals.get(conversation);
    return removal != null && removal > seq;
  }

  /// Goes live if nothing is held back any more.
  ///
  /// @return whether there is nothing to wait for
  synchronized boolean live() {
    if (!held.isEmpty() && state == State.RESUMING) {
      return false;
    }
    held.clear();
    removals.clear();
    if (state == State.RESUMING) {
      if (shown != null) {
        // What it was not shown has been left, which the hub has not come to yet.
        for (Long conversation : conversations) {
          if (!shown.contains(conversation)) {
            covered.put(conversation, UNSHOWN);
          }
        }
        shown = null;
      }
      state = State.LIVE;
    }
    return true;
  }

  /// Whether a typing sign may pass: a beginning at most every `nanos`, an end only after a
  /// beginning that passed.
  boolean typingPasses(long conversation, boolean begins, long nowNanos, long nanos) {
    Typing last = typing.get(conversation);
    boolean passes =
        begins ? last == null || nowNanos - last.sinceNanos >= nanos : last != null && last.shown;
    if (passes) {
      typing.put(conversation, new Typing(begins ? nowNanos : last.sinceNanos, begins));
    }
    return passes;
  }

  /// Hands frames to the socket, and closes a connection that does not read them: nobody else waits
  /// for it. Mostly nothing waits before them and the socket takes them at once, and then nothing
  /// is counted or kept.
  void send(List<TextFrame> frames, boolean ephemeral, long nowNanos) {
    for (int i = 0; i < frames.size() && state != State.CLOSED; i++) {
      try {
        send(frames.get(i), ephemeral, nowNanos);
      } catch (RuntimeException e) {
        // Whatever is wrong with this one, the others in the room are still to be served.
        log.warn("sending to a connection failed: {}", e.toString());
        abort();
      }
    }
  }

  private void send(TextFrame frame, boolean ephemeral, long nowNanos) {
    int bytes = frame.bytes();
    switch (transport.writeNow(frame)) {
      case ALL -> sent(frame, nowNanos);
      case BEGUN -> {
        sent(frame, nowNanos);
        sendQueue.addFirst(bytes);
        transport.send(frame, true, () -> sendQueue.left(bytes));
      }
      case NOTHING -> {
        switch (sendQueue.add(bytes, ephemeral)) {
          case SEND -> {
            sent(frame, nowNanos);
            transport.send(frame, false, () -> sendQueue.left(bytes));
          }
          // It may be missed.
          case DROP -> metrics.dropped.increment();
          case TOO_MUCH -> close(CloseCode.SLOW_CONSUMER, "reads too slowly");
        }
      }
      case NEVER -> {
        // It closes; whoever waits for it is told when it has.
      }
    }
  }

  private void sent(TextFrame frame, long nowNanos) {
    sentNanos = nowNanos;
    metrics.framesOut.increment();
    metrics.bytesOut.add(frame.bytes());
    metrics.deliveries.add(frame.lines());
  }

  /// What waits for all connections of the account.
  ConnectionMemory.Share share() {
    return share;
  }

  /// What was sent and has not left yet.
  SendQueue sendQueue() {
    return sendQueue;
  }

  void ping(long nowNanos) {
    pingedNanos = nowNanos;
    transport.ping();
  }

  /// Starts closing, once.
  void close(CloseCode code, String reason) {
    if (gone()) {
      metrics.closed(code);
      transport.close(code.code(), reason, code == CloseCode.SLOW_CONSUMER);
    }
  }

  /// The socket is closed or closing.
  ///
  /// @return whether that is news
  synchronized boolean gone() {
    boolean news = state != State.CLOSED;
    state = State.CLOSED;
    sendQueue.close();
    return news;
  }

  void abort() {
    gone();
    transport.abort();
  }

  /// The last typing sign that passed: since when, and whether it was not followed by an end.
  private record Typing(long sinceNanos, boolean shown) {}

  /// How much may wait for a connection.
  ///
  /// @param frames frames not yet sent
  /// @param bytes bytes not yet sent
  /// @param heldEvents events held back while it resumes
  /// @param heldBytes the same in bytes
  record QueueBound(int frames, long bytes, int heldEvents, long heldBytes) {}
}
