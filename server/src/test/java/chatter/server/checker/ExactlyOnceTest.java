package chatter.server.checker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.faults.Form;
import chatter.server.figures.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Nothing lost, nothing doubled, nothing out of order, whatever breaks. Fails on what is wrong,
/// never on how long it took.
@Tag("faults")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class ExactlyOnceTest {
  private static final int KILLS = 25;

  /// Whoever looks for a reason finds the whole history there.
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void nothingIsLostOnABadNetwork() throws Exception {
    try (ServerInTrial server = ServerInTrial.on(folder.resolve("data")).start();
        Trial trial = Trial.of(server, Plan.quick(Form.of(4, 120)), folder.resolve("trial"))) {
      Verdict verdict =
          trial.run(
              Nemeses.inTurn(trial.cuts(), Nemeses.together(trial.crashes(), trial.deafReaders())),
              server.data());
      assertTrue(verdict.green(), verdict::text);
    }
  }

  /// In the short form what is written and what is sent with it share the kills of the next one.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void nothingIsLostWhenTheServerIsKilled() throws Exception {
    Plan plan = Plan.quick(KILLS).with(8, 8, 240);
    try (ServerInTrial server = ServerInTrial.on(folder.resolve("data")).start();
        Trial trial = Trial.of(server, plan, folder.resolve("trial"))) {
      Kills kills = new Kills(server, trial.counts(), 400);
      Verdict verdict = trial.run(Nemeses.inTurn(trial.cutsBeforeTheAck(), kills), server.data());
      Figures.record(
          "kill -9 under at least 100 messages/s",
          KILLS + " kills: 0 lost, 0 doubled, 0 out of order",
          String.format(
              Locale.ROOT,
              "%d kills at %.0f messages/s (%.0f/s outages and all): %d checks broken (%d stored,"
                  + " %d unknown, %d duplicate)",
              kills.kills(),
              kills.perSecond(),
              verdict.perSecond(),
              verdict.red().size(),
              verdict.counts().stored(),
              verdict.counts().unknown(),
              verdict.counts().duplicate()),
          verdict.green() && kills.perSecond() >= 100);
      assertTrue(verdict.green(), verdict::text);
      assertTrue(kills.kills() >= KILLS, verdict::text);
    }
  }

  @Test
  void noFileIsLostWhenTheServerIsKilled() throws Exception {
    Plan plan = Plan.quick(Form.of(1, 25)).with(8, 4, 120).withFilesEvery(2);
    try (ServerInTrial server = ServerInTrial.on(folder.resolve("data")).start();
        Trial trial = Trial.of(server, plan, folder.resolve("trial"))) {
      Kills kills = new Kills(server, trial.counts(), Form.of(60, 120));
      Verdict verdict =
          trial.run(
              Nemeses.inTurn(trial.cutsBeforeTheAck(), kills, trial.cuts(), kills), server.data());
      Figures.record(
          "files sent while the server is killed and the network cut",
          Form.of(2, 50)
              + " kills: 0 acknowledged files lost, 0 messages naming one that is not there,"
              + " bytes identical, check finds nothing",
          String.format(
              Locale.ROOT,
              "%d kills: %d files sent, resumed %d times; %d checks broken",
              kills.kills(),
              verdict.counts().uploads(),
              verdict.counts().resumed(),
              verdict.red().size()),
          verdict.green());
      assertTrue(verdict.green(), verdict::text);
      assertTrue(kills.kills() >= Form.of(2, 50), verdict::text);
      assertTrue(verdict.counts().resumed() > 0, verdict::text);
    }
  }

  @Test
  void nothingIsLostWhenEverythingGoesWrongAtOnce() throws Exception {
    try (ServerInTrial server = ServerInTrial.on(folder.resolve("data")).start();
        Trial trial = Trial.of(server, Plan.quick(Form.of(2, 60)), folder.resolve("trial"))) {
      Verdict verdict =
          trial.run(
              Nemeses.inTurn(
                  trial.cutsBeforeTheAck(),
                  Nemeses.together(
                      trial.cuts(),
                      trial.crashes(),
                      trial.deafReaders(),
                      new Kills(server, trial.counts(), 50),
                      new Pauses(
                          server,
                          Form.of(Duration.ofSeconds(2), Duration.ofSeconds(5)),
                          Form.of(Duration.ofSeconds(5), Duration.ofSeconds(40))))),
              server.data());
      assertTrue(verdict.green(), verdict::text);
    }
  }
}
