package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerProcess;
import chatter.server.Sqlite;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Figures;
import chatter.server.web.file.TestUpload;
import chatter.shared.crypto.Sha256;
import chatter.shared.protocol.ClientCommand.SendMessage;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People send files while the server is killed again and again, and go on where they were.
@Tag("story")
class FilesAfterKillsTest {
  private static final int SENDERS = 3;
  private static final int PIECE = 60_000;

  @TempDir private Path data;

  /// What was acknowledged: the file's id, and the hash of what is in it.
  private final Map<String, String> acked = new ConcurrentHashMap<>();

  private volatile boolean enough;

  @Test
  void everyFileOfAnAcknowledgedMessageIsThereAndWhole() throws Exception {
    int kills = Form.of(5, 25);
    AtomicInteger tries = new AtomicInteger();
    Random random = new Random(11);
    ServerProcess process = start(0);
    int port = process.port();
    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> sending = new ArrayList<>();
      TestServer server = TestServer.at(port);
      for (int i = 0; i < SENDERS; i++) {
        TestUser user = server.signUp("sender" + i);
        int seed = i;
        sending.add(senders.submit(() -> keepSending(server, user, new Random(seed), tries)));
      }
      for (int kill = 0; kill < kills; kill++) {
        int had = acked.size();
        // Each life brings something to its end, however slow the computer is.
        while (acked.size() <= had) {
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
          sending.stream().filter(Future::isDone).forEach(FilesAfterKillsTest::mustNotFail);
        }
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(400)).toNanos());
        process.kill();
        process = start(port);
      }
      enough = true;
      for (Future<?> each : sending) {
        each.get();
      }
      TestUpload reader = new TestUpload(server, server.signUp("reader"));
      int lost = 0;
      for (Map.Entry<String, String> file : acked.entrySet()) {
        HttpResponse<byte[]> read = reader.get(reader.links(file.getKey()).getFirst().url());
        if (read.statusCode() != 200 || !Sha256.hex(read.body()).equals(file.getValue())) {
          lost++;
        }
      }
      Figures.record(
          "files sent while the server is killed " + kills + " times",
          "0 acknowledged ones lost, 0 messages naming one that is not there",
          acked.size() + " acknowledged of " + tries + " begun, " + lost + " lost",
          lost == 0);
      assertEquals(0, lost, "files lost");
    } finally {
      enough = true;
      process.close();
    }
    // Only now: nobody else may have the file open.
    assertEquals(acked.size(), count("SELECT count(*) FROM message_files"), "messages with files");
  }

  private static void mustNotFail(Future<?> sending) {
    assertEquals(Future.State.SUCCESS, sending.state(), () -> sending.exceptionNow().toString());
  }

  private long count(String sql) {
    return Long.parseLong(Sqlite.ask(data.resolve("chatter.db"), sql).getFirst());
  }

  private void keepSending(TestServer server, TestUser user, Random random, AtomicInteger tries) {
    TestUpload upload = new TestUpload(server, user);
    while (!enough) {
      byte[] bytes = new byte[1 + random.nextInt(4 * PIECE)];
      random.nextBytes(bytes);
      tries.incrementAndGet();
      String id = untilDone(() -> created(upload, bytes.length));
      untilDone(() -> sent(upload, id, bytes));
      String command = TestConnection.newCommandId();
      untilDone(() -> posted(user, id, command));
      acked.put(id, Sha256.hex(bytes));
    }
  }

  private static String created(TestUpload upload, int length) {
    HttpResponse<String> answer = upload.create("noise", length);
    TestHttp.expect(201, answer);
    String location = TestUpload.header(answer, "Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static Boolean sent(TestUpload upload, String id, byte[] bytes) {
    long offset = upload.offset(id);
    while (offset < bytes.length) {
      int to = (int) Math.min(bytes.length, offset + PIECE);
      TestHttp.expect(204, upload.patch(id, offset, Arrays.copyOfRange(bytes, (int) offset, to)));
      offset = to;
    }
    return true;
  }

  private static Boolean posted(TestUser user, String id, String command) {
    TestConnection connection = user.connect();
    try {
      connection.done(
          new SendMessage(
              connection.nextId(), TestConnection.LOBBY, command, "", null, List.of(id)));
      return true;
    } finally {
      connection.close();
    }
  }

  /// Until the server is there for all of it.
  private static <T> T untilDone(Attempt<T> attempt) {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (true) {
      try {
        return attempt.make();
      } catch (AssertionError | UncheckedIOException e) {
        assertTrue(System.nanoTime() < end, e::toString);
        LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
      }
    }
  }

  private ServerProcess start(int port) {
    return ServerProcess.start(
        Map.of(),
        List.of(),
        "--port=" + port,
        "--data=" + data,
        "--bcrypt-cost=4",
        "--limit=registrations-per-minute=0",
        "--limit=requests-per-second=0",
        "--limit=connects-per-minute=0",
        "--limit=sends-per-second=0");
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T make();
  }
}
