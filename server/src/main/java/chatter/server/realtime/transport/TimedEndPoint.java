package chatter.server.realtime.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A socket of Jetty's that knows how the request on it gets on, until it becomes a websocket's,
/// which has bounds of its own. It looks at the bytes of the network, so what is not even a TLS
/// handshake counts too. Any thread.
public abstract class TimedEndPoint extends SocketChannelEndPoint {
  private static final Logger log = LoggerFactory.getLogger(TimedEndPoint.class);

  /// However slow the server is, this long it has never been.
  private static final long OUR_TURN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ConnectionEvictor watch;
  private final Traffic traffic;
  private final AtomicReference<Standing> standing = new AtomicReference<>(Standing.NEW);
  private volatile RequestTimer request;

  /// Whom a trusted proxy speaks for; null if it is whoever connected.
  private volatile InetSocketAddress client;

  private volatile long idleNanos;

  /// Whether anything came at all; a browser opens connections in advance.
  private volatile boolean used;

  /// When something came last.
  private volatile long takenNanos;

  /// Whether the last look at the socket found something.
  private volatile boolean taken;

  TimedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ConnectionEvictor watch,
      Traffic traffic) {
    super(channel, selector, key, scheduler);
    this.watch = watch;
    this.traffic = traffic;
    // Who connects is expected to ask for something.
    this.request = new RequestTimer(watch.nanoTime(), watch.address(peer()));
  }

  /// The socket below a request's connection, also below TLS.
  public static TimedEndPoint below(EndPoint endPoint) {
    EndPoint socket = endPoint;
    while (socket instanceof SslEndPoint encrypted) {
      socket = encrypted.getSslConnection().getEndPoint();
    }
    return (TimedEndPoint) socket;
  }

  /// A trusted proxy has said that the connection is somebody else's, before anything came from
  /// that one.
  public void speaksFor(InetSocketAddress somebody) {
    client = somebody;
    request = new RequestTimer(watch.nanoTime(), watch.address(somebody));
  }

  /// Whose connection it is: of whoever connected, or whom that one speaks for.
  @Override
  public SocketAddress getRemoteSocketAddress() {
    InetSocketAddress somebody = client;
    return somebody == null ? super.getRemoteSocketAddress() : somebody;
  }

  /// Who connected, whomever that one speaks for.
  public SocketAddress connectedFrom() {
    return super.getRemoteSocketAddress();
  }

  /// A request's headers are there.
  ///
  /// @param caller whose it is, as `ClientAddress` counts them
  public RequestTimer requestArrived(String caller) {
    RequestTimer arrived = request;
    if (arrived == null) {
      // It came in one piece with the one before.
      arrived = new RequestTimer(watch.nanoTime(), caller);
      request = arrived;
    }
    arrived.headersArrived(caller);
    return arrived;
  }

  /// A request was answered.
  public void requestAnswered(RequestTimer answered) {
    if (request == answered) {
      idleNanos = watch.nanoTime();
      request = null;
    }
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    if (filled > 0) {
      traffic.received(filled);
    }
    if (isStrange()) {
      if (filled > 0) {
        used = true;
        takenNanos = watch.nanoTime();
        if (request == null) {
          request = new RequestTimer(takenNanos, watch.address(peer()));
        }
      }
      taken = filled > 0;
    }
    return filled;
  }

  /// Whether what came so far waits for the server: it was taken and is being worked on, as a
  /// handshake among thousands, or was not even taken yet. Then the other side cannot be blamed.
  final boolean isOurTurn(long nowNanos) {
    return (taken && nowNanos - takenNanos < OUR_TURN_NANOS) || bytesWait();
  }

  private boolean bytesWait() {
    try {
      return getChannel().socket().getInputStream().available() > 0;
    } catch (IOException | IllegalBlockingModeException closed) {
      log.debug("a connection closed while it was looked at", closed);
      return false;
    }
  }

  /// Whether anything ever came.
  final boolean isUsed() {
    return used;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    RequestTimer timer = request;
    long before = remaining(buffers);
    boolean all = super.flush(buffers);
    long written = before - remaining(buffers);
    traffic.sent(written);
    if (timer != null && isStrange()) {
      timer.written(watch.nanoTime(), written, all);
    }
    return all;
  }

  @Override
  public void onClose(Throwable cause) {
    noStranger();
    super.onClose(cause);
  }

  /// Where it counts.
  final Traffic traffic() {
    return traffic;
  }

  /// Ends it at once, with what the system still holds for somebody who does not read.
  final void cutOff() {
    try {
      getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException alreadyClosed) {
      log.debug("a connection closed by itself", alreadyClosed);
    }
    close();
  }

  /// Whether no websocket is on it, for which somebody had to sign in.
  final boolean isStrange() {
    return standing.get() != Standing.KNOWN;
  }

  /// Counts it among the strangers' from now on.
  final void opened() {
    if (standing.compareAndSet(Standing.NEW, Standing.STRANGE)) {
      watch.strange(1);
    }
  }

  /// What is under way; null between two requests.
  final RequestTimer request() {
    return request;
  }

  /// Since when there is nothing under way.
  final long idleNanos() {
    return idleNanos;
  }

  /// It is a websocket of somebody who has signed in, or closed.
  public final void noStranger() {
    if (standing.getAndSet(Standing.KNOWN) == Standing.STRANGE) {
      watch.strange(-1);
    }
  }

  private InetSocketAddress peer() {
    return getRemoteSocketAddress() instanceof InetSocketAddress address ? address : null;
  }

  private static long remaining(ByteBuffer... buffers) {
    long bytes = 0;
    for (ByteBuffer buffer : buffers) {
      bytes += buffer == null ? 0 : buffer.remaining();
    }
    return bytes;
  }

  private enum Standing {
    /// Just accepted, and not counted.
    NEW,
    /// Counted among those of strangers.
    STRANGE,
    /// A websocket, or closed.
    KNOWN
  }
}
