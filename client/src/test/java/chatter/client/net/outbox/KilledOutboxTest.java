package chatter.client.net.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.faults.Form;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The outbox of a program that is killed while it adds messages.
@Tag("faults")
class KilledOutboxTest {
  @TempDir private Path folder;

  /// The program: adds one message after the other, and says the number of each that it was told is
  /// safe.
  public static void main(String[] args) throws Exception {
    Outbox outbox = Outbox.open(Path.of(args[0]));
    for (int i = outbox.entries().size() + 1; true; i++) {
      outbox.add(1, Integer.toString(i), null, null, Instant.EPOCH);
      System.out.println(i);
    }
  }

  /// Starts the program and kills it without warning.
  ///
  /// @return the last number it said
  private int killedAfter(int messages) throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledOutboxTest.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = 0;
    try (BufferedReader said = program.inputReader()) {
      for (int i = 0; i < messages; i++) {
        last = Integer.parseInt(said.readLine());
      }
      // By the handle: the process itself would close what it said last.
      program.toHandle().destroyForcibly();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        last = Integer.parseInt(line);
      }
    }
    assertEquals(128 + 9, program.waitFor());
    return last;
  }

  private long kept() throws IOException {
    long kept = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.damaged")) {
      for (Path _ : files) {
        kept++;
      }
    }
    return kept;
  }

  @Test
  void whatWasPromisedIsThereInOrderHoweverOftenItIsKilled() throws Exception {
    SplittableRandom random = new SplittableRandom(20_261_123);
    for (int kill = 0; kill < Form.of(2, 10); kill++) {
      int promised = killedAfter(random.nextInt(1, 40));
      List<String> there = Outbox.open(folder).entries().stream().map(OutboxEntry::body).toList();
      assertEquals(
          IntStream.rangeClosed(1, there.size()).mapToObj(Integer::toString).toList(), there);
      assertTrue(
          there.size() == promised || there.size() == promised + 1,
          () -> promised + " promised, there are " + there.size());
    }
    assertEquals(0, kept(), "damaged files");
  }
}
