package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Pages of the longest messages there are.
final class HistoryBytesTest {
  private static final int MESSAGES = 40;
  private static final TestServer server =
      TestServer.standard().without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND);
  private static TestUser ada;

  @BeforeAll
  static void start() {
    server.start();
    ada = server.signUp("ada");
    ada.connect().fill(MESSAGES, "\uD83D\uDE00".repeat(Limits.BODY_CODE_POINTS));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void pagesBackwardsHaveNoHoleAndSayWhetherThereIsMore() {
    long before = MESSAGES + 1;
    HistoryPage page;
    do {
      page = page("before=" + before);
      assertEquals(before - 1, page.last());
      assertWhole(page);
      assertEquals(page.first() > 1, page.older());
      before = page.first();
    } while (page.older());
    assertEquals(1, before);
  }

  @Test
  void pagesForwardsHaveNoHoleAndSayWhetherThereIsMore() {
    long after = 0;
    HistoryPage page;
    do {
      page = page("after=" + after);
      assertEquals(after + 1, page.first());
      assertWhole(page);
      assertEquals(page.last() < MESSAGES, page.newer());
      after = page.last();
    } while (page.newer());
    assertEquals(MESSAGES, after);
  }

  @Test
  void aPageAroundAMessageHasItInItsMiddle() {
    for (long seq : List.of(1L, 20L, (long) MESSAGES)) {
      HistoryPage page = page("around=" + seq);
      assertTrue(page.first() <= seq && seq <= page.last(), page.first() + " to " + page.last());
      assertWhole(page);
    }
    HistoryPage middle = page("around=20");
    assertTrue(middle.first() < 20 && middle.last() > 20);
  }

  @Test
  void newestPageEndsWithTheNewest() {
    assertEquals(MESSAGES, page("limit=100").last());
    assertTrue(page("limit=100").older());
  }

  @Test
  void oneMessageIsAPageHoweverLong() {
    HistoryPage page = page("before=5&limit=1");
    assertEquals(4, page.first());
    assertEquals(4, page.last());
    assertFalse(page.messages().isEmpty());
  }

  /// Without a hole, with something in it, and not too much.
  private static void assertWhole(HistoryPage page) {
    assertEquals(
        LongStream.rangeClosed(page.first(), page.last()).boxed().toList(),
        page.messages().stream().map(MessagePosted::seq).toList());
    long bytes = page.messages().stream().mapToLong(m -> Limits.utf8Bytes(m.body())).sum();
    assertTrue(bytes > 0 && bytes <= Limits.HISTORY_BYTES, bytes + " bytes");
  }

  private static HistoryPage page(String query) {
    String all = query.contains("limit") ? query : query + "&limit=100";
    HttpResponse<String> answer =
        server.http().get("/api/conversations/1/messages?" + all, ada.token());
    TestHttp.expect(200, answer);
    return ApiJson.MAPPER.readValue(answer.body(), HistoryPage.class);
  }
}
