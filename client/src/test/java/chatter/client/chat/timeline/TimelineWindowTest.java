package chatter.client.chat.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.FakeSession;
import chatter.client.chat.message.ChatMessage;
import chatter.client.net.outbox.OutboxEntry;
import chatter.client.ui.TimeLabels;
import chatter.server.Examples;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Which rows messages make.
class TimelineWindowTest {
  private static final AccountInfo ME = FakeSession.ME;
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  /// Says who did it.
  static final RowWords WORDS =
      new RowWords() {
        @Override
        public String notice(ChatMessage.Content notice) {
          return notice.sender().name();
        }

        @Override
        public void seen(AccountInfo who) {}

        @Override
        public String named(String body) {
          return body;
        }

        @Override
        public String beginning(String body) {
          return body;
        }
      };

  @TestFactory
  Stream<DynamicTest> runsAsOnThePage() throws IOException {
    return Examples.tests(
        "groups.json",
        example -> {
          ZoneId zone = ZoneId.of(example.path("zone").asString("UTC"));
          TimelineWindow window = window(zone);
          window.setComplete(true, true);
          window.addStored(stored(example.get("stored")));
          List<ChatMessage> outbox = waiting(example.path("waiting"));
          window.setFailed(outbox.stream().filter(entry -> entry.reason() != null).toList());
          window.setPending(outbox);
          window.setUnreadFrom(example.path("unreadFrom").asLong(0));
          assertEquals(
              example.get("rows").valueStream().map(JsonNode::asString).toList(), rows(window));
        });
  }

  @Test
  void whatWaitsKeepsUpWithWhatComes() {
    TimelineWindow window = window(ZoneOffset.UTC);
    window.setComplete(true, true);
    window.setPending(List.of(pending("a", NOON), pending("b", NOON)));
    window.addStored(List.of(posted(1, NOON.plusSeconds(3_600))));
    assertEquals(
        List.of(NOON.plusSeconds(3_600), NOON.plusSeconds(3_600)),
        window.pending().stream().map(message -> message.content().at()).toList());
    window.store(pending("a", NOON).storedAs(2, NOON.plusSeconds(3_700)));
    assertEquals(NOON.plusSeconds(3_700), window.pending().getFirst().content().at());
    assertEquals(List.of("2026-11-23", "<1", "2", "b>"), rows(window));
  }

  private static TimelineWindow window(ZoneId zone) {
    return new TimelineWindow(new TimeLabels(Clock.fixed(NOON, zone), Locale.UK), WORDS);
  }

  private static ChatMessage posted(long seq, Instant at) {
    return ChatMessage.of(new MessagePosted(1, seq, ME, "text", at, null, null), ME.id(), false);
  }

  private static ChatMessage pending(String id, Instant at) {
    return ChatMessage.of(
        new OutboxEntry(1, id, "text", null, at, OutboxEntry.State.WAITING, null), ME);
  }

  private static List<ChatMessage> stored(JsonNode messages) {
    List<ChatMessage> stored = new ArrayList<>();
    for (JsonNode message : messages) {
      stored.add(
          ChatMessage.of(
              new MessagePosted(
                  1,
                  stored.size() + 1L,
                  message.get("from").asString().equals("ada") ? ME : FakeSession.LENA,
                  "text",
                  Instant.parse(message.get("at").asString()),
                  message.has("replyTo") ? message.get("replyTo").asLong() : null,
                  message.path("id").asString(null)),
              ME.id(),
              false));
    }
    return stored;
  }

  private static List<ChatMessage> waiting(JsonNode messages) {
    return messages
        .valueStream()
        .map(message -> {
          String id = message.get("id").asString();
          Instant at = Instant.parse(message.get("at").asString());
          return message.has("failedAfter")
              ? ChatMessage.of(
                  new OutboxEntry(
                      1,
                      id,
                      "text",
                      null,
                      at,
                      OutboxEntry.State.FAILED,
                      RejectCode.TOO_LARGE,
                      null,
                      message.get("failedAfter").asLong()),
                  ME)
              : pending(id, at);
        })
        .toList();
  }

  private static List<String> rows(TimelineWindow window) {
    return window.rows().stream()
        .map(row ->
            switch (row) {
              case TimelineRow.Day day -> day.date().toString();
              case TimelineRow.Unread _ -> "unread";
              case TimelineRow.Notice notice -> notice.text() + "+" + notice.more();
              case MessageRow message ->
                  (message.first() ? "<" : "")
                      + (message.seq() == 0 ? message.key() : message.seq())
                      + (message.last() ? ">" : "");
            })
        .toList();
  }
}
