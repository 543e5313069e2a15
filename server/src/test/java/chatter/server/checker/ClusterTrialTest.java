package chatter.server.checker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.checker.ClusterInTrial.Bus;
import chatter.server.cluster.NatsServer;
import chatter.server.faults.Form;
import chatter.server.faults.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Nothing lost, nothing doubled, nothing out of order at several servers on one PostgreSQL,
/// whatever breaks between them. Fails on what is wrong, never on how long it took.
@Tag("faults")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class ClusterTrialTest {
  private static final int NODES = Form.of(2, 3);

  /// What is stored each time that the bus is gone, at least.
  private static final int ROWS = 20;

  /// Whoever looks for a reason finds the whole history there.
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @BeforeEach
  void needPostgres() {
    Postgres.mustBeHere();
  }

  /// One server after the other is killed, the bus is away and a server is cut off the database.
  @Test
  void nothingIsLostWhenServersAreKilledAndCutOffAndTheBusIsGone() throws Exception {
    killedAndCutOff(Bus.POSTGRES);
  }

  @Test
  void nothingIsLostWhenTheBusIsNats() throws Exception {
    Tools.need(NatsServer.isInstalled(), NatsServer.PROGRAM);
    killedAndCutOff(Bus.NATS);
  }

  private void killedAndCutOff(Bus kind) throws Exception {
    try (ClusterInTrial cluster = cluster(kind);
        Trial trial = Trial.of(cluster, plan(Form.of(2, 40)), folder.resolve("trial"))) {
      NodeKills kills = new NodeKills(cluster, trial.counts(), Form.of(50, 300), 1_000);
      BusGone bus =
          new BusGone(
              cluster,
              ROWS,
              Form.of(Duration.ofSeconds(4), Duration.ofSeconds(10)),
              Form.of(Duration.ofSeconds(5), Duration.ofSeconds(30)));
      NodeCutOff cut =
          new NodeCutOff(
              cluster,
              Form.of(Duration.ofSeconds(2), Duration.ofSeconds(5)),
              Form.of(Duration.ofSeconds(6), Duration.ofSeconds(40)));
      Verdict verdict =
          trial.run(
              Nemeses.inTurn(
                  trial.cutsBeforeTheAck(),
                  trial.signOuts(cluster),
                  Nemeses.atOnce(kills, bus, cut)),
              cluster);
      assertTrue(verdict.green(), verdict::text);
      assertTrue(verdict.counts().stored() >= Form.of(300, 10_000), verdict::text);
      assertTrue(kills.kills() >= Form.of(2, 40), verdict::text);
      assertTrue(cut.cuts() >= Form.of(2, 40), verdict::text);
      assertTrue(
          bus.rows() >= (long) bus.times() * ROWS, () -> bus.rows() + " rows: " + verdict.text());
    }
  }

  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void nothingIsLostWhenServersStandStill() throws Exception {
    try (ClusterInTrial cluster = cluster(Bus.POSTGRES);
        Trial trial = Trial.of(cluster, plan(15), folder.resolve("trial"))) {
      Verdict verdict =
          trial.run(
              Nemeses.inTurn(
                  trial.cutsBeforeTheAck(),
                  new NodePauses(cluster, Duration.ofSeconds(5), Duration.ofSeconds(20))),
              cluster);
      assertTrue(verdict.green(), verdict::text);
    }
  }

  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void nothingIsLostWhenTheDatabaseBreaksDown() throws Exception {
    try (ClusterInTrial cluster = cluster(Bus.POSTGRES);
        Trial trial = Trial.of(cluster, plan(6), folder.resolve("trial"))) {
      Verdict verdict =
          trial.run(
              Nemeses.inTurn(trial.cutsBeforeTheAck(), new StoreRestarts(cluster, trial.counts())),
              cluster);
      assertTrue(verdict.green(), verdict::text);
    }
  }

  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void nobodyIsSentAwayWhenServersAreRestartedInTurn() throws Exception {
    try (ClusterInTrial cluster = cluster(Bus.POSTGRES);
        Trial trial = Trial.of(cluster, plan(5), folder.resolve("trial"))) {
      Verdict verdict =
          trial.run(Nemeses.inTurn(trial.cutsBeforeTheAck(), new Drains(cluster)), cluster);
      assertTrue(verdict.green(), verdict::text);
    }
  }

  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void nothingIsLostWhenEverythingGoesWrongAtOnce() throws Exception {
    Duration some = Duration.ofSeconds(5);
    Duration longer = Duration.ofSeconds(20);
    try (ClusterInTrial cluster = cluster(Bus.POSTGRES);
        Trial trial = Trial.of(cluster, plan(30), folder.resolve("trial"))) {
      Verdict verdict =
          trial.run(
              Nemeses.inTurn(
                  trial.cutsBeforeTheAck(),
                  Nemeses.together(
                      trial.cuts(),
                      trial.crashes(),
                      new NodeKills(cluster, trial.counts(), 50, 3_000),
                      new NodePauses(cluster, some, longer),
                      new NodeCutOff(cluster, some, longer),
                      new BusGone(cluster, ROWS, some, longer),
                      new StoreRestarts(cluster, trial.counts()),
                      new Drains(cluster))),
              cluster);
      assertTrue(verdict.green(), verdict::text);
    }
  }

  /// Each server gets the next version in turn, and those that are not upgraded yet go on beside
  /// it: with tables that it has added to, and news of kinds that they do not know.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void nothingIsLostWhenServersAreUpgradedInTurn() throws Exception {
    Path newer =
        new Mutant()
            .replace(
                "store/postgres/PostgresSchema.java",
                "\"008-refusals.sql\");",
                "\"008-refusals.sql\", \"009-newer.sql\");")
            .add(
                "store/postgres/009-newer.sql",
                "ALTER TABLE message_rows ADD COLUMN newer text; CREATE TABLE newer (id bigint);")
            .replace(
                "cluster/Relay.java",
                "    order.expect(mark);",
                "    told += told.isEmpty() ? \"Z newer\" : \"\\nZ newer\";\n    order.expect(mark);")
            .replace(
                "cluster/Nodes.java",
                "bus.publish(\"H \" + node);",
                "bus.publish(\"Z \" + node + \" newer\");\n      bus.publish(\"H \" + node);")
            .into(folder.resolve("newer"));
    try (ClusterInTrial cluster = cluster(Bus.POSTGRES);
        Trial trial = Trial.of(cluster, plan(NODES), folder.resolve("trial"))) {
      Upgrades upgrades = new Upgrades(cluster, List.of(newer));
      Verdict verdict = trial.run(Nemeses.inTurn(trial.cutsBeforeTheAck(), upgrades), cluster);
      assertTrue(verdict.green(), verdict::text);
      assertTrue(upgrades.upgraded() == NODES, verdict::text);
    }
  }

  private ClusterInTrial cluster(Bus bus) throws InterruptedException {
    return ClusterInTrial.of(NODES, Form.of(1, NODES), folder, bus).start();
  }

  private static Plan plan(int steps) {
    return Plan.quick(steps).with(Form.of(4, 8), Form.of(3, 8), Form.of(40, 200));
  }
}
