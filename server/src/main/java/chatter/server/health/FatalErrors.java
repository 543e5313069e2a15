package chatter.server.health;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells that a thread on which everything depends cannot go on. A server without its writer or its
/// hub takes connections and does nothing for them, which nobody would notice; so it says so, once,
/// and whoever runs it ends it or starts it again. Any thread.
public final class FatalErrors {
  private static final Logger log = LoggerFactory.getLogger(FatalErrors.class);

  private final Consumer<Throwable> broken;
  private boolean told;

  /// @param broken called once at most, on a thread of its own
  public FatalErrors(Consumer<Throwable> broken) {
    this.broken = broken;
  }

  /// Whether after this nothing can be relied on: memory or the JVM itself failed. An overflown
  /// stack is whole again when it has unwound.
  public static boolean isFatal(Throwable failure) {
    return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
  }

  /// What part of the server failed.
  ///
  /// @param part for the log
  public void report(String part, Throwable cause) {
    synchronized (this) {
      if (told) {
        return;
      }
      told = true;
    }
    // First, and on a platform thread: if there is no memory left to log with, this may still work.
    Thread.ofPlatform().name("broken").daemon().start(() -> broken.accept(cause));
    log.error("the {} failed, and nothing works without it", part, cause);
  }
}
