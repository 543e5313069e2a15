package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.chat.timeline.TimelineRow;
import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.server.Examples;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What entries of the log make of what is shown and of what is listed, as on the page.
class EntriesTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Map<String, AccountInfo> PEOPLE =
      Map.of(
          "ada", new AccountInfo(1, "Ada", null, null),
          "omar", new AccountInfo(3, "Omar", null, null),
          "lena", new AccountInfo(4, "Lena", null, null));

  @TestFactory
  Stream<DynamicTest> areFoldedAsOnThePage() throws IOException {
    return Examples.tests("entries.json", EntriesTest::folds);
  }

  private static void folds(JsonNode example) {
    ChatFixture fixture = new ChatFixture();
    ChatViewModel chat = fixture.model();
    JsonNode before = example.path("before");
    List<ServerEvent.Row> page = new ArrayList<>();
    example.path("page").forEach(row -> page.add(posted(row)));
    long lastSeq = before.path("lastSeq").asLong(0);
    fixture.session.rows = page;
    fixture.session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
    fixture.session.listener.accept(
        new SessionEvent.Presence(
            true,
            3,
            3,
            PEOPLE.values().stream()
                .map(one ->
                    new PresenceInfo(one.id(), one.name(), null, PresenceInfo.State.ONLINE, null))
                .toList()));
    chat.setActive(false);
    fixture.session.listener.accept(
        new SessionEvent.Welcomed(
            PEOPLE.get("ada"),
            List.of(
                new ConversationInfo(
                    1,
                    ConversationKind.ROOM,
                    "Lobby",
                    "",
                    Visibility.PRIVATE,
                    false,
                    false,
                    lastSeq,
                    before.path("readSeq").asLong(0),
                    before.path("unread").asInt(0),
                    before.path("mentions").asInt(0),
                    before.path("members").asInt(3),
                    false,
                    Level.AUTO,
                    null,
                    last(before.path("last")))),
            8000));
    example.get("entries").forEach(entry -> fixture.session.comes(entry(entry)));
    assertEquals(rows(example.get("rows")), shown(fixture));
    ConversationState state = chat.state(1);
    assertEquals(example.get("unread").asInt(), state.count().unread(), "unread");
    assertEquals(example.get("mentions").asInt(), state.count().mentions(), "mentions");
    LastRow wanted = last(example.path("last"));
    LastRow last = state.info().last();
    assertEquals(wanted == null ? null : brief(wanted), last == null ? null : brief(last), "last");
    if (example.has("members")) {
      assertEquals(example.get("members").asInt(), state.info().members());
    }
    if (example.has("title")) {
      assertEquals(example.get("title").asString(), state.info().title());
      assertEquals(example.get("topic").asString(), state.info().topic());
      assertEquals(example.get("archived").asBoolean(), state.info().archived());
      assertEquals(Visibility.OPEN, state.info().visibility());
    }
  }

  private static String brief(LastRow last) {
    return last.seq() + " " + last.name() + " " + last.kind() + " " + last.text();
  }

  private static LastRow last(JsonNode last) {
    return last.isMissingNode() || last.isNull()
        ? null
        : new LastRow(
            last.get("seq").asLong(),
            PEOPLE.get(last.get("by").asString()).name(),
            last.get("text").asString(),
            NOON,
            LastRow.Kind.valueOf(last.get("kind").asString().toUpperCase(Locale.ROOT)));
  }

  private static MessagePosted posted(JsonNode entry) {
    boolean deleted = entry.path("deleted").asBoolean(false);
    return new MessagePosted(
        1,
        entry.get("seq").asLong(),
        by(entry),
        entry.path("body").asString(null),
        at(entry),
        entry.has("replyTo") ? entry.get("replyTo").asLong() : null,
        null,
        numbers(entry.path("mentions")),
        entry.path("edited").asBoolean(false) ? NOON : null,
        deleted ? true : null,
        entry
            .path("reactions")
            .valueStream()
            .map(one ->
                new ServerEvent.Reaction(
                    one.get("emoji").asString(),
                    one.get("count").asInt(),
                    one.get("mine").asBoolean(),
                    people(one.get("accounts")).stream().map(AccountInfo::id).toList()))
            .toList(),
        entry.path("pinned").asBoolean(false) ? true : null);
  }

  private static AccountInfo by(JsonNode entry) {
    return PEOPLE.get(entry.get("by").asString());
  }

  private static Instant at(JsonNode entry) {
    return NOON.plusSeconds(entry.get("seq").asLong());
  }

  private static List<Long> numbers(JsonNode numbers) {
    return numbers.valueStream().map(JsonNode::asLong).toList();
  }

  private static List<AccountInfo> people(JsonNode names) {
    return names.valueStream().map(name -> PEOPLE.get(name.asString())).toList();
  }

  private static ServerEvent.Entry entry(JsonNode entry) {
    long seq = entry.get("seq").asLong();
    long message = entry.path("message").asLong(0);
    return switch (entry.get("type").asString()) {
      case "messagePosted" -> posted(entry);
      case "messageEdited" ->
          new ServerEvent.MessageEdited(
              1,
              seq,
              by(entry),
              at(entry),
              message,
              entry.path("body").asString(null),
              numbers(entry.path("mentions")));
      case "messageDeleted" ->
          new ServerEvent.MessageDeleted(1, seq, by(entry), at(entry), message);
      case "reactionChanged" ->
          new ServerEvent.ReactionChanged(
              1,
              seq,
              by(entry),
              at(entry),
              message,
              entry.get("emoji").asString(),
              entry.get("on").asBoolean());
      case "messagePinned" ->
          new ServerEvent.MessagePinned(
              1, seq, by(entry), at(entry), message, entry.get("on").asBoolean());
      case "membersChanged" ->
          new ServerEvent.MembersChanged(
              1, seq, by(entry), at(entry), people(entry.get("joined")), people(entry.get("left")));
      case "conversationChanged" ->
          new ServerEvent.ConversationChanged(
              1,
              seq,
              by(entry),
              at(entry),
              entry.path("title").asString(null),
              entry.path("topic").asString(null),
              entry.has("visibility") ? Visibility.OPEN : null,
              entry.has("archived") ? entry.get("archived").asBoolean() : null);
      default -> throw new IllegalArgumentException(entry.toString());
    };
  }

  /// Rows as the examples write them.
  private static List<Map<String, Object>> rows(JsonNode rows) {
    return rows.valueStream()
        .map(row -> {
          Map<String, Object> one = new LinkedHashMap<>();
          row.properties().forEach(field -> one.put(field.getKey(), field.getValue().toString()));
          return one;
        })
        .toList();
  }

  private static List<Map<String, Object>> shown(ChatFixture fixture) {
    for (TimelineRow row : List.copyOf(fixture.timeline().rows())) {
      if (row instanceof TimelineRow.Notice notice) {
        fixture.timeline().expand(notice);
      }
    }
    List<Map<String, Object>> shown = new ArrayList<>();
    for (TimelineRow row : fixture.timeline().rows()) {
      switch (row) {
        case MessageRow message -> shown.add(row(message.message()));
        case TimelineRow.Notice notice -> shown.add(row(fixture.timeline().message(notice.seq())));
        case TimelineRow.Day _, TimelineRow.Unread _ -> {}
      }
    }
    return shown;
  }

  private static Map<String, Object> row(ChatMessage message) {
    ChatMessage.Content content = message.content();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("seq", Long.toString(message.seq()));
    row.put("by", quoted(nick(content.sender().id())));
    switch (content.notice()) {
      case null -> {
        if (content.deleted()) {
          row.put("deleted", "true");
          assertEquals("", content.body());
        } else {
          row.put("body", JsonMapper.shared().writeValueAsString(content.body()));
        }
        if (content.replyTo() != null) {
          row.put("replyTo", content.replyTo().toString());
        }
        if (!content.mentions().isEmpty()) {
          row.put("mentions", content.mentions().toString().replace(" ", ""));
        }
        if (content.editedAt() != null) {
          row.put("edited", "true");
        }
        if (content.pinned()) {
          row.put("pinned", "true");
        }
        if (!content.reactions().isEmpty()) {
          row.put(
              "reactions",
              content.reactions().stream()
                  .map(one ->
                      "{\"emoji\":\"%s\",\"count\":%d,\"mine\":%s,\"accounts\":[%s]}"
                          .formatted(
                              one.emoji(),
                              one.count(),
                              one.mine(),
                              one.accounts().stream()
                                  .map(id -> quoted(nick(id)))
                                  .collect(Collectors.joining(","))))
                  .toList()
                  .toString()
                  .replace("}, {", "},{"));
        }
      }
      case ServerEvent.MembersChanged change -> {
        row.put("joined", nicks(change.joined()));
        row.put("left", nicks(change.left()));
      }
      case ServerEvent.ConversationChanged change -> {
        if (change.title() != null) {
          row.put("title", quoted(change.title()));
        }
        if (change.topic() != null) {
          row.put("topic", quoted(change.topic()));
        }
        if (change.visibility() != null) {
          row.put("visibility", quoted("open"));
        }
        if (change.archived() != null) {
          row.put("archived", change.archived().toString());
        }
      }
      case MessagePosted _ -> throw new IllegalStateException("a notice that is a message");
    }
    return row;
  }

  private static String nick(long id) {
    return PEOPLE.entrySet().stream()
        .filter(one -> one.getValue().id() == id)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static String nicks(List<AccountInfo> people) {
    return people.stream()
        .map(one -> quoted(nick(one.id())))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
