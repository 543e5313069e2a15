package chatter.server.realtime.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.OpCode;

/// Writes whole websocket frames to an end point of Jetty's, past Jetty's own queue: that makes an
/// entry, a header, two queues and a gathering write of each frame for each connection, which costs
/// more than the system call; here the hub gives the same ready bytes to every socket.
///
/// Jetty goes on writing there by itself, pongs and closing frames, from other threads. So whoever
/// writes is the owner for that time, and everybody else queues; the owner hands over to whatever
/// waits before it lets go. Nobody ever waits for a lock. After a closing frame nothing is written.
///
/// Any thread, but `writeNow`, `writeRest` and `writeLater` are one thread's: the hub's.
final class FrameWriter {
  private static final AtomicIntegerFieldUpdater<FrameWriter> OWNED =
      AtomicIntegerFieldUpdater.newUpdater(FrameWriter.class, "owned");
  private static final int GATHERED = 64;

  private final Target target;
  private final Queue<PendingWrite> queue = new ConcurrentLinkedQueue<>();
  private volatile int owned;

  // The owner's.
  private boolean closing;
  private Throwable failure;

  FrameWriter(Target target) {
    this.target = target;
  }

  /// Writes a frame, or as much as the socket takes, if nobody else writes or waits.
  ///
  /// @return `BEGUN` if there is a rest, if only of what encrypts the frame: this caller still owns
  ///   the socket and must bring what is left of the frame with `writeRest`
  Transport.Written writeNow(ByteBuffer frame) {
    if (!OWNED.compareAndSet(this, 0, 1)) {
      return Transport.Written.NOTHING;
    }
    if (!queue.isEmpty()) {
      letGo();
      return Transport.Written.NOTHING;
    }
    if (closing || failure != null) {
      letGo();
      return Transport.Written.NEVER;
    }
    boolean all;
    try {
      all = target.flush(frame);
    } catch (IOException | RuntimeException e) {
      // Of what encrypts, too, which may find itself in a state that it does not know.
      failure = e;
      letGo();
      target.close(e);
      return Transport.Written.NEVER;
    }
    if (!all) {
      return Transport.Written.BEGUN;
    }
    letGo();
    return Transport.Written.ALL;
  }

  /// Writes what `writeNow` left, which can be nothing of the frame itself.
  void writeRest(ByteBuffer rest, Runnable done) {
    start(List.of(new PendingWrite(Callback.from(done, e -> done.run()), false, true, rest)));
  }

  /// Writes a frame when everything before it has left.
  void writeLater(ByteBuffer frame, Runnable done) {
    add(new PendingWrite(Callback.from(done, e -> done.run()), false, true, frame));
  }

  /// Forgets the frames that wait and have not begun.
  void dropWaiting() {
    for (PendingWrite waiting : List.copyOf(queue)) {
      // Whoever removes it tells it, so it is told once.
      if (waiting.droppable && queue.remove(waiting)) {
        waiting.callback.failed(new ClosedChannelException());
      }
    }
  }

  /// Writes frames of Jetty's own.
  void write(Callback callback, ByteBuffer... buffers) {
    add(new PendingWrite(callback, closes(buffers), false, buffers));
  }

  private void add(PendingWrite waiting) {
    queue.add(waiting);
    if (OWNED.compareAndSet(this, 0, 1)) {
      letGo();
    }
  }

  /// Hands over to what waits, or lets go of the socket. Who queued something meanwhile saw it
  /// owned, so the queue is looked at once more after letting go.
  private void letGo() {
    do {
      List<PendingWrite> next = take();
      if (!next.isEmpty()) {
        start(next);
        return;
      }
      owned = 0;
    } while (!queue.isEmpty() && OWNED.compareAndSet(this, 0, 1));
  }

  /// The next few that may be written; those that may not are told.
  private List<PendingWrite> take() {
    List<PendingWrite> taken = List.of();
    while (taken.size() < GATHERED) {
      PendingWrite next = queue.poll();
      if (next == null) {
        break;
      }
      if (closing || failure != null) {
        next.callback.failed(failure == null ? new ClosedChannelException() : failure);
        continue;
      }
      if (taken.isEmpty()) {
        taken = new ArrayList<>();
      }
      closing = next.closes;
      taken.add(next);
    }
    return taken;
  }

  private void start(List<PendingWrite> taken) {
    int buffers = 0;
    for (PendingWrite waiting : taken) {
      buffers += waiting.buffers.length;
    }
    ByteBuffer[] all = new ByteBuffer[buffers];
    int at = 0;
    for (PendingWrite waiting : taken) {
      for (ByteBuffer buffer : waiting.buffers) {
        all[at++] = buffer;
      }
    }
    target.write(
        Callback.from(
            () -> {
              taken.forEach(waiting -> waiting.callback.succeeded());
              letGo();
            },
            cause -> {
              failure = cause;
              taken.forEach(waiting -> waiting.callback.failed(cause));
              letGo();
            }),
        all);
  }

  /// Whether Jetty's frames among these end with a closing frame. Each header has a buffer of its
  /// own, followed by one with the payload if there is any.
  private static boolean closes(ByteBuffer... buffers) {
    boolean closes = false;
    for (int i = 0; i < buffers.length; i++) {
      ByteBuffer header = buffers[i];
      if (BufferUtil.length(header) < 2) {
        continue;
      }
      int first = header.get(header.position());
      boolean hasPayload = (header.get(header.position() + 1) & 0x7f) > 0;
      closes |= (first & 0x0f) == OpCode.CLOSE;
      if (hasPayload) {
        i++;
      }
    }
    return closes;
  }

  /// Bytes that wait for the socket.
  private static final class PendingWrite {
    private final Callback callback;
    private final boolean closes;
    private final boolean droppable;
    private final ByteBuffer[] buffers;

    /// @param callback what then happens
    /// @param closes whether nothing may follow
    /// @param droppable whether it may be forgotten when the connection closes
    PendingWrite(Callback callback, boolean closes, boolean droppable, ByteBuffer... buffers) {
      this.callback = callback;
      this.closes = closes;
      this.droppable = droppable;
      this.buffers = buffers;
    }
  }

  /// The end point that is written to.
  interface Target {
    /// Writes what it takes at once, without waiting.
    ///
    /// @return whether all has left, of what encrypts it too
    boolean flush(ByteBuffer frame) throws IOException;

    /// Writes everything, and tells when it has left; one at a time.
    void write(Callback callback, ByteBuffer... buffers);

    /// Ends the connection.
    void close(Throwable cause);
  }
}
