package chatter.client.net.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.FakeServer;
import chatter.client.net.SessionFixture;
import chatter.shared.api.ChangeMineRequest;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.Visibility;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerApiTest {
  private static final String ACCOUNT =
      "{\"account\":{\"id\":3,\"name\":\"Ada\",\"email\":\"ada@example.org\",\"avatarUrl\":null}}";

  private final FakeServer server = new FakeServer();
  private final ServerApi api = new ServerApi(server.address());
  private final AccountApi account = api.as(new SessionToken(SessionFixture.TOKEN));

  @AfterEach
  void close() throws IOException {
    api.close();
    server.close();
  }

  private static <T> T answer(CompletableFuture<T> call) throws Exception {
    return call.get(60, TimeUnit.SECONDS);
  }

  private static ApiException failure(CompletableFuture<?> call) {
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> call.get(60, TimeUnit.SECONDS));
    return assertInstanceOf(ApiException.class, failed.getCause());
  }

  @Test
  void registerSendsTheFormAndReturnsTheAccount() throws Exception {
    server.answers("POST /api/register", 201, ACCOUNT);
    assertEquals("Ada", answer(api.register("Ada", "ada@example.org", "correct horse")).name());
    FakeServer.Request request = server.awaitRequest();
    assertEquals(
        "{\"name\":\"Ada\",\"email\":\"ada@example.org\",\"password\":\"correct horse\"}",
        request.text());
    assertNull(request.headers().get("authorization"));
    assertEquals("application/json", request.headers().get("content-type"));
  }

  @Test
  void problemTellsCodeFieldAndWhenToTryAgain() throws Exception {
    server.answersWith(
        "POST /api/login",
        new FakeServer.Answer(
            429,
            "Content-Type: application/problem+json\r\nRetry-After: 12\r\n",
            "{\"status\":429,\"title\":\"Too Many Requests\",\"detail\":\"Wait.\","
                + "\"code\":\"rate_limited\",\"field\":\"email\"}"));
    ApiException.Refused refused =
        assertInstanceOf(
            ApiException.Refused.class, failure(api.login("a@b", "password", "laptop")));
    assertEquals(429, refused.status());
    assertEquals("rate_limited", refused.code());
    assertEquals(Optional.of("email"), refused.field());
    assertEquals(Optional.of(Duration.ofSeconds(12)), refused.retryAfter());
  }

  @Test
  void loginReturnsTheTokenAndNeverPrintsIt() throws Exception {
    server.answers(
        "POST /api/login",
        200,
        "{\"token\":\""
            + SessionFixture.TOKEN
            + "\",\"expiresAt\":\"2027-01-01T00:00:00Z\","
            + ACCOUNT.substring(1));
    var login = answer(api.login("ada@example.org", "correct horse", "laptop"));
    SessionToken token = new SessionToken(login.token());
    assertEquals(SessionFixture.TOKEN, token.value());
    assertFalse(token.toString().contains(SessionFixture.TOKEN));
    assertTrue(server.awaitRequest().text().contains("\"device\":\"laptop\""));
  }

  @Test
  void everyCallOfALoginCarriesTheTokenInTheHeader() throws Exception {
    server.answers(
        "GET /api/session",
        200,
        ACCOUNT.substring(0, ACCOUNT.length() - 1) + ",\"expiresAt\":\"2027-01-01T00:00:00Z\"}");
    server.answers("GET /api/sessions", 200, "{\"sessions\":[]}");
    server.answers("POST /api/logout", 204, "");
    server.answers("DELETE /api/sessions/7", 204, "");
    server.answers("PATCH /api/account", 200, ACCOUNT);
    server.answers("PUT /api/account/password", 204, "");
    server.answers("PUT /api/account/avatar", 200, ACCOUNT);
    server.answers("DELETE /api/account/avatar", 200, ACCOUNT);
    server.answers("GET /api/avatars/abc.png", 200, "bytes");
    assertEquals(3, answer(account.session()).account().id());
    assertEquals(0, answer(account.sessions()).size());
    answer(account.endSession(7));
    assertEquals("Ada", answer(account.rename("Ada")).name());
    answer(account.changePassword("old", "new"));
    answer(account.setAvatar(new byte[] {1, 2, 3}));
    answer(account.removeAvatar());
    assertArrayEquals("bytes".getBytes(UTF_8), answer(account.avatar("/api/avatars/abc.png")));
    answer(account.logout());
    for (int i = 0; i < 9; i++) {
      FakeServer.Request request = server.awaitRequest();
      assertEquals("Bearer " + SessionFixture.TOKEN, request.headers().get("authorization"));
      assertFalse(request.path().contains(SessionFixture.TOKEN));
    }
  }

  @Test
  void historyAsksForThePageWanted() throws Exception {
    String page =
        "{\"rows\":[{\"type\":\"messagePosted\",\"conversation\":1,\"seq\":41,\"sender\":{\"id\":4,\"name\":\"Bob\","
            + "\"avatarUrl\":null},\"body\":\"hi\",\"sentAt\":\"2026-11-23T08:59:00Z\"}],"
            + "\"upto\":57,\"older\":true,\"newer\":true}";
    String path = "GET /api/conversations/1/messages?";
    server.answers(path + "limit=50", 200, page);
    server.answers(path + "before=42&limit=50", 200, page);
    server.answers(path + "after=40&limit=50", 200, page);
    server.answers(path + "around=41&limit=20", 200, page);
    assertEquals(57, answer(account.history(1, new HistoryQuery.Newest(50))).upto());
    assertEquals(
        41,
        answer(account.history(1, new HistoryQuery.Before(42, 50))).messages().getFirst().seq());
    answer(account.history(1, new HistoryQuery.After(40, 50)));
    assertTrue(answer(account.history(1, new HistoryQuery.Around(41, 20))).older());
  }

  private static final String ROOM =
      "{\"conversation\":{\"id\":5,\"kind\":\"room\",\"title\":\"Team\",\"topic\":\"\","
          + "\"visibility\":\"private\",\"archived\":false,\"host\":true,\"lastSeq\":1,"
          + "\"readSeq\":1,\"unread\":0,\"mentions\":0,\"members\":1,\"starred\":false,"
          + "\"level\":\"auto\",\"people\":null,\"last\":null}}";

  private void asked(String call, String body) throws InterruptedException {
    FakeServer.Request request = server.awaitRequest();
    assertEquals(call, request.method() + " " + request.path());
    assertEquals(body, request.text());
  }

  @Test
  void roomsAreAskedForAndChangedAsTheProtocolSays() throws Exception {
    ConversationCalls rooms =
        account.conversations(
            new AccountApi.Watch() {
              @Override
              public <T> CompletableFuture<T> over(CompletableFuture<T> call) {
                return call;
              }
            });
    server.answers("GET /api/rooms", 200, "{\"rooms\":[],\"next\":\"bjE\"}");
    assertEquals("bjE", answer(rooms.rooms("a b", null)).next());
    asked("GET /api/rooms?query=a+b", "");
    answer(rooms.rooms("", "bjE"));
    asked("GET /api/rooms?query=&after=bjE", "");
    server.answers("POST /api/conversations", 201, ROOM);
    assertEquals(5, answer(rooms.makeRoom("Team", "", Visibility.PRIVATE, List.of(4L))).id());
    asked(
        "POST /api/conversations",
        "{\"title\":\"Team\",\"topic\":\"\",\"visibility\":\"private\",\"members\":[4]}");
    server.answers("POST /api/directs", 200, ROOM);
    answer(rooms.direct(List.of(4L)));
    asked("POST /api/directs", "{\"accounts\":[4]}");
    server.answers("PATCH /api/conversations/5", 200, ROOM);
    answer(rooms.change(5, new ChangeRoomRequest(null, null, Visibility.OPEN, null, true)));
    asked("PATCH /api/conversations/5", "{\"visibility\":\"open\",\"confirm\":true}");
    server.answers("POST /api/conversations/5/members", 200, ROOM);
    answer(rooms.addMembers(5, List.of(4L, 6L)));
    asked("POST /api/conversations/5/members", "{\"accounts\":[4,6]}");
    server.answers("DELETE /api/conversations/5/members/4", 204, "");
    answer(rooms.removeMember(5, 4));
    asked("DELETE /api/conversations/5/members/4", "");
    server.answers("PUT /api/conversations/5/hosts/4", 204, "");
    answer(rooms.setHost(5, 4, true));
    asked("PUT /api/conversations/5/hosts/4", "");
    server.answers("PUT /api/conversations/5/mine", 200, "{}");
    answer(rooms.mine(5, new ChangeMineRequest(null, Level.NOTHING, null)));
    asked("PUT /api/conversations/5/mine", "{\"level\":\"nothing\"}");
    server.answers("GET /api/conversations/5/messages/7/reactions", 200, "{\"accounts\":[]}");
    answer(rooms.reactedBy(5, 7, "👍"));
    asked("GET /api/conversations/5/messages/7/reactions?emoji=%F0%9F%91%8D", "");
  }

  @Test
  void nobodyThereIsUnreachable() throws Exception {
    server.close();
    assertInstanceOf(ApiException.Unreachable.class, failure(api.health()));
  }

  @Test
  void anotherKindOfServerIsNotChatter() {
    server.answersWith(
        "GET /api/health",
        new FakeServer.Answer(200, "Content-Type: text/html\r\n", "<html>router</html>"));
    assertInstanceOf(ApiException.NotChatter.class, failure(api.health()));
    server.answersWith(
        "GET /api/health", new FakeServer.Answer(302, "Location: http://example.org/\r\n", ""));
    assertInstanceOf(ApiException.NotChatter.class, failure(api.health()));
  }

  @ParameterizedTest
  @CsvSource({
    "308, 'Location: https://127.0.0.1:1/api/health\r\n', Unreachable",
    "301, 'Location: https://127.0.0.1:1/\r\n',           Unreachable",
    "308, 'Location: https://example.org/api/health\r\n', NotChatter",
    "308, 'Location: http://127.0.0.1:1/api/health\r\n',  NotChatter",
    "302, '',                                             NotChatter",
    "404, 'Content-Type: text/html\r\n',                  NotChatter",
    "200, 'Content-Type: text/html\r\n',                  NotChatter",
  })
  void passwordsGoInTheClearOnlyToAChatterThatSpeaksNoTls(
      int status, String headers, String outcome) {
    server.answersWith("GET /api/health", new FakeServer.Answer(status, headers, ""));
    assertEquals(outcome, failure(api.login("a@b", "password", "x")).getClass().getSimpleName());
    assertEquals(outcome, failure(api.register("A", "a@b", "password")).getClass().getSimpleName());
    assertTrue(server.nobodyAsks());
  }

  @Test
  void avatarPathCannotLeadElsewhere() {
    for (String path :
        new String[] {"//evil.example/x", "http://evil.example/", "/api/avatars/../session", ""}) {
      assertInstanceOf(ApiException.NotChatter.class, failure(account.avatar(path)));
    }
  }
}
