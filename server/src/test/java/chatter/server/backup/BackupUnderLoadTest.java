package chatter.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.ServerMain;
import chatter.server.Sqlite;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.faults.Form;
import chatter.server.figures.Figures;
import chatter.server.limit.Limit;
import chatter.shared.protocol.ServerEvent.Ack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Backups of a server that people write to all the time, and what another process may do to its
/// folder.
@Tag("faults")
final class BackupUnderLoadTest {
  private static final int WRITERS = 4;

  @RegisterExtension
  final TestServer server =
      TestServer.standard().without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  @TempDir private Path folder;

  /// Who got an answer: the number of each acknowledged message and its text.
  private final Map<Long, String> acked = new ConcurrentSkipListMap<>();

  private final AtomicBoolean enough = new AtomicBoolean();

  @Test
  void everyBackupHoldsWhatWasAcknowledgedBeforeItAndPostingGoesOn() throws Exception {
    server.signUp("archive").connect().fill(Form.of(2_000, 100_000), "from long ago ".repeat(20));
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      TestConnection connection = server.signUp("writer" + i).connect();
      writers.add(Thread.ofVirtual().start(() -> write(connection)));
    }
    while (acked.size() < 50) {
      Thread.sleep(5);
    }
    int backups = Form.of(6, 30);
    int during = 0;
    int missing = 0;
    long slowest = 0;
    for (int i = 0; i < backups; i++) {
      Path file = folder.resolve("backup" + i);
      Map<Long, String> before = Map.copyOf(acked);
      long began = System.nanoTime();
      if (i == 0) {
        assertEquals("", complaints("backup", file.toString(), "--data", server.data().toString()));
      } else {
        assertEquals(List.of(), Backup.take(server.data(), file).faults());
      }
      slowest = Math.max(slowest, System.nanoTime() - began);
      during += acked.size() - before.size();
      missing += missing(before, file);
      Files.delete(file);
    }
    enough.set(true);
    for (Thread writer : writers) {
      writer.join();
    }
    long log = Files.size(server.data().resolve("chatter.db-wal"));
    boolean reached = missing == 0 && during >= backups;
    Figures.record(
        "live backup under load",
        "posting goes on, every backup opens and holds all acked before it",
        String.format(
            Locale.ROOT,
            "%d backups, %d acked while they ran, %d missing; slowest %.2f s, log %.1f MB",
            backups,
            during,
            missing,
            slowest / 1e9,
            log / 1e6),
        reached);
    assertEquals(0, missing, "messages that were acknowledged before a backup and are not in it");
    assertTrue(during >= backups, () -> "hardly anything was stored meanwhile");
    assertEquals(0, CommandRun.of("check", "--data", server.data()).exitCode());
  }

  @Test
  void refusedSecondServerOfThisProcessLetsNoOtherProcessIn() throws Exception {
    assertEquals(1, CommandRun.of("--port=0", "--data=" + server.data()).exitCode());
    Backup.take(server.data(), folder.resolve("file"));
    String said =
        complaints(
            "restore", folder.resolve("file").toString(), "--data", server.data().toString());
    assertTrue(said.contains("another Chatter server is using"), said);
  }

  private void write(TestConnection connection) {
    for (int i = 0; !enough.get(); i++) {
      String body = "message " + i;
      Ack ack = connection.post(body);
      acked.put(ack.seq(), body);
    }
  }

  private static int missing(Map<Long, String> acked, Path file) {
    Set<String> stored = new HashSet<>(Sqlite.ask(file, "SELECT seq || ':' || body FROM messages"));
    return (int)
        acked.entrySet().stream()
            .filter(entry -> !stored.contains(entry.getKey() + ":" + entry.getValue()))
            .count();
  }

  /// Runs a command in a process of its own.
  ///
  /// @return what it said on its error stream
  private static String complaints(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
      assertEquals(said.isEmpty() ? 0 : 1, process.exitValue(), said);
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
