package chatter.client.net.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Examples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class BackoffTest {
  /// Always the longest wait allowed.
  private static final RandomGenerator HIGHEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @TestFactory
  Stream<DynamicTest> waitsAsThePageDoes() throws IOException {
    return Examples.tests(
        "backoff.json",
        example -> {
          Backoff backoff = new Backoff(HIGHEST);
          List<Long> waits = new ArrayList<>();
          for (JsonNode step : example.get("steps")) {
            if (step.asString().equals("fails")) {
              waits.add(backoff.next().toMillis());
            } else {
              backoff.reset();
            }
          }
          assertEquals(example.get("waits").valueStream().map(JsonNode::asLong).toList(), waits);
        });
  }

  @Test
  void waitsSpreadOverTheWholeRange() {
    SplittableRandom random = new SplittableRandom(7);
    long low = 0;
    for (int i = 0; i < 1_000; i++) {
      low += new Backoff(random).next().toMillis() < 250 ? 1 : 0;
    }
    assertTrue(low > 400 && low < 600, "below the half: " + low);
  }
}
