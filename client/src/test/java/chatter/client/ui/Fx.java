package chatter.client.ui;

import com.sun.javafx.scene.NodeHelper;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Parent;
import org.testfx.api.FxToolkit;

/// Runs parts of a test on the JavaFX application thread.
public final class Fx {
  private static final long DEADLINE_SECONDS = 60;
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private Fx() {}

  /// A part of a test that may fail.
  @FunctionalInterface
  public interface Action {
    /// Does it.
    void run() throws Exception;
  }

  /// Does it there, and waits for it.
  public static void run(Action action) {
    call(() -> {
      action.run();
      return null;
    });
  }

  /// The same with an answer.
  public static <T> T call(Callable<T> action) {
    try {
      if (STARTED.compareAndSet(false, true)) {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
      }
      CompletableFuture<T> result = new CompletableFuture<>();
      Platform.runLater(() -> {
        try {
          result.complete(action.call());
        } catch (Throwable thrown) {
          result.completeExceptionally(thrown);
        }
      });
      return result.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException failed) {
      if (failed.getCause() instanceof AssertionError assertion) {
        throw assertion;
      }
      throw new AssertionError(failed.getCause());
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  /// Does what a frame does before it is drawn: gives what has changed its style and its place.
  /// Unlike `applyCss`, which goes through all there is. On the JavaFX thread.
  public static void layOut(Parent root) {
    NodeHelper.processCSS(root);
    root.layout();
  }

  /// Waits until the condition holds on the JavaFX thread.
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!call(condition::getAsBoolean)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + DEADLINE_SECONDS + " s: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
