package chatter.client.chat.switcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.sidebar.RosterViewModel;
import chatter.client.chat.switcher.FuzzyName.Mark;
import chatter.server.Examples;
import chatter.shared.api.RoomInfo;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.Visibility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The order in which conversations, people and rooms are offered is that of the page.
class SwitcherRankingTest {
  private static final String FILE = "switcher.json";

  private static SwitcherEntry entry(JsonNode json) {
    long id = json.get("id").asLong();
    String name = json.get("name").asString();
    return switch (json.get("kind").asString()) {
      case "person" -> new SwitcherEntry.Person(new AccountInfo(id, name, null, null));
      case "open" ->
          new SwitcherEntry.OpenRoom(
              new RoomInfo(id, name, "", Visibility.OPEN, false, 3, null, false));
      default -> {
        List<AccountInfo> people = new ArrayList<>();
        json.path("people")
            .forEach(
                one -> people.add(new AccountInfo(people.size() + 1L, one.asString(), null, null)));
        yield conversation(
            id,
            ConversationKind.valueOf(json.get("kind").asString().toUpperCase(Locale.ROOT)),
            name,
            json.path("archived").asBoolean(false),
            people,
            json.path("at").asLong(0));
      }
    };
  }

  private static SwitcherEntry conversation(
      long id,
      ConversationKind kind,
      String name,
      boolean archived,
      List<AccountInfo> people,
      long at) {
    return new SwitcherEntry.Conversation(
        new ConversationSummary(
            id,
            kind,
            kind == ConversationKind.ROOM
                ? ConversationSummary.Section.ROOMS
                : ConversationSummary.Section.DIRECT,
            name,
            false,
            archived,
            false,
            false,
            "",
            "",
            0,
            0,
            ConversationSummary.Badge.NONE,
            false,
            false,
            Level.AUTO,
            false,
            false,
            people,
            RosterViewModel.Here.NOT_TOLD,
            false),
        at);
  }

  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    JsonNode all = Examples.file(FILE);
    List<SwitcherEntry> entries = new ArrayList<>();
    all.get("entries").forEach(one -> entries.add(entry(one)));
    SwitcherRanking ranking = new SwitcherRanking();
    return Examples.tests(
        all.get("cases"),
        example -> {
          List<Long> recents = new ArrayList<>();
          example.path("recents").forEach(id -> recents.add(id.asLong()));
          List<String> found =
              ranking
                  .find(
                      entries,
                      example.get("typed").asString(),
                      recents,
                      example.path("most").asInt(Integer.MAX_VALUE))
                  .stream()
                  .map(SwitcherRankingTest::marked)
                  .toList();
          if (example.has("found")) {
            assertEquals(strings(example.get("found")), found);
          }
          if (example.has("count")) {
            assertEquals(example.get("count").asInt(), found.size(), found::toString);
          }
          List<String> first = strings(example.path("first"));
          assertEquals(first, found.subList(0, Math.min(first.size(), found.size())));
          List<String> last = strings(example.path("last"));
          assertEquals(last, found.subList(Math.max(0, found.size() - last.size()), found.size()));
        });
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(one -> strings.add(one.asString()));
    return strings;
  }

  private static String marked(SwitcherRanking.Found found) {
    StringBuilder name = new StringBuilder();
    int at = 0;
    for (Mark mark : found.marks()) {
      name.append(found.entry().name(), at, mark.from())
          .append('[')
          .append(found.entry().name(), mark.from(), mark.to())
          .append(']');
      at = mark.to();
    }
    return name.append(found.entry().name().substring(at)).toString();
  }

  @Test
  void anybodyIsFoundAmongThousands() {
    List<SwitcherEntry> entries = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      entries.add(
          conversation(i, ConversationKind.ROOM, "Room für Ärger " + i, false, List.of(), i));
    }
    for (int i = 0; i < 5_000; i++) {
      entries.add(
          new SwitcherEntry.Person(new AccountInfo(i, "Zoë Strößner-Łódź " + i, null, null)));
    }
    SwitcherRanking ranking = new SwitcherRanking();
    for (String typed : List.of("z", "zo", "zoe", "zoe s", "zoe st", "r 7")) {
      assertEquals(50, ranking.find(entries, typed, List.of(), 50).size(), typed);
    }
    assertEquals(
        List.of("Zoë Strößner-Łódź [4999]"),
        ranking.find(entries, "4999", List.of(), 50).stream()
            .map(SwitcherRankingTest::marked)
            .toList());
  }
}
