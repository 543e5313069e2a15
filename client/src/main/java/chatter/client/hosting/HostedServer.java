package chatter.client.hosting;

import chatter.server.ChatterServer;
import chatter.server.HostControl;
import chatter.server.NetworkAddresses;
import chatter.server.ServerConfig;
import chatter.server.ServerMain;
import chatter.server.Version;
import chatter.server.archive.Archive;
import chatter.server.backup.BackupPlan;
import chatter.server.backup.BackupShelf;
import chatter.server.backup.Restore;
import chatter.server.doctor.Doctor;
import chatter.server.doctor.Subject;
import chatter.shared.api.Registration;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bundled server, in this program, on a data folder of its own that outlives it. Starting,
/// stopping and asking take turns on a thread of their own. Safe for any thread.
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
  private volatile Consumer<Throwable> brokenListener = cause -> {};

  /// How it is to run.
  ///
  /// @param open whether everybody on the network can reach it, and is told that it is there
  /// @param port the port wanted, 0 for the usual one; if it is taken, the next free one
  /// @param backups whether a backup is taken every hour
  /// @param name what a chat that begins now is called; one that is there keeps its name
  public record Wish(boolean open, int port, boolean backups, String name) {}

  /// How it runs.
  ///
  /// @param id the number by which it is known, wherever it runs
  /// @param port the port it got
  /// @param fingerprint of the key that others see; empty if only this computer can reach it
  /// @param name what its people call it
  /// @param registration who may make an account
  /// @param places where it is found, the likeliest first; none if it is meant for the network and
  ///   there is none
  public record Running(
      String id,
      int port,
      Optional<String> fingerprint,
      String name,
      Registration registration,
      List<Place> places) {
    public Running {
      places = List.copyOf(places);
    }
  }

  /// An address under which it is found.
  ///
  /// @param virtual whether it is of a network that others are hardly in
  public record Place(String url, boolean virtual) {}

  /// @param data where the chat is kept
  public HostedServer(Path data) {
    this.data = data;
  }

  /// Says whom to tell if a running server could not go on by itself, as when there was no memory
  /// left. It is stopped by then; told on a thread of its own.
  public void whenBroken(Consumer<Throwable> listener) {
    brokenListener = listener;
  }

  /// A server cannot go on: stops it, so that another can be started on the same data.
  void broke(ChatterServer which, Throwable cause) {
    LOG.error("The hosted chat could not go on", cause);
    try {
      turns.execute(() -> {
        // Somebody may have stopped it meanwhile, or started another.
        if (server != null && server == which) {
          stopNow();
          brokenListener.accept(cause);
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.info("It has ended with this program");
    }
  }

  /// The server that runs now; for tests that break it.
  ChatterServer current() {
    return server;
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
  /// @return fails with the reason if it cannot run
  public CompletableFuture<Running> start(Wish wish) {
    return CompletableFuture.supplyAsync(() -> startNow(wish), turns);
  }

  /// Puts a backup in the place of the chat, and starts. Who is connected comes back by itself.
  ///
  /// @return fails with the reason if it cannot be restored, or cannot run afterwards; in the first
  ///   case nothing is changed, and the chat is stopped
  public CompletableFuture<Running> restore(Path backup, Wish wish) {
    return CompletableFuture.supplyAsync(
        () -> {
          stopNow();
          Restore done = Restore.of(backup, data);
          LOG.info(
              "{} messages of {} people with {} files are restored; {} files are in no backup",
              done.messages(),
              done.people(),
              done.files(),
              done.filesMissing());
          return startNow(wish);
        },
        turns);
  }

  /// Takes in a chat that was moved here, and starts. Only where there is no chat yet.
  ///
  /// @return fails with the reason if it cannot be opened, and then nothing is changed
  public CompletableFuture<Running> bring(Path archive, Wish wish) {
    return CompletableFuture.supplyAsync(
        () -> {
          Archive found = Archive.open(archive, data);
          LOG.info("{} is here now, with {} messages", found.name(), found.messages());
          return startNow(wish);
        },
        turns);
  }

  /// Asks the running server.
  ///
  /// @return fails if it does not run, or with what the question throws
  public <T> CompletableFuture<T> ask(Function<HostControl, T> question) {
    try {
      return CompletableFuture.supplyAsync(
          () -> {
            if (server == null) {
              throw new IllegalStateException("the hosted chat does not run");
            }
            return question.apply(server.chat());
          },
          turns);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("the hosted chat has ended", e));
    }
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

  private Subject subject() {
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

  private Running startNow(Wish wish) {
    boolean fresh = !hasChat();
    stopNow();
    String host = wish.open() ? ServerConfig.ANY_ADDRESS : ServerConfig.LOOPBACK;
    int wanted = wish.port() == 0 ? ServerConfig.DEFAULT_PORT : wish.port();
    ServerConfig config =
        ServerConfig.inFolder(data)
            .withHost(host)
            .withName(fresh ? wish.name() : null)
            .withBackups(
                wish.backups() ? BackupPlan.hourly(BackupShelf.beside(data)) : BackupPlan.none())
            .withAnnounced(wish.open());
    int port = freePort(host, wanted);
    while (server == null) {
      try {
        server = started(config.withPort(port));
      } catch (IOException e) {
        if (port == 0 || !(e.getCause() instanceof BindException)) {
          throw new CompletionException(e);
        }
        LOG.info("Somebody was quicker to take port {}", port);
        port = freePort(host, port + 1);
      }
    }
    ChatterServer next = server;
    HostControl chat = next.chat();
    return new Running(
        chat.info().id(),
        next.port(),
        next.fingerprint(),
        chat.name(),
        chat.registration(),
        places(next, wish));
  }

  private ChatterServer started(ServerConfig config) throws IOException {
    ChatterServer next = new ChatterServer(config);
    next.whenBroken(cause -> broke(next, cause));
    return next.start();
  }

  private static List<Place> places(ChatterServer running, Wish wish) {
    if (!wish.open()) {
      return List.of(new Place("http://localhost:" + running.port(), false));
    }
    return NetworkAddresses.list().stream()
        .map(address -> new Place(address.url(running.scheme(), running.port()), address.virtual()))
        .toList();
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
