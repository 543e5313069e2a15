package chatter.server.realtime.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.OpCode;

/// A socket of Jetty's to which whole websocket frames can be written directly. Jetty's own way
/// makes an entry, a header, two queues and a gathering write of each frame for each connection,
/// which costs more than the system call; here the hub gives the same ready bytes to every socket.
///
/// Jetty goes on writing here by itself, pongs and closing frames, from other threads. So whoever
/// writes is the owner for that time, and everybody else queues; the owner hands over to whatever
/// waits before it lets go. Nobody ever waits for a lock. After a closing frame nothing is written.
///
/// Any thread, but `writeNow`, `writeRest` and `writeLater` are one thread's: the hub's.
public final class FrameEndPoint extends TimedEndPoint {
  private static final AtomicIntegerFieldUpdater<FrameEndPoint> OWNED =
      AtomicIntegerFieldUpdater.newUpdater(FrameEndPoint.class, "owned");
  private static final int GATHERED = 64;

  /// After so many bytes of one peer others have their turn.
  private static final int TURN_BYTES = 16 * 1024;

  /// What may come between two frames of the websocket: Jetty reads no more than 4 KiB ahead, TLS
  /// no more than a record. Beyond are records of TLS without a frame in them, or what follows a
  /// closing frame, and both could go on for ever.
  private static final int UNFRAMED_BYTES = 128 * 1024;

  private final Queue<PendingWrite> queue = new ConcurrentLinkedQueue<>();
  private volatile int owned;
  private volatile boolean takesFrames;

  // Of whoever reads, which is one thread at a time.
  private volatile boolean metered;
  private volatile int filledThisTurn;
  private long bytesRead;
  private long readAtFrame;

  // The owner's.
  private boolean closing;
  private Throwable failure;

  FrameEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ConnectionEvictor watch) {
    super(channel, selector, key, scheduler, watch);
  }

  /// From now on this is a websocket's: what Jetty writes are frames, and ours come between them.
  void takeFrames() {
    takesFrames = true;
  }

  /// From now on what is read is counted, and nobody is read for long at a time; see `FrameMeter`.
  public void meter() {
    metered = true;
  }

  /// How many bytes have come since `meter`, of TLS as they are on the wire. The reading thread's.
  public long bytesRead() {
    return bytesRead;
  }

  /// The next frame is asked for. The reading thread's.
  public void expectFrame() {
    readAtFrame = bytesRead;
  }

  /// Reads what has come, but no more than its share before the selector has looked at all others:
  /// as long as something comes, Jetty would read on and on. What is left makes the selector come
  /// back at once.
  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    if (!metered) {
      return super.fill(buffer);
    }
    // Only one thread at a time fills.
    int before = filledThisTurn;
    if (before >= TURN_BYTES) {
      return 0;
    }
    if (bytesRead - readAtFrame > UNFRAMED_BYTES) {
      return -1;
    }
    int filled = super.fill(buffer);
    if (filled > 0) {
      filledThisTurn = before + filled;
      bytesRead += filled;
    }
    return filled;
  }

  /// Frames are read on the selector's own thread: what is done with one never waits, it goes to
  /// the writer, to the hub or to a virtual thread. On a virtual thread each would wait its turn
  /// behind all that others have under way, which for thousands who connect at once is seconds.
  @Override
  public Runnable onSelected() {
    filledThisTurn = 0;
    Runnable task = super.onSelected();
    return task == null || !takesFrames ? task : Invocable.from(InvocationType.NON_BLOCKING, task);
  }

  /// Writes a frame, or as much as the socket takes, if nobody else writes or waits.
  ///
  /// @return `BEGUN` if there is a rest: this caller still owns the socket and must bring the rest
  ///   with `writeRest`
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
    try {
      getChannel().write(frame);
    } catch (IOException e) {
      failure = e;
      letGo();
      close(e);
      return Transport.Written.NEVER;
    }
    if (frame.hasRemaining()) {
      return Transport.Written.BEGUN;
    }
    letGo();
    return Transport.Written.ALL;
  }

  /// Writes what `writeNow` left.
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

  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    if (takesFrames) {
      add(new PendingWrite(callback, closes(buffers), false, buffers));
    } else {
      super.write(callback, buffers);
    }
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
    super.write(
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
}
