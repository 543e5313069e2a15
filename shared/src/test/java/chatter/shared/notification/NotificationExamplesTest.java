package chatter.shared.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.shared.api.ApiJson;
import chatter.shared.notification.NotificationRule.Answer;
import chatter.shared.protocol.Level;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The examples that bind all clients; the page's tests read the same file.
class NotificationExamplesTest {
  private static final long READER = 4;

  private static Stream<JsonNode> examples(String part) throws IOException {
    try (InputStream json =
        NotificationRule.class.getResourceAsStream("/chatter/shared/examples/notifications.json")) {
      return StreamSupport.stream(
          JsonMapper.shared().readTree(json).get(part).spliterator(), false);
    }
  }

  @TestFactory
  Stream<DynamicTest> whatRings() throws IOException {
    return examples("rings")
        .map(one -> DynamicTest.dynamicTest(one.get("name").asString(), () -> rings(one)));
  }

  private static void rings(JsonNode one) {
    NotificationSettings settings =
        new NotificationSettings(
            one.has("doNotDisturb")
                ? ApiJson.MAPPER.treeToValue(one.get("doNotDisturb"), DoNotDisturb.class)
                : DoNotDisturb.NEVER,
            texts(one.path("words")));
    assertEquals(Optional.empty(), settings.problem());
    boolean attends =
        one.path("shown").asBoolean(false)
            && one.path("focus").asBoolean(false)
            && one.path("idle").asLong(0) <= NotificationRule.ABSENT.toSeconds();
    Answer answer =
        NotificationRule.of(
            new NotificationRule.News(
                42,
                one.path("actor").asLong(3),
                one.path("edit").asBoolean(false),
                numbers(one.path("mentions")),
                one.path("text").asString("hello"),
                one.path("deleted").asBoolean(false)),
            new NotificationRule.Place(
                one.path("direct").asBoolean(false),
                one.path("members").asInt(5),
                Level.valueOf(one.path("level").asString("auto").toUpperCase(Locale.ROOT))),
            new NotificationRule.Reader(READER, one.path("readSeq").asLong(41), attends, settings),
            one.path("live").asBoolean(true),
            Instant.parse(one.path("now").asString("2026-11-23T09:00:00Z")));
    assertEquals(one.get("answer").asString(), answer.name().toLowerCase(Locale.ROOT));
  }

  @TestFactory
  Stream<DynamicTest> whatIsShown() throws IOException {
    return examples("boards")
        .map(one -> DynamicTest.dynamicTest(one.get("name").asString(), () -> shown(one)));
  }

  private static void shown(JsonNode one) {
    NotificationBoard board = new NotificationBoard();
    for (JsonNode step : one.get("steps")) {
      long conversation = step.path("conversation").asLong(0);
      long seq = step.path("seq").asLong(0);
      Object happened =
          switch (step.get("do").asString()) {
            case "ring" ->
                board.rang(conversation, seq, step.get("text").asString(), step.get("at").asLong());
            case "miss" -> board.missed(missed(step.get("missed")));
            case "read" -> board.read(conversation, seq);
            case "clear" -> board.clear(conversation);
            case "delete" ->
                board
                    .deleted(conversation, seq)
                    .<Object>map(
                        change -> change.shown() == null ? List.of(conversation) : change.shown())
                    .orElse(List.of());
            default -> throw new AssertionError(step);
          };
      assertEquals(
          step.has("takesAway") ? numbers(step.get("takesAway")) : shownAs(step.get("shows")),
          happened,
          step.toString());
    }
  }

  private static NotificationBoard.Shown shownAs(JsonNode shows) {
    return ApiJson.MAPPER.treeToValue(shows, NotificationBoard.Shown.class);
  }

  private static List<NotificationBoard.Missed> missed(JsonNode all) {
    List<NotificationBoard.Missed> missed = new ArrayList<>();
    for (JsonNode one : all) {
      missed.add(ApiJson.MAPPER.treeToValue(one, NotificationBoard.Missed.class));
    }
    return missed;
  }

  private static List<Long> numbers(JsonNode all) {
    return StreamSupport.stream(all.spliterator(), false).map(JsonNode::asLong).toList();
  }

  private static List<String> texts(JsonNode all) {
    return StreamSupport.stream(all.spliterator(), false).map(JsonNode::asString).toList();
  }
}
