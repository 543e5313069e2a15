package chatter.server.store.postgres;

import chatter.server.health.Threads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Short messages between those who use the same database, by its `LISTEN` and `NOTIFY`, each over
/// a connection of its own: a `NOTIFY` in the transaction that stores something would have all
/// commits wait for each other. What cannot be sent at the moment is dropped. Safe for any thread.
public final class PostgresChannel implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresChannel.class);
  private static final String NAME = "chatter";
  private static final int WAITING = 1_024;
  private static final int AT_ONCE = 64;
  private static final int LISTEN_MILLIS = 500;
  private static final long AGAIN_MILLIS = 250;
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(6);

  private final PostgresAddress address;
  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread listener = Thread.ofPlatform().name("bus-listen").unstarted(this::listen);
  private final Thread sender = Thread.ofPlatform().name("bus-send").unstarted(this::send);
  private volatile Consumer<String> heard = message -> {};
  private volatile boolean closing;

  /// @param address of the database
  public PostgresChannel(PostgresAddress address) {
    this.address = address;
  }

  /// Begins. Once.
  ///
  /// @param consumer gets every message, this channel's own too, and throws nothing
  public void start(Consumer<String> consumer) {
    heard = consumer;
    listener.start();
    sender.start();
  }

  /// Sends a message of less than 8,000 bytes, or drops it.
  public void send(String message) {
    if (!queue.offer(message)) {
      log.debug("a message to the other servers was dropped");
    }
  }

  private void listen() {
    while (!closing) {
      try (Connection connection = PostgresConnections.alone(address);
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + NAME);
        PGConnection notified = connection.unwrap(PGConnection.class);
        long heardNanos = System.nanoTime();
        while (!closing) {
          PGNotification[] come = notified.getNotifications(LISTEN_MILLIS);
          if (System.nanoTime() - heardNanos > SILENT_NANOS) {
            // Everybody says something all the time: a connection on which nothing comes is gone.
            throw new SQLException("nothing is heard");
          }
          if (come != null) {
            heardNanos = System.nanoTime();
            for (PGNotification notification : come) {
              heard.accept(notification.getParameter());
            }
          }
        }
      } catch (SQLException e) {
        rest("cannot listen to the other servers", e);
      }
    }
  }

  private void send() {
    List<String> messages = new ArrayList<>(AT_ONCE);
    while (!closing) {
      try (Connection connection = PostgresConnections.alone(address);
          Statement setting = connection.createStatement()) {
        // Nothing of it is worth waiting for a disk.
        setting.execute("SET synchronous_commit = off");
        try (PreparedStatement notify =
            connection.prepareStatement(
                "SELECT pg_notify('" + NAME + "', m) FROM unnest(?::text[]) AS m")) {
          while (!closing) {
            messages.clear();
            messages.add(queue.take());
            queue.drainTo(messages, AT_ONCE - 1);
            notify.setArray(1, connection.createArrayOf("text", messages.toArray()));
            notify.execute();
          }
        }
      } catch (SQLException e) {
        rest("cannot tell the other servers", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void rest(String what, SQLException e) {
    if (!closing) {
      log.info("{}; trying again: {}", what, e.getMessage());
      try {
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    sender.interrupt();
    Threads.awaitEnd(sender);
    Threads.awaitEnd(listener);
  }
}
