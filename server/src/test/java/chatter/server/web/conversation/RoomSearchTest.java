package chatter.server.web.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.ApiJson;
import chatter.shared.protocol.Visibility;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Looking for rooms, page by page.
final class RoomSearchTest {
  private static final int PER_PAGE = 50;

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .without(
              Limit.ROOMS_PER_HOUR,
              Limit.ROOM_CHANGES_PER_MINUTE,
              Limit.SEARCHES_PER_MINUTE,
              Limit.REQUESTS_PER_SECOND);

  private final List<String> open = new ArrayList<>();
  private final List<String> own = new ArrayList<>();
  private TestUser ada;
  private TestUser ben;

  /// A page ends between rooms of one title; only private ones can have one.
  @BeforeEach
  void makeRooms() {
    ada = server.signUp("ada");
    ben = server.signUp("ben");
    open.add("Lobby");
    for (int i = 0; i < PER_PAGE - 3; i++) {
      makeOpen((i % 2 == 0 ? "Alpha %02d" : "alpha %02d").formatted(i));
    }
    for (int i = 0; i < 5; i++) {
      ada.makeRoom("Beta", Visibility.PRIVATE);
    }
    for (int i = 0; i < PER_PAGE; i++) {
      makeOpen("zeta %02d".formatted(i));
    }
    open.sort((a, b) -> a.toLowerCase(Locale.ROOT).compareTo(b.toLowerCase(Locale.ROOT)));
    for (String title : open) {
      if (title.equals("Lobby")) {
        own.addAll(List.of("Beta", "Beta", "Beta", "Beta", "Beta"));
      }
      own.add(title);
    }
  }

  private void makeOpen(String title) {
    ada.makeRoom(title, Visibility.OPEN);
    open.add(title);
  }

  @Test
  void pagesHaveEveryRoomOnceInTheOrderOfTheirTitles() {
    assertEquals(own, titles(ada, ""));
    assertEquals(open, titles(ben, ""));
  }

  @Test
  void pagesOfWhatIsLookedForAreWholeToo() {
    assertEquals(own.stream().filter(title -> title.equals("Beta")).toList(), titles(ada, "bet"));
    assertEquals(
        open.stream().filter(title -> title.startsWith("zeta")).toList(), titles(ben, "ZETA"));
    assertEquals(List.of(), titles(ben, "beta"));
  }

  private List<String> titles(TestUser by, String query) {
    List<String> titles = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    String after = "";
    do {
      JsonNode page =
          ApiJson.MAPPER.readTree(
              server
                  .http()
                  .get(
                      "/api/rooms?query=" + query + (after.isEmpty() ? "" : "&after=" + after),
                      by.token())
                  .body());
      assertTrue(page.get("rooms").size() <= PER_PAGE, page::toString);
      page.get("rooms")
          .forEach(room -> {
            titles.add(room.get("title").asString());
            ids.add(room.get("id").longValue());
          });
      JsonNode next = page.get("next");
      after =
          next == null || next.isNull()
              ? ""
              : URLEncoder.encode(next.asString(), StandardCharsets.UTF_8);
    } while (!after.isEmpty());
    assertEquals(ids.size(), ids.stream().distinct().count(), ids::toString);
    return titles;
  }
}
