package chatter.server.realtime;

/// What was handed to a socket and has not left yet. Counted here because the container's own queue
/// has no bound. Any thread, but for `stuckNanos`.
final class Backlog {
  private final Connection.QueueBound bound;
  private int frames;
  private long bytes;
  private long left;
  private boolean closed;

  // The hub's thread's.
  private long leftSeen;
  private long movedNanos;

  Backlog(Connection.QueueBound bound, long nowNanos) {
    this.bound = bound;
    this.movedNanos = nowNanos;
  }

  /// Counts one more frame, unless that is too much.
  ///
  /// @param ephemeral takes only half of the room
  synchronized Verdict add(int frameBytes, boolean ephemeral) {
    int framesThen = frames + 1;
    long bytesThen = bytes + frameBytes;
    if (ephemeral && (framesThen > bound.frames() / 2 || bytesThen > bound.bytes() / 2)) {
      return Verdict.DROP;
    }
    // A single frame larger than the bound must still pass when nothing waits before it.
    if (framesThen > bound.frames() || (bytesThen > bound.bytes() && framesThen > 1)) {
      return Verdict.TOO_MUCH;
    }
    frames = framesThen;
    bytes = bytesThen;
    return Verdict.SEND;
  }

  /// Counts a frame that has begun to leave, and so has nothing before it.
  synchronized void addFirst(int frameBytes) {
    frames++;
    bytes += frameBytes;
  }

  /// A frame has left, or never will.
  synchronized void left(int frameBytes) {
    frames--;
    bytes -= frameBytes;
    left++;
    notifyAll();
  }

  /// Nobody needs to wait for room any more.
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /// How many bytes may be handed over at once when there is room.
  long roomBytes() {
    return bound.bytes() / 4;
  }

  /// Waits until most of what was sent has left, so that a replay of any size fits into the bound.
  ///
  /// @return whether there is room; false if the connection closed or did not read for that long
  synchronized boolean awaitRoom(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!closed && (bytes > roomBytes() || frames > bound.frames() / 4)) {
      long still = (deadline - System.nanoTime()) / 1_000_000;
      if (still <= 0) {
        return false;
      }
      wait(still);
    }
    return !closed;
  }

  /// For how long something has waited while nothing left, as seen by whoever asks now and then.
  synchronized long stuckNanos(long nowNanos) {
    if (frames == 0 || left != leftSeen) {
      leftSeen = left;
      movedNanos = nowNanos;
    }
    return nowNanos - movedNanos;
  }

  /// What to do with a frame.
  enum Verdict {
    SEND,
    /// It may be missed, and there is little room.
    DROP,
    /// Whoever is to get it does not keep up.
    TOO_MUCH
  }
}
