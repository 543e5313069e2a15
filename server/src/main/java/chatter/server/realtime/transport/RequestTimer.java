package chatter.server.realtime.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How one request, and the answer to it, get on: whether it is the other side that is waited for,
/// and for how long already. From the first byte of the request to the last of the answer. Any
/// thread.
public final class RequestTimer {
  /// What may take longest of all, whatever the rate: a picture of the largest size on a slow line.
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final long begunNanos;
  private volatile Stage stage = Stage.ARRIVING;
  private volatile String address;
  private volatile Body body;
  private volatile Stall stall;
  private volatile boolean stalled;
  private volatile long longest = LONGEST_NANOS;

  RequestTimer(long nowNanos, String address) {
    this.begunNanos = nowNanos;
    this.address = address;
  }

  /// It carries a file: only its rate counts, however long it takes.
  public void mayTakeLong() {
    longest = Long.MAX_VALUE;
  }

  /// Its headers are there.
  void headersArrived(String caller) {
    address = caller;
    stage = Stage.WORKING;
  }

  /// From now on its body is waited for.
  ///
  /// @param refuse answers that it took too long, and does nothing once the body is there; must not
  ///   wait
  public void awaitBody(long nowNanos, Runnable refuse) {
    body = new Body(nowNanos, refuse);
    stage = Stage.BODY;
  }

  /// So much of the body came. One thread at a time.
  public void received(int bytes) {
    body.bytes.addAndGet(bytes);
  }

  /// Nothing more of the body is waited for.
  public void bodyArrived() {
    stage = Stage.WORKING;
  }

  /// The socket took so much of the answer, and the rest waits, or nothing does. One thread at a
  /// time.
  void written(long nowNanos, long bytes, boolean all) {
    if (!all && stall == null) {
      stall = new Stall(nowNanos);
    }
    if (stall != null) {
      stall.bytes.addAndGet(bytes);
    }
    stalled = !all;
  }

  /// Whose request it is, as `ClientAddress` counts them; null if that is not known yet.
  String address() {
    return address;
  }

  long begunNanos() {
    return begunNanos;
  }

  /// Whether the server has everything and works on it, so that the other side cannot be blamed.
  boolean working() {
    return stage == Stage.WORKING && !stalled;
  }

  /// Whether more of the request itself is waited for.
  boolean arriving() {
    return stage != Stage.WORKING;
  }

  /// Whether the other side was given all the time there is.
  ///
  /// @param pace how fast it must be
  boolean late(long nowNanos, Pace pace) {
    Body arriving = body;
    Stall leaving = stall;
    return switch (stage) {
      case ARRIVING -> pace.late(nowNanos - begunNanos, 0);
      case BODY ->
          pace.late(nowNanos - arriving.sinceNanos, arriving.bytes.get())
              || nowNanos - begunNanos > longest;
      case WORKING ->
          stalled
              && (pace.late(nowNanos - leaving.sinceNanos, leaving.bytes.get())
                  || nowNanos - begunNanos > longest);
    };
  }

  /// Answers that the body took too long.
  ///
  /// @return false if no body is waited for, so that there is nothing that could be answered
  boolean refuse() {
    Body awaited = body;
    if (stage != Stage.BODY || awaited.refused) {
      return false;
    }
    awaited.refused = true;
    awaited.refuse.run();
    return true;
  }

  private enum Stage {
    /// Its headers are not all there.
    ARRIVING,
    /// Its body is not all there.
    BODY,
    /// It is worked on, or the answer is written.
    WORKING
  }

  /// How fast the other side must be.
  ///
  /// @param graceNanos so long nobody looks at the rate; 0 means for ever
  /// @param bytesPerSecond after that; 0 means that there is no rate
  record Pace(long graceNanos, int bytesPerSecond) {
    private boolean late(long passedNanos, long bytes) {
      if (graceNanos == 0) {
        return false;
      }
      long earned = bytesPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
      return passedNanos > graceNanos + earned;
    }
  }

  private static final class Body {
    private final long sinceNanos;
    private final Runnable refuse;
    private final AtomicLong bytes = new AtomicLong();
    private boolean refused;

    private Body(long sinceNanos, Runnable refuse) {
      this.sinceNanos = sinceNanos;
      this.refuse = refuse;
    }
  }

  private static final class Stall {
    private final long sinceNanos;
    private final AtomicLong bytes = new AtomicLong();

    private Stall(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }
  }
}
