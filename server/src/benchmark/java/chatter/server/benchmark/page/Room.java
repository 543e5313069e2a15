package chatter.server.benchmark.page;

import chatter.server.ServerProcess;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Crowd;
import chatter.server.page.Browser;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A server in its own process, people who write, and a reader at a Chromium, perhaps with many
/// conversations: everything on one computer.
final class Room implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  final Talkers talkers;

  /// The reader's conversations besides the Lobby.
  final List<Conversations.Place> places;

  final Browser browser;
  final DevTools devTools;

  /// @param history how many messages there are when the reader comes for the first time
  /// @param conversations how many there are besides the Lobby
  Room(int history, int conversations) throws IOException {
    this(history, conversations, 0);
  }

  /// @param people how many there are who do nothing, all of them in rooms of the reader
  Room(int history, int conversations, int people) throws IOException {
    try {
      Path folder = Files.createTempDirectory("chatter-benchmark-page");
      open.push(() -> remove(folder));
      List<Long> crowd = crowd(folder, people);
      ServerProcess process = start(folder);
      open.push(process);
      TestServer server = TestServer.at(process.port());
      TestUser reader = server.signUp("reader");
      this.talkers = new Talkers(server);
      open.push(talkers);
      talkers.fill(history);
      talkers.gather();
      this.places = Conversations.make(server, reader, talkers, conversations, crowd);
      // The room opens at its end, not at the first of a hundred thousand unread messages.
      TestConnection phone = reader.connect();
      phone.command(new MarkRead(null, TestConnection.LOBBY, history));
      var _ = phone.awaits(ServerEvent.ReadMoved.class);
      phone.close();
      this.browser = Browser.openAlone(process.port());
      open.push(browser);
      browser.signIn("reader@example.org", TestServer.PASSWORD);
      this.devTools = new DevTools(browser);
      open.push(devTools);
      // As for somebody who looks at the page: a headless window has no focus of its own.
      devTools.call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
      devTools.call("HeapProfiler.enable");
      devTools.call("Page.enable");
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /// The size of the page's JavaScript heap after a full collection, in MB.
  double heapMegabytes() {
    // The second finds what the finalizers of the first let go.
    devTools.call("HeapProfiler.collectGarbage");
    devTools.call("HeapProfiler.collectGarbage");
    return devTools.call("Runtime.getHeapUsage").path("usedSize").asDouble() / 1e6;
  }

  /// How long the page's main thread has had a processor since this was first asked, in
  /// milliseconds: unlike what a clock says, it does not grow with what else the machine does.
  double mainThreadMillis() {
    devTools.call("Performance.enable", Map.of("timeDomain", "threadTicks"));
    for (JsonNode metric : devTools.call("Performance.getMetrics").path("metrics")) {
      if (metric.path("name").asString().equals("TaskDuration")) {
        return metric.path("value").asDouble() * 1e3;
      }
    }
    throw new IllegalStateException("the browser does not tell how busy it was");
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // The others are to be closed all the same.
        System.out.println("could not be closed: " + e);
      }
    }
  }

  /// Has a server make the database, and leave it again.
  private static List<Long> crowd(Path folder, int people) throws IOException {
    if (people == 0) {
      return List.of();
    }
    try (ServerProcess first = start(folder)) {
      ProcessHandle.of(first.pid()).ifPresent(ProcessHandle::destroy);
      var _ = first.exitCode(PATIENCE);
    }
    try {
      return Crowd.add(folder.resolve("chatter.db"), people);
    } catch (SQLException e) {
      throw new IOException("nobody could be added to the database", e);
    }
  }

  private static ServerProcess start(Path folder) {
    return ServerProcess.start(
        Map.of(),
        List.of(),
        "--port",
        "0",
        "--data",
        folder.toString(),
        "--bcrypt-cost",
        "4",
        "--limit",
        "sends-per-second=0",
        "--limit",
        "frames-per-second=0",
        "--limit",
        "rooms-per-hour=0",
        "--limit",
        "directs-per-hour=0",
        "--limit",
        "room-changes-per-minute=0",
        "--limit",
        "requests-per-second=0",
        "--limit",
        "read-marks-per-second=0");
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
