package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// What one upload may take of this computer: time of the processor, and memory that is asked for.
/// Decoders of hostile files loop and allocate as the file says, and nothing can stop a thread from
/// outside; so everything they touch (their input, the pixels they write to) asks here, and the
/// answer is an exception that ends them where they are.
///
/// Time is the thread's own, not the clock's: on a busy computer an honest picture waits and is
/// taken all the same. Belongs to the thread that made it.
final class DecodingBudget {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long cpuAtStart = cpu();
  private final long bytesAtStart = THREADS.getCurrentThreadAllocatedBytes();
  private final long cpuNanos;
  private final long bytes;
  private boolean spent;

  /// @param cpu the most processor time
  /// @param bytes the most memory asked for, whether it is given back or not
  DecodingBudget(Duration cpu, long bytes) {
    this.cpuNanos = cpu.toNanos();
    this.bytes = bytes;
  }

  /// Costs about a microsecond; to be called for some hundred bytes or some ten thousand pixels.
  ///
  /// @throws PictureRefusedException if it is spent
  void check() {
    if (cpu() - cpuAtStart > cpuNanos
        || THREADS.getCurrentThreadAllocatedBytes() - bytesAtStart > bytes) {
      spent = true;
      throw new PictureRefusedException(Reason.TOO_COSTLY, null);
    }
  }

  /// Whether `check` has ever thrown: a decoder may have wrapped that into something of its own.
  boolean spent() {
    return spent;
  }

  private static long cpu() {
    long nanos = THREADS.getCurrentThreadCpuTime();
    // Where the system cannot say, the clock has to do.
    return nanos < 0 ? System.nanoTime() : nanos;
  }
}
