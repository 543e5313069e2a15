package chatter.server.search;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.SearchHit;
import chatter.shared.api.SearchResponse;
import chatter.shared.protocol.Visibility;
import chatter.shared.search.Mark;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is found, by whom, and what of it is told.
final class SearchTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .without(
              Limit.SENDS_PER_SECOND,
              Limit.FRAMES_PER_SECOND,
              Limit.REQUESTS_PER_SECOND,
              Limit.SEARCHES_PER_MINUTE);

  private TestUser ada;
  private TestUser ben;
  private TestConnection adas;

  @BeforeEach
  void people() {
    ada = server.signUp("ada");
    ben = server.signUp("ben");
    adas = ada.connect();
  }

  @Test
  void newestComesFirstWithItsPlaces() {
    long older = adas.post("the **zebra** crossing, and a zebra").seq();
    adas.post("nothing of that");
    long room = ada.makeRoom("Zoo", Visibility.PRIVATE).id();
    long newer = adas.post(room, "ZEBRAS").seq();
    SearchResponse found = find(ada, "zebra");
    assertEquals(List.of(newer, older), seqs(found));
    SearchHit first = found.hits().getFirst();
    assertEquals(room, first.conversation());
    assertEquals("ZEBRAS", first.text());
    assertEquals(List.of(new Mark(0, 5)), first.marks());
    assertEquals("ada", first.row().sender().name());
    SearchHit second = found.hits().getLast();
    assertEquals("the zebra crossing, and a zebra", second.text());
    assertEquals(List.of(new Mark(4, 9), new Mark(26, 31)), second.marks());
    assertNull(found.next());
    assertNull(found.upTo());
  }

  @Test
  void refusedSearchesLeaveNothingOpen() throws IOException {
    adas.post("zebra");
    find(ada, "zebra");
    Path files = Path.of("/proc/self/fd");
    Assumptions.assumeTrue(Files.isDirectory(files), "this system does not tell of open files");
    for (int i = 0; i < 20; i++) {
      refused(422, "unknown_person", get(ada, "q=" + encoded("from:nobody")));
      refused(422, "unknown_conversation", get(ada, "q=" + encoded("in:nowhere")));
      find(ada, "zebra");
    }
    try (Stream<Path> open = Files.list(files)) {
      long number = open.filter(SearchTest::isOfTheIndex).count();
      // Of the thread that writes and of two who search, each with what is beside the file.
      assertTrue(number <= 9, number + " are open");
    }
  }

  private static boolean isOfTheIndex(Path open) {
    try {
      return Files.readSymbolicLink(open).toString().contains(SqliteIndex.FILE);
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  @Test
  void onlySoManyPeopleAreNamed() {
    adas.post("zebra");
    List<String> spellings = new ArrayList<>();
    for (String name : List.of("ada", "ben", "eve")) {
      for (int capitals = 0; capitals < 8; capitals++) {
        StringBuilder spelled = new StringBuilder("from:");
        for (int i = 0; i < name.length(); i++) {
          char letter = name.charAt(i);
          spelled.append((capitals >> i & 1) == 0 ? letter : Character.toUpperCase(letter));
        }
        spellings.add(spelled.toString());
      }
    }
    server.signUp("eve");
    String some = String.join(" ", spellings.subList(0, 20));
    assertEquals(1, find(ada, "zebra " + some).hits().size());
    String many = String.join(" ", spellings.subList(0, 21));
    refused(422, "bad_search", get(ada, "q=" + encoded(many)));
  }

  @Test
  void onlyMembersFind() {
    long room = ada.makeRoom("Few", Visibility.PRIVATE, ben).id();
    adas.post(room, "confidential");
    assertEquals(1, find(ben, "confidential").hits().size());
    assertEquals(1, find(ben, "co").hits().size());
    TestHttp.expect(
        204,
        server
            .http()
            .call(
                "DELETE",
                "/api/conversations/" + room + "/members/" + ben.id(),
                ada.token(),
                null));
    assertEquals(List.of(), find(ben, "confidential").hits());
    assertEquals(List.of(), find(ben, "co").hits());
    assertEquals(List.of(), find(ben, "from:ada").hits());
    refused(404, "not_found", get(ben, "q=confidential&in=" + room));
    refused(422, "unknown_conversation", get(ben, "q=" + encoded("confidential in:#" + room)));
    refused(422, "unknown_conversation", get(ben, "q=" + encoded("confidential in:Few")));
    assertEquals(1, find(ada, "confidential in:Few").hits().size());
  }

  @Test
  void editsAreFoundByWhatTheySayNowAndDeletionsNotAtAll() {
    long edited = adas.post("porcupine").seq();
    long deleted = adas.post("porcupine too").seq();
    assertEquals(List.of(deleted, edited), seqs(find(ada, "porcupine")));
    adas.edit(LOBBY, edited, "hedgehog");
    adas.delete(LOBBY, deleted);
    // Without waiting: the acknowledgement is enough.
    assertEquals(List.of(), body(200, SearchResponse.class, get(ada, "q=porcupine")).hits());
    assertEquals(List.of(edited), seqs(find(ada, "hedgehog")));
    assertEquals(List.of(), seqs(find(ada, "porcupine")));
    assertEquals(List.of(edited), seqs(find(ada, "from:ada -porcupine")));
  }

  @Test
  void pagesEndWhereTheNextBegins() {
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      sent.addFirst(adas.post("giraffe " + i).seq());
      adas.post("between");
    }
    server.awaitSearchable();
    for (String query : List.of("giraffe", "gi", "from:ada giraffe", "-between")) {
      List<Long> seen = new ArrayList<>();
      String cursor = null;
      do {
        SearchResponse page =
            body(
                200,
                SearchResponse.class,
                get(
                    ada,
                    "limit=3&q=" + encoded(query) + (cursor == null ? "" : "&cursor=" + cursor)));
        assertTrue(page.hits().size() <= 3, query);
        seen.addAll(seqs(page));
        cursor = page.next();
      } while (cursor != null);
      assertEquals(sent, seen, query);
    }
  }

  @Test
  void parametersNarrowWhatIsTyped() {
    long room = ada.makeRoom("Zoo", Visibility.PRIVATE, ben).id();
    long adas1 = adas.post(room, "otter one").seq();
    TestConnection bens = ben.connect();
    long bens1 = bens.post(room, "otter two").seq();
    adas.post("otter three");
    server.awaitSearchable();
    assertEquals(List.of(bens1, adas1), seqs(page(ada, "q=otter&in=" + room)));
    assertEquals(List.of(bens1), seqs(page(ada, "q=otter&from=" + ben.id())));
    assertEquals(3, page(ada, "q=otter&from=" + ben.id() + "&from=" + ada.id()).hits().size());
    assertEquals(List.of(bens1, adas1), seqs(page(ada, "in=" + room)));
    assertEquals(List.of(), seqs(page(ada, "q=otter&has=file")));
    assertEquals(List.of(), seqs(page(ada, "q=otter&before=2020-01-01")));
    assertEquals(3, page(ada, "q=otter&after=2020-01-01").hits().size());
    refused(404, "not_found", get(ada, "q=otter&in=77"));
    refused(422, "unknown_person", get(ada, "q=otter&from=77"));
  }

  @Test
  void daysAreThoseOfTheZone() {
    adas.post("noon");
    Instant at = find(ada, "noon").hits().getFirst().row().sentAt();
    // There it is never the same day.
    String east = "Etc/GMT-14";
    String west = "Etc/GMT+12";
    LocalDate eastern = LocalDate.ofInstant(at, ZoneId.of(east));
    LocalDate western = LocalDate.ofInstant(at, ZoneId.of(west));
    assertEquals(1, days("on=" + eastern, east));
    assertEquals(1, days("on=" + western, west));
    assertEquals(0, days("on=" + eastern, west));
    assertEquals(0, days("before=" + western, west));
    assertEquals(1, days("before=" + western.plusDays(1), west));
    assertEquals(0, days("after=" + eastern, east));
    assertEquals(1, days("after=" + eastern.minusDays(1), east));
  }

  private int days(String when, String zone) {
    return page(ada, "q=noon&" + when + "&zone=" + encoded(zone)).hits().size();
  }

  @Test
  void whatCannotBeReadIsRefusedByName() {
    for (String query :
        List.of(
            "", "q=", "q=%20", "q=has:cat", "q=from:", "q=before:yesterday", "has=cat", "on=x")) {
      refused(422, "bad_search", get(ada, query));
    }
    assertTrue(get(ada, "q=x+has:cat").body().contains("has:cat"), "the piece is named");
    refused(422, "unknown_person", get(ada, "q=from:nobody"));
    refused(422, "unknown_conversation", get(ada, "q=in:nowhere"));
    for (String query :
        List.of(
            "q=a&limit=0",
            "q=a&limit=51",
            "q=a&cursor=x",
            "q=a&cursor=",
            "q=a&zone=Nowhere",
            "q=a&in=x",
            "q=a&from=-1")) {
      refused(422, "invalid", get(ada, query));
    }
    refused(400, "bad_request", get(ada, "q=a&q=b"));
    refused(401, "unauthorized", server.http().get("/api/search?q=a", null));
  }

  @Test
  void whateverIsTypedIsText() {
    long odd = adas.post("a \"NEAR(b, c)\" OR d* ^e {f} +g \uffff; DROP TABLE found; -- %_").seq();
    server.awaitSearchable();
    for (String typed :
        List.of(
            "NEAR(b,",
            "OR",
            "d*",
            "^e",
            "{f}",
            "+g",
            "\uffff;",
            "DROP",
            "TABLE found;",
            "%_",
            "-- %",
            "\"NEAR(b, c)\"",
            "c)\"",
            "d* ^e {f} +g")) {
      assertEquals(List.of(odd), seqs(page(ada, "q=" + encoded(typed))), typed);
    }
    for (String typed :
        List.of(
            "body:near",
            "rowid:1",
            "found MATCH x",
            "\"\"\"",
            "' OR 1=1 --zzz",
            "NOT NEAR(",
            "\u0000zzz",
            "zzz".repeat(2_000),
            "(((((((",
            "\ud83d\ude00\ud83d\ude00\ud83d\ude00")) {
      HttpResponse<String> answer = get(ada, "q=" + encoded(typed));
      assertTrue(
          answer.statusCode() == 200 || answer.body().contains("bad_search"),
          typed + ": " + answer.body());
    }
    refused(414, "too_large", get(ada, "q=" + "z".repeat(10_001)));
  }

  @Test
  void onlyTheNewestAreLookedThroughForOneAnswer() {
    long first = adas.post("xy").seq();
    adas.fill(3_050, "nothing of it");
    SearchResponse page = find(ada, "xy");
    assertEquals(List.of(), page.hits());
    SearchResponse next = page(ada, "q=xy&cursor=" + page.next());
    assertEquals(List.of(first), seqs(next));
    assertNull(next.next());
  }

  private SearchResponse page(TestUser who, String query) {
    return body(200, SearchResponse.class, get(who, query));
  }

  private SearchResponse find(TestUser who, String query) {
    server.awaitSearchable();
    return body(200, SearchResponse.class, get(who, "q=" + encoded(query)));
  }

  private HttpResponse<String> get(TestUser who, String query) {
    return server.http().get("/api/search?" + query, who.token());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<Long> seqs(SearchResponse found) {
    return found.hits().stream().map(hit -> hit.row().seq()).toList();
  }
}
