package chatter.client.chat.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.FakeSession;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.UnreadCount;
import chatter.client.ui.TimeLabels;
import chatter.server.Examples;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How many messages are unread.
class ReadStateTest {
  @TestFactory
  Stream<DynamicTest> countsWhatTheServerSaysAndWhatCameSince() {
    return Examples.tests(
        JsonMapper.shared().readTree(ReadStateTest.class.getResourceAsStream("unread.json")),
        example -> {
          TimelineWindow window =
              new TimelineWindow(
                  new TimeLabels(Clock.systemUTC(), Locale.UK), TimelineWindowTest.WORDS);
          UnreadCount count = new UnreadCount(FakeSession.ME.id());
          long newest = example.get("newest").asLong();
          long readSeq = example.get("readSeq").asLong();
          int unread = example.path("unreadThen").asInt((int) (newest - readSeq));
          count.told(readSeq, unread, 0, newest);
          ReadState mark = new ReadState(new FakeSession(Clock.systemUTC()), 1, count, window);
          boolean end = false;
          for (JsonNode step : example.get("steps")) {
            if (step.has("window")) {
              end = !step.path("newer").asBoolean(false);
              window.addStored(
                  step.get("window").valueStream().map(ReadStateTest::message).toList());
              window.setComplete(false, end);
              window.knowTo(count.lastSeq());
              mark.beginVisit();
            } else if (step.has("comes")) {
              MessagePosted message = posted(step.get("comes"));
              count.take(message, window);
              if (end) {
                window.addStored(List.of(ChatMessage.of(message, FakeSession.ME.id(), true)));
              }
              mark.came(message, true);
            } else {
              mark.move(step.get("read").asLong());
            }
          }
          assertEquals(example.get("unread").asInt(), mark.unread());
        });
  }

  /// "12 ada", where Ada is the reader.
  private static MessagePosted posted(JsonNode text) {
    String[] parts = text.asString().split(" ", -1);
    return new MessagePosted(
        1,
        Long.parseLong(parts[0]),
        parts[1].equals("ada") ? FakeSession.ME : FakeSession.LENA,
        "text",
        Instant.EPOCH,
        null,
        null);
  }

  private static ChatMessage message(JsonNode text) {
    return ChatMessage.of(posted(text), FakeSession.ME.id(), true);
  }
}
