package chatter.client.chat.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.FakeSession;
import chatter.client.chat.message.ChatMessage;
import chatter.client.ui.TimeLabels;
import chatter.server.Examples;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// How many messages are unread.
class ReadStateTest {
  @TestFactory
  Stream<DynamicTest> countsAsOnThePage() throws IOException {
    return Examples.tests(
        "unread.json",
        example -> {
          TimelineWindow window = new TimelineWindow(new TimeLabels(Clock.systemUTC(), Locale.UK));
          ReadState mark =
              new ReadState(
                  new FakeSession(Clock.systemUTC()),
                  new ConversationInfo(
                      1,
                      ConversationKind.ROOM,
                      "Lobby",
                      example.get("newest").asLong(),
                      example.get("readSeq").asLong(),
                      3),
                  window);
          boolean end = false;
          for (JsonNode step : example.get("steps")) {
            if (step.has("window")) {
              end = !step.path("newer").asBoolean(false);
              window.addStored(
                  step.get("window").valueStream().map(ReadStateTest::message).toList());
              mark.beginVisit();
            } else if (step.has("comes")) {
              ChatMessage message = message(step.get("comes"));
              if (end) {
                window.addStored(List.of(message));
              }
              mark.posted(message);
            } else {
              mark.move(step.get("read").asLong());
            }
          }
          assertEquals(example.get("unread").asInt(), mark.unread());
        });
  }

  /// "12 ada", where Ada is the reader.
  private static ChatMessage message(JsonNode text) {
    String[] parts = text.asString().split(" ", -1);
    return ChatMessage.of(
        new MessagePosted(
            1,
            Long.parseLong(parts[0]),
            parts[1].equals("ada") ? FakeSession.ME : FakeSession.LENA,
            "text",
            Instant.EPOCH,
            null,
            null),
        FakeSession.ME.id(),
        true);
  }
}
