package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerProcess;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Figures;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.LoginRequest;
import chatter.shared.api.RegisterRequest;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Rejected;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that somebody else fills, and makes room on again.
@Tag("faults")
final class DiskFullTest {
  private static final String BODY = "Some forty characters that take up space. ".repeat(100);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(5);

  /// On a busy machine; the goals above are measured.
  private static final Duration CEILING = Duration.ofSeconds(60);

  private final Map<Long, String> acked = new TreeMap<>();

  @TempDir private Path folder;

  @Test
  void whatCannotBeStoredIsRefusedReadingGoesOnAndWritingReturns() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 32);
        ServerProcess process =
            ServerProcess.start(
                Map.of("SQLITE_TMPDIR", disk.path().toString()),
                List.of(),
                "--port=0",
                "--data=" + disk.path().resolve("data"),
                "--bcrypt-cost=4",
                "--limit=sends-per-second=0",
                "--limit=frames-per-second=0");
        TestServer server = TestServer.at(process.port())) {
      TestUser alice = server.signUp("alice");
      TestUser bob = server.signUp("bob");
      TestConnection writer = alice.connect();
      TestConnection reader = bob.connect();
      for (int i = 0; i < 100; i++) {
        keep((Ack) tried(writer, i).answer());
      }

      disk.fill();
      Tried refused = untilRefused(writer);
      untilAllIsRefused(writer, disk);
      // Those that were stored until then have gone to everybody.
      long stored = acked.size();
      assertEquals(stored, reader.awaits(MessagePosted.class, m -> m.seq() == stored).seq());
      assertReadingGoesOn(server, bob, stored);
      assertWritingIsRefused(server, alice, writer, disk, stored);

      long room = System.nanoTime();
      disk.makeRoom();
      Tried again = untilStored(writer);
      Duration returned = Duration.ofNanos(System.nanoTime() - room);
      reader.awaits(MessagePosted.class, m -> m.seq() == stored + 1);
      for (int i = 0; i < 50; i++) {
        keep((Ack) tried(writer, i).answer());
      }
      TestHttp.expect(201, register(server, "dora"));
      int lost = lost(server, alice);
      Figures.record(
          "disk full",
          "storage_full within 1 s, 0 acked lost, reading goes on, writing returns within 5 s of"
              + " space, no restart",
          "storage_full after "
              + Latencies.millis(refused.took())
              + ", "
              + lost
              + " of "
              + acked.size()
              + " acked lost, writing returned after "
              + Latencies.millis(returned),
          lost == 0 && refused.took().compareTo(AT_ONCE) <= 0 && returned.compareTo(SOON) <= 0);
      assertEquals(0, lost, "acked and lost");
      assertTrue(refused.took().compareTo(CEILING) < 0, refused.took()::toString);
      assertTrue(returned.compareTo(CEILING) < 0, returned::toString);
      assertEquals(RejectCode.STORAGE_FULL, ((Rejected) refused.answer()).code());
      assertTrue(again.answer() instanceof Ack);
      process.askToEnd();
      assertEquals(0, process.exitCode(CEILING));
      List<String> traces =
          process.output().stream().filter(line -> line.startsWith("\tat ")).toList();
      assertEquals(List.of(), traces, "stack traces");
    }
  }

  /// Space that SQLite has taken already is written to a while longer.
  private Tried untilRefused(TestConnection writer) {
    for (int i = 0; i < 10_000; i++) {
      Tried tried = tried(writer, i);
      if (tried.answer() instanceof Ack ack) {
        keep(ack);
      } else {
        return tried;
      }
    }
    throw new AssertionError("the disk is full and everything is stored");
  }

  /// What looks at the messages beside the writer, as the index of the search, meets the full disk
  /// a little later, and gives back what it had begun.
  private void untilAllIsRefused(TestConnection writer, SmallDisk disk) throws IOException {
    int refused = 0;
    for (int i = 0; refused < 20; i++) {
      assertTrue(i < 1_000, "there is always some room left");
      disk.fillUp();
      if (tried(writer, i).answer() instanceof Ack ack) {
        keep(ack);
        refused = 0;
      } else {
        refused++;
      }
    }
  }

  private Tried untilStored(TestConnection writer) {
    Tried tried;
    long deadline = System.nanoTime() + CEILING.toNanos();
    do {
      tried = tried(writer, 0);
    } while (!(tried.answer() instanceof Ack) && System.nanoTime() < deadline);
    keep((Ack) tried.answer());
    return tried;
  }

  private static Tried tried(TestConnection writer, int number) {
    long begin = System.nanoTime();
    String id = writer.send(number + " " + BODY);
    ServerEvent answer =
        writer.awaits(
            e -> (e instanceof Ack a && id.equals(a.commandId())) || e instanceof Rejected);
    return new Tried(answer, Duration.ofNanos(System.nanoTime() - begin));
  }

  private void keep(Ack ack) {
    assertEquals(acked.size() + 1, ack.seq(), "what was refused takes no number");
    acked.put(ack.seq(), ack.commandId());
  }

  private static void assertReadingGoesOn(TestServer server, TestUser bob, long stored) {
    TestConnection back = bob.resume(null, Map.of(TestConnection.LOBBY, stored - 10));
    assertEquals(
        10, back.upTo(Live.class).stream().filter(MessagePosted.class::isInstance).count());
    back.close();
    assertEquals(stored, history(server, bob, stored - 50).upto());
    TestHttp.expect(200, server.http().get("/api/session", bob.token()));
    TestHttp.expect(200, server.http().get("/api/health", null));
  }

  private static void assertWritingIsRefused(
      TestServer server, TestUser alice, TestConnection writer, SmallDisk disk, long stored)
      throws IOException {
    for (int i = 0; i < 20; i++) {
      disk.fillUp();
      Rejected rejected = (Rejected) tried(writer, i).answer();
      assertEquals(RejectCode.STORAGE_FULL, rejected.code());
      assertTrue(rejected.retry() && rejected.retryAfterMs() > 0, rejected::toString);
    }
    writer.command(new MarkRead(77L, TestConnection.LOBBY, stored - 1));
    assertEquals(RejectCode.STORAGE_FULL, writer.awaits(Rejected.class).code());
    assertFull(register(server, "carol"));
    assertFull(
        server
            .http()
            .post(
                "/api/login", null, new LoginRequest(alice.email(), TestServer.PASSWORD, "test")));
    assertFull(picture(server, alice));
    assertFull(
        server.http().call("PATCH", "/api/account", alice.token(), Map.of("name", "Alice II")));
  }

  private static HttpResponse<String> register(TestServer server, String name) {
    return server
        .http()
        .post(
            "/api/register",
            null,
            new RegisterRequest(name, name + "@example.org", TestServer.PASSWORD));
  }

  private static HttpResponse<String> picture(TestServer server, TestUser user) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", png);
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/api/account/avatar");
      return client.send(
          HttpRequest.newBuilder(uri)
              .header("Authorization", "Bearer " + user.token())
              .PUT(HttpRequest.BodyPublishers.ofByteArray(png.toByteArray()))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static void assertFull(HttpResponse<String> answer) {
    TestHttp.expect(507, answer);
    assertTrue(answer.body().contains("\"storage_full\""), answer::body);
  }

  private static HistoryPage history(TestServer server, TestUser reader, long after) {
    HttpResponse<String> answer =
        server
            .http()
            .get(
                "/api/conversations/1/messages?limit=100&after=" + Math.max(0, after),
                reader.token());
    TestHttp.expect(200, answer);
    return ApiJson.MAPPER.readValue(answer.body(), HistoryPage.class);
  }

  /// How many of the acked are not there, or elsewhere than was said.
  private int lost(TestServer server, TestUser alice) {
    Map<Long, String> there = new TreeMap<>();
    HistoryPage page;
    long after = 0;
    do {
      page = history(server, alice, after);
      page.messages().forEach(message -> there.put(message.seq(), message.commandId()));
      after = page.last();
    } while (page.newer());
    return (int)
        acked.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(there.get(entry.getKey())))
            .count();
  }

  /// A message, what became of it, and how long that took.
  private record Tried(ServerEvent answer, Duration took) {}
}
