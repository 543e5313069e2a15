package chatter.server.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.checker.PostgresPair.Standby;
import chatter.server.faults.Form;
import chatter.server.figures.Figures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Several servers on a PostgreSQL that is killed and whose standby takes over. If it has
/// everything, nobody notices; if not, everybody is told to sign in again. Fails on what is wrong,
/// never on how long it took.
@Tag("faults")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class FailoverTrialTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String EPOCH = "SELECT value FROM meta WHERE key = 'epoch'";

  /// Whoever looks for a reason finds the whole history there.
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @BeforeEach
  void needPostgres() {
    Postgres.mustBeHere();
  }

  @Test
  void nothingIsLostAndNobodyIsSignedOutWhenAStandbyTakesOverThatHasEverything() throws Exception {
    PostgresPair pair = pair(Standby.SYNCHRONOUS);
    try (ClusterInTrial cluster = cluster(pair);
        Trial trial = Trial.of(cluster, plan(), folder.resolve("trial"))) {
      StoreRestarts restarts = new StoreRestarts(cluster, trial.counts());
      StoreFailovers failovers =
          new StoreFailovers(cluster, pair, trial.counts(), Form.of(50, 300), Form.isFull(), true);
      Verdict verdict =
          trial.run(Nemeses.inTurn(trial.cutsBeforeTheAck(), restarts, failovers), cluster);
      if (Form.isFull()) {
        record("after the database was restarted", 3, restarts.seconds());
        record("after a standby took over", 15, failovers.seconds());
      }
      assertTrue(verdict.green(), verdict::text);
      assertTrue(failovers.seconds().size() >= Form.of(1, 10), verdict::text);
    }
  }

  private static void record(String what, int goal, List<Double> seconds) {
    double longest = seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    Figures.record(
        "it is written again " + what,
        "≤ " + goal + " s",
        String.format(Locale.ROOT, "%.1f s, the longest of %d", longest, seconds.size()),
        longest <= goal);
  }

  /// One that was killed says itself, from its data folder, whether it misses anything.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void nothingIsLostWhenServersAreKilledWhileAStandbyTakesOver() throws Exception {
    PostgresPair pair = pair(Standby.SYNCHRONOUS);
    try (ClusterInTrial cluster = cluster(pair);
        Trial trial = Trial.of(cluster, plan(), folder.resolve("trial"))) {
      NodeKills kills = new NodeKills(cluster, trial.counts(), 100, 1_000);
      StoreFailovers failovers =
          new StoreFailovers(cluster, pair, trial.counts(), 150, true, false);
      Verdict verdict =
          trial.run(
              Nemeses.inTurn(trial.cutsBeforeTheAck(), Nemeses.atOnce(kills, failovers)), cluster);
      assertTrue(verdict.green(), verdict::text);
    }
  }

  /// What was told and is lost must not be taken for what is there: everybody reads anew, and signs
  /// in again, since somebody may have been signed out by what is lost.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void everybodySignsInAgainWhenAStandbyTakesOverThatHasNotGotEverything() throws Exception {
    PostgresPair pair = pair(Standby.ASYNCHRONOUS);
    try (ClusterInTrial cluster = cluster(pair);
        HttpClient http = HttpClient.newHttpClient()) {
      Api api = new Api(http, URI.create("http://127.0.0.1:" + cluster.port()), null);
      Person alice = Person.signUp(api, "alice", "failover");
      String epoch = pair.text(EPOCH);
      pair.stopStandby();
      long lost = api.makeRoom(alice.token(), "lost", true, List.of());
      pair.killPrimary();
      pair.startStandby();
      pair.promote();
      for (ClusterInTrial.Node node : cluster.nodes()) {
        assertTrue(
            Settling.await(PATIENCE, () -> !node.server().alive()),
            node + " goes on as if nothing were lost");
      }
      // Whoever starts finds two that say to be the primary, and the old one is named first.
      pair.startTheOld();
      cluster.nodes().forEach(ClusterInTrial.Node::start);
      cluster.awaitHealth();
      assertNotEquals(epoch, pair.text(EPOCH));
      assertEquals(0, pair.number("SELECT count(*) FROM conversations WHERE id = " + lost));
      assertEquals(401, status(http, cluster, alice.token()));
      String token = api.login(alice.email()).token();
      assertEquals(200, status(http, cluster, token));
      assertTrue(api.makeRoom(token, "again", true, List.of()) > 0);
    }
  }

  private static int status(HttpClient http, ClusterInTrial cluster, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + cluster.port() + "/api/session"))
            .header("Authorization", "Bearer " + token)
            .timeout(PATIENCE)
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private PostgresPair pair(Standby standby) throws Exception {
    return new PostgresPair(Postgres.programs(), folder.resolve("postgres"), standby);
  }

  private ClusterInTrial cluster(PostgresPair pair) throws InterruptedException {
    return new ClusterInTrial(
            pair, Form.of(2, 3), 0, folder, List.of(), ClusterInTrial.Bus.POSTGRES)
        .start();
  }

  private static Plan plan() {
    return Plan.quick(Form.of(1, 10))
        .with(Form.of(4, 8), Form.of(3, 8), Form.of(40, 200))
        .worth(Form.of(0, 10));
  }
}
