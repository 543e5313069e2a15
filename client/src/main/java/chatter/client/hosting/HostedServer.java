package chatter.client.hosting;

import chatter.server.ChatterServer;
import chatter.server.Doctor;
import chatter.server.ServerConfig;
import chatter.server.ServerMain;
import chatter.server.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bundled server, in this program, on a data folder of its own that outlives it. Starting and
/// stopping take turns on a thread of their own. Safe for any thread.
public final class HostedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostedServer.class);

  /// How many ports are tried before any free one will do.
  private static final int PORTS_IN_A_ROW = 20;

  private static final long CLOSE_WITHIN_SECONDS = 8;

  private final Path data;
  private final ExecutorService turns =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("chatter-hosting").factory());
  private ChatterServer server;

  /// @param data where the chat is kept
  public HostedServer(Path data) {
    this.data = data;
  }

  /// Which version the bundled server, and so this program, is.
  public static String version() {
    return Version.current();
  }

  /// Runs the server without a window until it is told to stop.
  ///
  /// @return the exit code
  public static int runHeadless(String... options) {
    return ServerMain.run(options);
  }

  /// Whether a chat was hosted here before.
  public boolean hasChat() {
    return Files.isDirectory(data);
  }

  /// Starts, or starts again in another way.
  ///
  /// @param open whether everybody on the network can reach it
  /// @param port the port wanted; if it is taken, the next free one
  /// @return the port it got; fails with the reason if it cannot run
  public CompletableFuture<Integer> start(boolean open, int port) {
    return CompletableFuture.supplyAsync(
        () -> {
          stopNow();
          String host = open ? ServerConfig.ANY_ADDRESS : ServerConfig.LOOPBACK;
          int wanted = port == 0 ? ServerConfig.DEFAULT_PORT : port;
          ChatterServer next =
              new ChatterServer(
                  ServerConfig.inFolder(data).withHost(host).withPort(freePort(host, wanted)));
          try {
            server = next.start();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
          return next.port();
        },
        turns);
  }

  /// Looks whether others can reach it and whether its data is safe.
  ///
  /// @param found gets what is found, one after the other, on a thread of the look
  /// @return ends when there is nothing more to tell; fails if the chat does not run
  public CompletableFuture<Void> examine(Consumer<HostedFinding> found) {
    return CompletableFuture.supplyAsync(this::subject, turns)
        .thenAcceptAsync(
            subject ->
                Doctor.examine(
                    subject,
                    finding ->
                        found.accept(
                            new HostedFinding(
                                finding.check(),
                                HostedFinding.Result.valueOf(finding.result().name()),
                                finding.sentence(),
                                finding.whatToDo()))),
            task -> Thread.ofVirtual().start(task));
  }

  private Doctor.Subject subject() {
    if (server == null) {
      throw new IllegalStateException("the hosted chat does not run");
    }
    return server.subject();
  }

  /// Tells everybody to come back later, stores everything, and stops.
  public CompletableFuture<Void> stop() {
    return CompletableFuture.runAsync(this::stopNow, turns);
  }

  /// Stops, and waits for it. Harmless when done twice.
  @Override
  public synchronized void close() {
    if (!turns.isShutdown()) {
      turns.execute(this::stopNow);
      turns.shutdown();
    }
    try {
      if (!turns.awaitTermination(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The hosted chat did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopNow() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  private static int freePort(String host, int wanted) {
    for (int port = wanted; port < wanted + PORTS_IN_A_ROW && port <= 65_535; port++) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        return port;
      } catch (IOException e) {
        LOG.info("Port {} is not free: {}", port, e.getMessage());
      }
    }
    return 0;
  }
}
