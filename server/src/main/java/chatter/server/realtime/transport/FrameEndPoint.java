package chatter.server.realtime.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;

/// A socket of Jetty's to which whole websocket frames can be written directly, see `FrameWriter`,
/// and from which they are read on the selector's thread. Any thread.
public final class FrameEndPoint extends TimedEndPoint implements FrameSocket {
  /// After so many bytes of one peer others have their turn.
  private static final int TURN_BYTES = 16 * 1024;

  /// What may come between two frames of the websocket: Jetty reads no more than 4 KiB ahead, TLS
  /// no more than a record. Beyond are records of TLS without a frame in them, or what follows a
  /// closing frame, and both could go on for ever.
  private static final int UNFRAMED_BYTES = 128 * 1024;

  private volatile FrameWriter writer;
  private volatile boolean takesFrames;
  private volatile boolean writing;

  // Of whoever reads, which is one thread at a time.
  private volatile boolean metered;
  private volatile int filledThisTurn;
  private long bytesRead;
  private long readAtFrame;

  FrameEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ConnectionEvictor watch,
      Traffic traffic) {
    super(channel, selector, key, scheduler, watch, traffic);
  }

  @Override
  public FrameWriter takeFrames() {
    readFrames();
    FrameWriter made = new FrameWriter(new Direct());
    writer = made;
    return made;
  }

  /// From now on what comes are frames, though they may be encrypted.
  void readFrames() {
    takesFrames = true;
  }

  /// Whether something is being written, or waits for the socket to take it, that is not a frame.
  boolean isWriting() {
    return writing;
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
  /// behind all that others have under way, which for thousands who connect at once is seconds. To
  /// decrypt one takes some microseconds, and no more than a turn's bytes are read at a time.
  @Override
  public Runnable onSelected() {
    filledThisTurn = 0;
    Runnable task = super.onSelected();
    return task == null || !takesFrames ? task : Invocable.from(InvocationType.NON_BLOCKING, task);
  }

  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    FrameWriter frames = writer;
    if (frames == null) {
      writing = true;
      super.write(
          Callback.from(
              callback.getInvocationType(),
              () -> {
                writing = false;
                callback.succeeded();
              },
              failure -> {
                writing = false;
                callback.failed(failure);
              }),
          buffers);
    } else {
      frames.write(callback, buffers);
    }
  }

  private final class Direct implements FrameWriter.Target {
    @Override
    public boolean flush(ByteBuffer frame) throws IOException {
      traffic().sent(getChannel().write(frame));
      return !frame.hasRemaining();
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
      FrameEndPoint.super.write(callback, buffers);
    }

    @Override
    public void close(Throwable cause) {
      FrameEndPoint.this.close(cause);
    }
  }
}
