package chatter.server.realtime;

import chatter.server.limit.TokenBucket;
import chatter.shared.protocol.CloseCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

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

  private final Caller caller;
  private final Transport transport;
  private final QueueBound bound;

  // Any thread.
  private volatile State state = State.NEW;
  private volatile long heardNanos;
  private final AtomicInteger waitingFrames = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();

  // The reading thread's.
  final TokenBucket frames;
  final TokenBucket patience;
  int badFrames;
  boolean helloSaid;

  // The hub's thread's.
  final long openedNanos;
  long sentNanos;
  long pingedNanos;
  long closedNanos;
  Set<Long> conversations = Set.of();
  List<byte[]> personal;
  private List<PostedLine> held = new ArrayList<>();
  private final Map<Long, Long> typingNanos = new HashMap<>(2);

  /// @param frames how fast frames may come
  /// @param patience how often a frame over that rate is only rejected before the connection is
  ///   closed
  Connection(
      Caller caller,
      Transport transport,
      QueueBound bound,
      TokenBucket frames,
      TokenBucket patience,
      long nowNanos) {
    this.caller = caller;
    this.transport = transport;
    this.bound = bound;
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

  /// From now on what happens is held back until `live`.
  synchronized void resuming(Set<Long> subscribed) {
    if (state == State.NEW) {
      conversations = subscribed;
      state = State.RESUMING;
    }
  }

  /// Holds back an event that happened while the connection resumes.
  void hold(PostedLine line) {
    if (held.size() >= bound.heldEvents()) {
      close(CloseCode.SLOW_CONSUMER, "resuming took too long");
    } else {
      held.add(line);
    }
  }

  /// What was held back, in order, without what the replay had already covered.
  ///
  /// @param covered per conversation the newest `seq` of the replay
  List<byte[]> live(Map<Long, Long> covered) {
    List<byte[]> lines = new ArrayList<>(held.size());
    for (PostedLine line : held) {
      if (line.seq() > covered.getOrDefault(line.conversation(), 0L)) {
        lines.add(line.lineFor(account()));
      }
    }
    held = List.of();
    synchronized (this) {
      if (state == State.RESUMING) {
        state = State.LIVE;
      }
    }
    return lines;
  }

  /// Whether a typing sign may pass: a beginning at most every `nanos`, an end only after a
  /// beginning.
  boolean typingPasses(long conversation, boolean typing, long nowNanos, long nanos) {
    Long last = typingNanos.get(conversation);
    if (!typing) {
      return typingNanos.remove(conversation) != null;
    }
    if (last != null && nowNanos - last < nanos) {
      return false;
    }
    typingNanos.put(conversation, nowNanos);
    return true;
  }

  /// Hands frames to the socket, and closes a connection that does not read them: nobody else waits
  /// for it.
  void send(List<ByteBuffer> frames, boolean ephemeral, long nowNanos) {
    for (ByteBuffer frame : frames) {
      send(frame, ephemeral, nowNanos);
    }
  }

  /// Hands one frame to the socket; see above.
  void send(ByteBuffer frame, boolean ephemeral, long nowNanos) {
    if (state == State.CLOSED) {
      return;
    }
    int bytes = frame.remaining();
    int framesThen = waitingFrames.get() + 1;
    long bytesThen = waitingBytes.get() + bytes;
    if (ephemeral && (framesThen > bound.frames() / 2 || bytesThen > bound.bytes() / 2)) {
      return;
    }
    // A single frame larger than the bound must still pass when nothing waits before it.
    if (framesThen > bound.frames() || (bytesThen > bound.bytes() && framesThen > 1)) {
      close(CloseCode.SLOW_CONSUMER, "reads too slowly");
      return;
    }
    waitingFrames.incrementAndGet();
    waitingBytes.addAndGet(bytes);
    sentNanos = nowNanos;
    transport.send(frame, () -> left(bytes));
  }

  private void left(int bytes) {
    waitingFrames.decrementAndGet();
    waitingBytes.addAndGet(-bytes);
    synchronized (this) {
      notifyAll();
    }
  }

  /// Waits until most of what was sent has left, so that a replay of any size fits into the bound.
  ///
  /// @return whether there is room; false if the connection closed or did not read for that long
  boolean awaitRoom(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    synchronized (this) {
      while (state != State.CLOSED
          && (waitingBytes.get() > bound.bytes() / 4 || waitingFrames.get() > bound.frames() / 4)) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
    }
    return state != State.CLOSED;
  }

  void ping(long nowNanos) {
    pingedNanos = nowNanos;
    transport.ping();
  }

  /// Starts closing, once.
  void close(CloseCode code, String reason) {
    if (gone()) {
      transport.close(code.code(), reason);
    }
  }

  /// The socket is closed or closing.
  ///
  /// @return whether that is news
  synchronized boolean gone() {
    boolean news = state != State.CLOSED;
    state = State.CLOSED;
    notifyAll();
    return news;
  }

  void abort() {
    gone();
    transport.abort();
  }

  /// How much may wait for a connection.
  ///
  /// @param frames frames not yet sent
  /// @param bytes bytes not yet sent
  /// @param heldEvents events held back while it resumes
  record QueueBound(int frames, long bytes, int heldEvents) {}
}
