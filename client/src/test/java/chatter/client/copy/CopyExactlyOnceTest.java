package chatter.client.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.copy.CopyTrial.Harm;
import chatter.server.checker.ServerInTrial;
import chatter.server.faults.Form;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of the conversations is what the server has, once and in order, whatever breaks.
@Tag("faults")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class CopyExactlyOnceTest {
  @TempDir private Path folder;

  @Test
  void everythingCurrentIsAsTheServerHasIt() throws Exception {
    long seed = Long.getLong("chatter.seed", new Random().nextInt(1_000_000));
    int rounds = Form.of(1, 40);
    System.out.println(
        rounds + " rounds of harm to a copy (again with -Dchatter.seed=" + seed + ")");
    Random random = new Random(seed);
    try (ServerInTrial server = ServerInTrial.on(folder.resolve("server")).start();
        CopyTrial trial = new CopyTrial(server, folder.resolve("trial"), seed)) {
      for (int round = 0; round < rounds; round++) {
        List<Harm> harms = new ArrayList<>(List.of(Harm.values()));
        harms.addAll(Collections.nCopies(Form.of(1, 5), Harm.KILL));
        Collections.shuffle(harms, random);
        for (Harm harm : harms) {
          assertEquals(List.of(), trial.step(harm.name()), "seed " + seed + ", round " + round);
        }
      }
      assertEquals(List.of(), trial.names(), "seed " + seed);
    }
  }
}
