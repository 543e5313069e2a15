package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.backup.Backup;
import chatter.server.checker.Nemeses;
import chatter.server.checker.Nemesis;
import chatter.server.checker.Plan;
import chatter.server.checker.ServerInTrial;
import chatter.server.checker.Trial;
import chatter.server.checker.Verdict;
import chatter.server.figures.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing lost, nothing doubled, nothing out of order on a machine whose disk fills up, whose
/// clock jumps and whose owner takes backups meanwhile.
@Tag("faults")
final class PoorMachineTest {
  private static final int MEGABYTES = 48;

  @TempDir private Path folder;

  @Test
  void nothingIsLostWhenTheDiskFillsTheClockJumpsAndBackupsAreTaken() throws Exception {
    FakeClock clock = FakeClock.in(folder);
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), MEGABYTES)) {
      Map<String, String> environment = new HashMap<>(clock.environment());
      environment.put("SQLITE_TMPDIR", disk.path().toString());
      Path data = disk.path().resolve("data");
      try (ServerInTrial server = new ServerInTrial(data, List.of(), environment, List.of());
          Trial trial = Trial.of(server.start(), plan(), folder.resolve("trial"))) {
        Backups backups = new Backups(data, folder);
        Verdict verdict =
            trial.run(
                Nemeses.inTurn(
                    trial.cutsBeforeTheAck(), new FullDisk(disk), new Jumps(clock), backups),
                data);
        Figures.record(
            "disk full, clock ±1 h and live backups under the exactly-once checker",
            "0 lost, 0 doubled, 0 out of order",
            verdict.counts().stored()
                + " acks, "
                + backups.taken
                + " backups, "
                + verdict.red().size()
                + " checks broken",
            verdict.green());
        assertTrue(verdict.green(), verdict::text);
      }
    }
  }

  /// Without files: such a disk never has room for any.
  private static Plan plan() {
    return Plan.quick(Form.of(2, 20)).withFilesEvery(0);
  }

  /// Leaves no room for a while.
  private record FullDisk(SmallDisk disk) implements Nemesis {
    @Override
    public String name() {
      return "full disk";
    }

    @Override
    public String step(Random random) throws IOException, InterruptedException {
      disk.fill();
      try {
        Thread.sleep(random.nextInt(500, 2_000));
      } finally {
        disk.makeRoom();
      }
      return "filled the disk";
    }

    @Override
    public void heal() {
      // There is room again after each step.
    }
  }

  /// Puts the wall clock an hour forth or back.
  private record Jumps(FakeClock clock) implements Nemesis {
    @Override
    public String name() {
      return "clock";
    }

    @Override
    public String step(Random random) throws IOException, InterruptedException {
      Duration to = Duration.ofHours(random.nextInt(-1, 2));
      clock.put(to);
      Thread.sleep(FakeClock.NOTICED_MILLIS);
      return "put the clock to " + to;
    }

    @Override
    public void heal() throws IOException {
      clock.put(Duration.ZERO);
    }
  }

  /// Takes backups and looks into them: each is whole, and holds no less than the one before.
  private static final class Backups implements Nemesis {
    private final Path data;
    private final Path folder;
    private int taken;
    private long messages;

    private Backups(Path data, Path folder) {
      this.data = data;
      this.folder = folder;
    }

    @Override
    public String name() {
      return "backup";
    }

    @Override
    public String step(Random random) {
      Backup backup = Backup.take(data, folder.resolve("backup-" + taken + ".db"));
      if (!backup.faults().isEmpty() || backup.messages() < messages) {
        throw new IllegalStateException(backup + " after one of " + messages + " messages");
      }
      taken++;
      messages = backup.messages();
      return "took a backup of " + messages + " messages";
    }

    @Override
    public void heal() {
      // It does no harm; that is the point.
    }
  }
}
