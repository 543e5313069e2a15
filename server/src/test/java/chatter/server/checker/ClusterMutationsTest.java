package chatter.server.checker;

import static chatter.server.checker.MutationsTest.assertRed;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.faults.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The trial of several servers proves nothing until it was red: faults in what holds them
/// together, each of which it must find.
@Tag("faults")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class ClusterMutationsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @BeforeEach
  void needPostgres() {
    Postgres.mustBeHere();
  }

  /// Whoever is at another server skips what that has not told yet.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void serverThatTellsWhatIsEarlyIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "cluster/FeedOrder.java",
                "while (!held.isEmpty() && held.firstKey() == next) {",
                "while (!held.isEmpty()) {\n      next = held.firstKey();");
    assertRed(Check.NO_HOLE, run(mutant, plan().in(1), ClusterMutationsTest::withoutBus));
  }

  /// Two look at the same counter before either has moved it.
  @Test
  void serversThatDoNotKeepEachOtherOutAreFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "store/postgres/ClusterTransactions.java",
                "SELECT pg_advisory_xact_lock(k) FROM",
                "SELECT k FROM")
            // An index would refuse what both have numbered alike, and the second try is in order.
            .replace(
                "store/postgres/001-start.sql", "  UNIQUE (conversation, seq)", "  CHECK (seq > 0)")
            // As long as a slow network takes: on a quick machine they hardly ever meet.
            .replace(
                "conversation/PostStore.java",
                "    Target to = target.get();",
                """
                    Target to = target.get();
                    java.util.concurrent.locks.LockSupport.parkNanos(20_000_000L);\
                """);
    Verdict verdict = run(mutant, plan().in(1), untilStored(200));
    assertRed(Check.DENSE, verdict);
    assertRed(Check.DATABASE, verdict);
  }

  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void serverThatAcknowledgesBeforeTheCommitIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "store/postgres/ClusterTransactions.java",
                "    String mark = nextMark();\n    asked = mark;",
                """
                    // As long as a slow disk takes, so that a kill is sure to fall between.
                    java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
                    String mark = nextMark();
                    asked = mark;\
                """)
            .replace(
                "realtime/CommandHandler.java",
                "hub.committed(\n          to,\n          new ServerEvent.Ack(",
                "hub.answer(\n          to,\n          new ServerEvent.Ack(");
    Verdict verdict =
        // Each time it is a matter of luck whether it falls between.
        run(mutant, plan(4), (trial, cluster) -> new NodeKills(cluster, trial.counts(), 20, 100));
    assertRed(Check.ACKED_ONCE, verdict);
  }

  /// Every tenth transaction is stored, and nobody is told.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void serverThatKeepsSomeOfItFromTheOthersIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "cluster/Relay.java",
                "    order.expect(mark);",
                "    if (mark.endsWith(\"0\")) { told = \"\"; }\n    order.expect(mark);");
    assertRed(Check.NO_HOLE, run(mutant, plan().in(1), untilStored(200)));
  }

  /// What a server missed while there was no bus it never learns.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void serverThatCountsOnTheBusIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "cluster/Cluster.java",
                "while (!closing && readSome(missing)) {",
                "while (!closing && node.isEmpty() && readSome(missing)) {");
    Verdict verdict = run(mutant, plan().in(1), ClusterMutationsTest::withoutBus);
    assertRed(Check.QUIET, verdict);
  }

  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void serverThatServesWhomAnotherHasSignedOutIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "cluster/Fact.java",
                "return () -> audience.sessionsEnded(ids);",
                "return () -> {};");
    assertRed(Check.SIGNED_OUT, run(mutant, plan(), (trial, cluster) -> trial.signOuts(cluster)));
  }

  /// What was told is lost with the primary, and everybody goes on as if it were not.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void serversThatDoNotLookForWhatAStandbyLacksAreFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "store/postgres/PostgresTransactions.java",
                "if (found == Found.GONE || (moved && found == Found.UNKNOWN)) {",
                "if (found == Found.GONE && epoch.isEmpty()) {");
    Path classes = mutant.into(folder.resolve("classes"));
    PostgresPair pair =
        new PostgresPair(
            Postgres.programs(), folder.resolve("postgres"), PostgresPair.Standby.ASYNCHRONOUS);
    try (ClusterInTrial cluster =
            new ClusterInTrial(pair, 2, 0, folder, List.of(classes), ClusterInTrial.Bus.POSTGRES)
                .start();
        Trial trial = Trial.of(cluster, plan(), folder.resolve("trial"))) {
      assertRed(Check.ACKED_ONCE, trial.run(new LossyFailover(pair, trial.counts(), 100), cluster));
    }
  }

  /// The same code, by the same way.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void serversWithNothingChangedAreGreen() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace("cluster/Relay.java", "public final class Relay", "public final class Relay");
    Verdict verdict =
        run(
            mutant,
            plan().at(BackoffSettings.quick()),
            (trial, cluster) -> trial.signOuts(cluster));
    assertTrue(verdict.green(), verdict::text);
  }

  private static Plan plan() {
    return plan(1);
  }

  /// What is broken may never come to rest, and is not waited for as long.
  private static Plan plan(int steps) {
    return Plan.quick(steps)
        .with(4, 2, Form.of(60, 160))
        .in(4)
        .worth(0)
        .at(BackoffSettings.quick().quietWithin(Duration.ofSeconds(12)));
  }

  private Verdict run(Mutant mutant, Plan plan, Harm harm)
      throws IOException, InterruptedException {
    Path classes = mutant.into(folder.resolve("classes"));
    try (ClusterInTrial cluster =
            new ClusterInTrial(2, 0, folder, List.of(classes), ClusterInTrial.Bus.POSTGRES)
                .start();
        Trial trial = Trial.of(cluster, plan, folder.resolve("trial"))) {
      return trial.run(harm.of(trial, cluster), cluster);
    }
  }

  /// So that what one stores comes to the other late for sure.
  private static Nemesis withoutBus(Trial trial, ClusterInTrial cluster) {
    return Nemeses.inTurn(
        untilStored(50).of(trial, cluster),
        new BusGone(cluster, 20, Duration.ofSeconds(3), Duration.ofSeconds(3)));
  }

  private static Harm untilStored(int enough) {
    return (trial, cluster) -> new Until(Nemeses.none(), () -> trial.counts().stored() >= enough);
  }

  private interface Harm {
    Nemesis of(Trial trial, ClusterInTrial cluster);
  }

  /// A standby takes over that has not got the last.
  ///
  /// @param enough how much is stored before the standby gets no more, and as much afterwards
  private record LossyFailover(PostgresPair pair, Counts counts, int enough) implements Nemesis {
    @Override
    public String name() {
      return "lossy-failover";
    }

    @Override
    public String step(Random random) throws Exception {
      awaitStored();
      pair.stopStandby();
      awaitStored();
      pair.killPrimary();
      pair.startStandby();
      pair.promote();
      return "a standby took over that lacks the last";
    }

    private void awaitStored() throws InterruptedException {
      int before = counts.stored();
      if (!Settling.await(PATIENCE, () -> counts.stored() >= before + enough)) {
        throw new IllegalStateException("too little is stored");
      }
    }

    @Override
    public void heal() {
      // What is lost is lost.
    }
  }
}
