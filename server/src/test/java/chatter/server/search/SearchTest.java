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
      return Files.readSymbolicLink(open).toString().contains(SearchIndex.FILE);
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
