package chatter.server.realtime;

import chatter.server.limit.TokenBucket;
import chatter.server.realtime.transport.FrameEndPoint;
import chatter.shared.protocol.CloseCode;
import java.util.function.LongSupplier;
import org.eclipse.jetty.websocket.core.util.DemandChain;

/// Counts every frame and every byte of one peer before the next frame is read: pings, pongs, empty
/// frames and fragments never come to `FrameHandler`, and cost no less than commands. Jetty asks
/// for each frame by `demand`; what is not demanded stays unread in the socket.
///
/// Whoever sends too many is closed. Who is closed is read on just as long as an honest peer may
/// need until its own closing frame, which comes behind what it had sent before; after that nothing
/// is read, and `ConnectionLifecycle` drops the connection.
///
/// The reading thread's.
final class FrameMeter implements DemandChain {
  /// One frame of a command may be several on the wire, and pings and pongs come beside it.
  private static final int WIRE_FRAMES_PER_FRAME = 4;

  /// A long frame is read in pieces, each of which Jetty asks for like a frame: so many bytes from
  /// the socket pay for one.
  private static final int BYTES_OF_A_PIECE = 2 * 1024;

  private static final int BYTES_PER_TOKEN = 4 * 1024;

  /// A message that has not come whole is kept as text, two bytes for each of its own.
  private static final int KEPT_PER_BYTE = 2;

  /// What may still be read of who was told to close.
  private static final int FRAMES_AFTER_THE_END = 64;

  private final Connection connection;
  private final FrameEndPoint socket;
  private final DemandChain next;
  private final Hub hub;
  private final LongSupplier nanoTime;
  private final TokenBucket frames;
  private final TokenBucket bytes;
  private long readAtPiece;
  private long readAtToken;
  private int leftAfterTheEnd = FRAMES_AFTER_THE_END;
  private long readAtMessage;
  private int kept;
  private boolean ended;

  /// @param socket from which the peer's bytes come
  /// @param next asks for one frame more
  /// @param allowed how many frames with commands may come
  FrameMeter(
      Connection connection,
      FrameEndPoint socket,
      DemandChain next,
      Hub hub,
      FrameRate allowed,
      LongSupplier nanoTime) {
    this.connection = connection;
    this.socket = socket;
    this.next = next;
    this.hub = hub;
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.frames =
        new TokenBucket(
            (double) WIRE_FRAMES_PER_FRAME * allowed.perSecond(),
            (double) WIRE_FRAMES_PER_FRAME * allowed.burst(),
            now);
    double tokensPerFrame =
        WIRE_FRAMES_PER_FRAME * (double) FrameHandler.LARGEST_FRAME_BYTES / BYTES_PER_TOKEN;
    this.bytes =
        new TokenBucket(
            tokensPerFrame * allowed.perSecond(), tokensPerFrame * allowed.burst(), now);
    this.readAtPiece = socket.bytesRead();
    this.readAtToken = readAtPiece;
    this.readAtMessage = readAtPiece;
  }

  @Override
  public void demand() {
    if (!connection.closed() && !connection.refused && isTooMuch()) {
      connection.refused = true;
      hub.close(connection, CloseCode.RATE_LIMIT, "too many frames");
    }
    if (!connection.closed() && !connection.refused && !keeps()) {
      hub.close(connection, CloseCode.SLOW_CONSUMER, "too much is unfinished");
      connection.refused = true;
    }
    if (connection.closed() || connection.refused) {
      if (leftAfterTheEnd == 0) {
        connection.pushes = true;
        return;
      }
      leftAfterTheEnd--;
    }
    socket.expectFrame();
    next.demand();
  }

  /// A message has come whole, and nothing of it is kept.
  void messageCame() {
    readAtMessage = socket.bytesRead();
    keep(0);
  }

  /// The connection is gone, and what had come of a message with it.
  void gone() {
    keep(0);
    ended = true;
  }

  /// Counts what has come of an unfinished message.
  ///
  /// @return whether there is room for it
  private boolean keeps() {
    int unfinished = (int) Math.min(Integer.MAX_VALUE / 4, socket.bytesRead() - readAtMessage);
    int more = KEPT_PER_BYTE * unfinished - kept;
    if (more < BYTES_PER_TOKEN) {
      return true;
    }
    if (more > connection.share().room(0)) {
      return false;
    }
    keep(kept + more);
    return true;
  }

  private synchronized void keep(int bytes) {
    if (!ended && bytes != kept) {
      connection.share().add(bytes - kept);
      kept = bytes;
    }
  }

  private boolean isTooMuch() {
    long now = nanoTime.getAsLong();
    long read = socket.bytesRead();
    boolean tooMuch = false;
    for (; read - readAtToken >= BYTES_PER_TOKEN; readAtToken += BYTES_PER_TOKEN) {
      tooMuch |= bytes.take(now) > 0;
    }
    if (read - readAtPiece >= BYTES_OF_A_PIECE) {
      readAtPiece = read;
    } else {
      tooMuch |= frames.take(now) > 0;
    }
    return tooMuch;
  }

  /// How many frames with commands may come; 0 is no limit.
  record FrameRate(int perSecond, int burst) {}
}
