package chatter.client.system.notification;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread on which something happens with a bus, which may answer late or never: nobody
/// else waits for it. Safe for any thread.
final class BusThread {
  private static final Logger LOG = LoggerFactory.getLogger(BusThread.class);

  /// At the end the computer gets so many seconds to take away what it shows.
  private static final long PATIENCE_SECONDS = 2;

  private final ExecutorService tasks;

  BusThread(String name) {
    tasks = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  /// Runs something there, unless it has ended.
  void run(Runnable task) {
    try {
      tasks.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("Nothing is shown any more, the program ends", e);
    }
  }

  /// For what is answered from there.
  ExecutorService executor() {
    return tasks;
  }

  /// Ends a connection, whether or not the bus is still there.
  static void end(DBusConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.info("The bus was not left in order: {}", e.getMessage());
    }
  }

  /// Ends after what was to run. Waits for it a moment at most.
  ///
  /// @param shown what then stays where it is
  void end(String shown) {
    tasks.shutdown();
    try {
      if (!tasks.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.info("The computer does not answer, and this stays: {}", shown);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
