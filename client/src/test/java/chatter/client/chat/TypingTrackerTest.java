package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.ui.Texts;
import chatter.server.Examples;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Who is typing.
class TypingTrackerTest {
  @TestFactory
  Stream<DynamicTest> saysWhatThePageSays() throws IOException {
    return Examples.tests(
        "typing.json",
        example -> {
          TypingTracker tracker = new TypingTracker(Texts.of(ChatController.class));
          Instant now = Instant.EPOCH;
          for (JsonNode step : example.get("steps")) {
            String kind = step.propertyNames().iterator().next();
            String who = step.get(kind).asString();
            switch (kind) {
              case "types" -> tracker.typing(who.hashCode(), who, true, now);
              case "stops" -> tracker.typing(who.hashCode(), who, false, now);
              case "posts" -> tracker.posted(who.hashCode());
              case "wait" -> {
                now = now.plusMillis(step.get(kind).asLong());
                tracker.tick(now);
              }
              default -> tracker.clear();
            }
          }
          assertEquals(example.get("words").asString(), tracker.textProperty().get());
        });
  }
}
