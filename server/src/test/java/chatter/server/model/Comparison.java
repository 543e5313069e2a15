package chatter.server.model;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.checker.FoldedRow;
import chatter.server.model.Model.Message;
import chatter.server.model.Model.Mine;
import chatter.server.model.Model.Room;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What the server shows, held against the model. Each call says what differs, a line for each
/// thing; empty if nothing does.
final class Comparison {
  private final Model model;
  private final Chat chat;
  private final List<LiveClient> live = new ArrayList<>();

  Comparison(Model model, Chat chat) {
    this.model = model;
    this.chat = chat;
    for (int person = 0; person < Model.PEOPLE; person++) {
      live.add(new LiveClient(chat.connection(person)));
    }
  }

  /// Everything that one person can see.
  List<String> of(int person) {
    List<String> wrong = new ArrayList<>();
    if (model.disabled(person)) {
      return wrong;
    }
    if (!live.get(person).isAt(chat.connection(person))) {
      live.set(person, new LiveClient(chat.connection(person)));
    }
    welcome(person, wrong);
    live(person, wrong);
    rooms(person, wrong);
    for (int in = 1; in < model.conversations(); in++) {
      if (model.room(in).members.containsKey(person)) {
        history(person, in, wrong);
        members(person, in, wrong);
        pins(person, in, wrong);
      } else {
        hidden(person, in, wrong);
      }
    }
    return wrong;
  }

  private static void compare(String what, Object expected, Object shown, List<String> wrong) {
    if (!expected.equals(shown)) {
      wrong.add(what + "\n  model:  " + expected + "\n  server: " + shown);
    }
  }

  private void welcome(int person, List<String> wrong) {
    TestConnection fresh = chat.person(person).open();
    Map<Integer, String> shown = new TreeMap<>();
    for (ConversationInfo info : fresh.hello().conversations()) {
      int in = chat.index(info.id());
      if (in != Model.LOBBY) {
        shown.put(in, described(info));
      }
    }
    fresh.vanish();
    Map<Integer, String> expected = new TreeMap<>();
    for (int in = 1; in < model.conversations(); in++) {
      if (model.room(in).members.containsKey(person)) {
        expected.put(in, described(model.room(in), person));
      }
    }
    compare("welcome of " + person, lines(expected), lines(shown), wrong);
  }

  private static String lines(Map<Integer, String> described) {
    return described.entrySet().stream()
        .map(e -> "\n    " + e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining());
  }

  private String described(ConversationInfo info) {
    return "%s '%s' '%s' %s archived=%s host=%s last=%d read=%d unread=%d mentions=%d members=%d starred=%s %s people=%s newest=%s"
        .formatted(
            info.kind() == ConversationKind.ROOM ? "room" : "direct",
            info.title(),
            info.topic(),
            info.visibility() == Visibility.OPEN ? "open" : "private",
            info.archived(),
            info.host(),
            info.lastSeq(),
            info.readSeq(),
            info.unread(),
            info.mentions(),
            info.members(),
            info.starred(),
            info.level(),
            info.people() == null
                ? null
                : info.people().stream()
                    .map(a -> model.person(a.id()))
                    .collect(Collectors.toCollection(TreeSet::new)),
            info.last() == null
                ? null
                : info.last().seq()
                    + " "
                    + info.last().name()
                    + " "
                    + info.last().kind().name().toLowerCase(Locale.ROOT)
                    + " '"
                    + info.last().text()
                    + "'");
  }

  private String described(Room room, int person) {
    Mine mine = room.members.get(person);
    List<Message> unread = room.unread(person);
    return "%s '%s' '%s' %s archived=%s host=%s last=%d read=%d unread=%d mentions=%d members=%d starred=%s %s people=%s newest=%s"
        .formatted(
            room.room ? "room" : "direct",
            room.title,
            room.topic,
            room.open ? "open" : "private",
            room.archived,
            mine.host,
            room.last,
            mine.read,
            unread.size(),
            unread.stream()
                .filter(m -> m.mentions.contains(0L) || m.mentions.contains(model.account(person)))
                .count(),
            room.count(),
            mine.starred,
            mine.level,
            room.room ? null : room.people,
            newest(room));
  }

  private String newest(Room room) {
    long message = room.messages.isEmpty() ? 0 : room.messages.lastKey();
    long notice = room.notices.isEmpty() ? 0 : room.notices.lastKey();
    if (message == 0 && notice == 0) {
      return null;
    }
    if (notice > message) {
      String kind = room.notices.get(notice).startsWith("members") ? "members" : "change";
      return notice + " " + name(room.actors.get(notice)) + " " + kind + " ''";
    }
    Message m = room.messages.get(message);
    String text = m.body == null ? "" : m.body.replace("<@all>", "@all");
    for (int person = 0; person < Model.PEOPLE; person++) {
      text = text.replace("<@" + model.account(person) + ">", "@" + name(person));
    }
    return message
        + " "
        + name(m.sender)
        + " "
        + (m.body == null ? "deleted" : "message")
        + " '"
        + text
        + "'";
  }

  private String name(int person) {
    return chat.person(person).name();
  }

  /// What a client shows that was there all the time. How many are in a room it only hears anew
  /// with its next welcome once somebody was disabled.
  private void live(int person, List<String> wrong) {
    LiveClient client = live.get(person);
    client.catchUp();
    Map<Integer, String> shown = new TreeMap<>();
    Map<Integer, String> expected = new TreeMap<>();
    client
        .conversations()
        .forEach((id, held) -> {
          int in = chat.index(id);
          if (in != Model.LOBBY) {
            shown.put(in, held.described(this::folded, !model.anyDisabledYet()));
          }
        });
    for (int in = 1; in < model.conversations(); in++) {
      Room room = model.room(in);
      Mine mine = room.members.get(person);
      if (mine == null) {
        continue;
      }
      LiveClient.Held held = client.conversations().get(chat.conversation(in));
      long base = held == null ? 0 : held.base();
      expected.put(
          in,
          LiveClient.described(
              room.title,
              room.topic,
              room.open,
              room.archived,
              mine.host,
              mine.starred,
              mine.level,
              model.anyDisabledYet() ? 0 : room.count(),
              rows(room, base, false)));
    }
    compare("live client of " + person, lines(expected), lines(shown), wrong);
  }

  private void history(int person, int in, List<String> wrong) {
    HistoryPage page =
        TestHttp.body(
            200,
            HistoryPage.class,
            chat.http()
                .get(
                    "/api/conversations/" + chat.conversation(in) + "/messages?limit=100",
                    chat.person(person).token()));
    Room room = model.room(in);
    List<String> shown = new ArrayList<>();
    for (ServerEvent.Row row : page.rows()) {
      shown.add(folded(FoldedRow.of(row)) + mentions(row));
      mine(person, row, wrong);
    }
    compare(
        "history of " + in + " for " + person,
        "upto " + room.last + " " + rows(room, 0, true),
        "upto " + page.upto() + " " + shown,
        wrong);
  }

  private void mine(int person, ServerEvent.Row row, List<String> wrong) {
    if (row instanceof MessagePosted m && m.reactions() != null) {
      m.reactions()
          .forEach(r -> {
            if (r.mine() != r.accounts().contains(model.account(person))
                || r.count() != r.accounts().size()) {
              wrong.add("reaction " + r + " as " + person + " sees it");
            }
          });
    }
  }

  private String mentions(ServerEvent.Row row) {
    return row instanceof MessagePosted m
        ? " mentions " + (m.mentions() == null ? List.of() : new TreeSet<>(m.mentions()))
        : "";
  }

  private List<String> rows(Room room, long after, boolean withMentions) {
    TreeMap<Long, String> rows = new TreeMap<>();
    room.messages
        .tailMap(after, false)
        .forEach((seq, m) ->
            rows.put(
                seq,
                "%d by %d: %s re %s edited=%s pinned=%s %s"
                        .formatted(
                            seq,
                            m.sender,
                            m.body,
                            m.body == null ? null : m.replyTo,
                            m.edited,
                            m.pinned,
                            m.reactions)
                    + (withMentions ? " mentions " + m.mentions : "")));
    room.notices
        .tailMap(after, false)
        .forEach((seq, notice) ->
            rows.put(seq, "%d by %d: %s".formatted(seq, room.actors.get(seq), notice)));
    return List.copyOf(rows.values());
  }

  private String folded(FoldedRow row) {
    return switch (row) {
      case FoldedRow.Message m -> {
        Map<String, TreeSet<Integer>> reactions = new LinkedHashMap<>();
        m.reactions()
            .forEach((emoji, accounts) ->
                reactions.put(
                    emoji,
                    accounts.stream()
                        .map(model::person)
                        .collect(Collectors.toCollection(TreeSet::new))));
        yield "%d by %d: %s re %s edited=%s pinned=%s %s"
            .formatted(
                m.seq(),
                model.person(m.sender()),
                m.body(),
                m.replyTo(),
                m.editedAt() != null,
                m.pinned(),
                reactions);
      }
      case FoldedRow.Members m -> {
        TreeSet<Integer> joined =
            m.joined().stream().map(model::person).collect(Collectors.toCollection(TreeSet::new));
        yield "%d by %d: members %s"
            .formatted(
                m.seq(),
                model.person(m.actor()),
                m.left().isEmpty()
                    ? "+" + joined
                    : "-"
                        + m.left().stream()
                            .map(account -> String.valueOf(model.person(account)))
                            .collect(Collectors.joining(",")));
      }
      case FoldedRow.Change c -> {
        List<String> changed = new ArrayList<>();
        if (c.title() != null) {
          changed.add("title " + c.title());
        }
        if (c.topic() != null) {
          changed.add("topic " + c.topic());
        }
        if (c.visibility() != null) {
          changed.add("open " + (c.visibility() == Visibility.OPEN));
        }
        if (c.archived() != null) {
          changed.add("archived " + c.archived());
        }
        yield "%d by %d: %s"
            .formatted(c.seq(), model.person(c.actor()), String.join(", ", changed));
      }
    };
  }

  private void members(int person, int in, List<String> wrong) {
    Room room = model.room(in);
    JsonNode page =
        ApiJson.MAPPER.readTree(
            chat.http()
                .get(
                    "/api/conversations/" + chat.conversation(in) + "/members",
                    chat.person(person).token())
                .body());
    Map<Integer, Boolean> shown = new TreeMap<>();
    page.get("members")
        .forEach(m ->
            shown.put(
                model.person(m.get("account").get("id").longValue()),
                m.get("host").booleanValue()));
    Map<Integer, Boolean> expected = new TreeMap<>();
    if (room.room) {
      room.members.forEach((member, mine) -> expected.put(member, mine.host));
    } else {
      room.people.forEach(member -> expected.put(member, false));
    }
    expected.keySet().removeIf(model::disabled);
    compare("members of " + in + " for " + person, expected, shown, wrong);
  }

  private void pins(int person, int in, List<String> wrong) {
    JsonNode page =
        ApiJson.MAPPER.readTree(
            chat.http()
                .get(
                    "/api/conversations/" + chat.conversation(in) + "/pins",
                    chat.person(person).token())
                .body());
    TreeSet<Long> shown = new TreeSet<>();
    page.get("rows").forEach(row -> shown.add(row.get("seq").longValue()));
    TreeSet<Long> expected = new TreeSet<>();
    model.room(in).messages.values().stream()
        .filter(m -> m.pinned)
        .forEach(m -> expected.add(m.seq));
    compare("pins of " + in + " for " + person, expected, shown, wrong);
  }

  /// Nothing is shown of what one is not in.
  private void hidden(int person, int in, List<String> wrong) {
    for (String what : List.of("/messages", "/members", "/pins", "/shared?kind=files", "")) {
      int status =
          chat.http()
              .get(
                  "/api/conversations/" + chat.conversation(in) + what, chat.person(person).token())
              .statusCode();
      compare(in + what + " for " + person + ", who is not in it", 404, status, wrong);
    }
  }

  /// The rooms that somebody can find.
  private void rooms(int person, List<String> wrong) {
    JsonNode page =
        ApiJson.MAPPER.readTree(
            chat.http()
                .get("/api/rooms?query=" + model.name(), chat.person(person).token())
                .body());
    Map<Integer, String> shown = new TreeMap<>();
    page.get("rooms")
        .forEach(r ->
            shown.put(
                chat.index(r.get("id").longValue()),
                r.get("title").asString()
                    + " '"
                    + r.get("topic").asString()
                    + "' "
                    + r.get("visibility").asString()
                    + " "
                    + r.get("members").intValue()
                    + " joined="
                    + r.get("joined").booleanValue()));
    Map<Integer, String> expected = new TreeMap<>();
    for (int in = 1; in < model.conversations(); in++) {
      Room room = model.room(in);
      boolean joined = room.members.containsKey(person);
      if (room.room && (room.open || joined)) {
        expected.put(
            in,
            room.title
                + " '"
                + room.topic
                + "' "
                + (room.open ? "open" : "private")
                + " "
                + room.count()
                + " joined="
                + joined);
      }
    }
    compare("rooms for " + person, lines(expected), lines(shown), wrong);
  }
}
