package chatter.server.realtime;

/// What was handed to a socket and has not left yet. Counted here because the container's own queue
/// has no bound. Any thread, but for `stuckNanos`.
final class SendQueue {
  private final Connection.QueueBound bound;
  private final ConnectionMemory.Share share;
  private int frames;
  private long bytes;
  private long left;
  private boolean closed;

  // The hub's thread's.
  private long leftSeen;
  private long movedNanos;

  /// @param share what waits for all connections of the account, and for everybody's
  SendQueue(Connection.QueueBound bound, ConnectionMemory.Share share, long nowNanos) {
    this.bound = bound;
    this.share = share;
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
    if (framesThen > bound.frames()
        || (framesThen > 1
            && (bytesThen > bound.bytes()
                || frameBytes + ConnectionMemory.FRAME_BYTES > share.room(bytes)))) {
      return ephemeral ? Verdict.DROP : Verdict.TOO_MUCH;
    }
    count(frameBytes);
    return Verdict.SEND;
  }

  /// Counts a frame that has begun to leave, and so has nothing before it.
  synchronized void addFirst(int frameBytes) {
    count(frameBytes);
  }

  private void count(int frameBytes) {
    frames++;
    bytes += frameBytes;
    share.add(frameBytes + ConnectionMemory.FRAME_BYTES);
  }

  /// How many frames wait.
  synchronized int frames() {
    return frames;
  }

  /// A frame has left, or never will.
  synchronized void left(int frameBytes) {
    frames--;
    bytes -= frameBytes;
    share.remove(frameBytes + ConnectionMemory.FRAME_BYTES);
    left++;
    notifyAll();
  }

  /// Nobody needs to wait for room any more.
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /// How many bytes may be handed over at once when there is room; the less, the more waits for
  /// all, and never nothing.
  synchronized long roomBytes() {
    return Math.max(1, Math.min(bound.bytes() / 4, share.room(bytes) / 4));
  }

  /// Whether as much as may be handed over at once would be too much.
  private boolean isFull() {
    return bytes > bound.bytes() / 4
        || frames > bound.frames() / 4
        // Who has read everything gets on, however little room there is for all.
        || (frames > 0 && share.room(bytes) < bound.bytes() / 4);
  }

  /// Waits until most of what was sent has left, so that a replay of any size fits into the bound.
  ///
  /// @return whether there is room; false if the connection closed or did not read for that long
  synchronized boolean awaitRoom(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!closed && isFull()) {
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
