package chatter.server.web.conversation;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.FirstResponse;
import chatter.shared.protocol.Visibility;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The first message since a moment.
final class FirstTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension
  final TestServer server =
      TestServer.pinned().without(Limit.REQUESTS_PER_SECOND, Limit.SENDS_PER_SECOND);

  @Test
  void eachMessageIsFoundByItsTimeWhateverStandsBetween() {
    TestUser ada = server.signUp("ada");
    TestConnection adas = ada.connect();
    List<Long> messages = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      // By the wall clock alone: by the other one the connection has fallen silent.
      server.clock().forward(Duration.ofHours(7));
      long seq = adas.post("message " + i).seq();
      messages.add(seq);
      times.add(server.clock().instant());
      for (int edits = 0; edits < i % 3; edits++) {
        adas.edit(LOBBY, seq, "edit " + edits);
      }
    }
    for (int i = 0; i < messages.size(); i++) {
      assertEquals(messages.get(i), first(ada, times.get(i)));
      assertEquals(messages.get(i), first(ada, times.get(i).minusSeconds(1)));
      Long next = i + 1 < messages.size() ? messages.get(i + 1) : null;
      assertEquals(next, first(ada, times.get(i).plusSeconds(1)));
    }
    assertEquals(messages.getFirst(), first(ada, Instant.EPOCH));
  }

  @Test
  void whereNothingWasWrittenThereIsNone() {
    assertNull(first(server.signUp("ada"), Instant.EPOCH));
  }

  @Test
  void aTimeHasToBeSaidAndTheConversationToBeOnesOwn() {
    TestUser ada = server.signUp("ada");
    TestUser ben = server.signUp("ben");
    long room = ada.makeRoom("Ada alone", Visibility.PRIVATE).id();
    for (String query :
        List.of(
            "",
            "?since=",
            "?since=yesterday",
            "?since=2026-11-23T18:00:00Z&since=2026-11-23T18:00:00Z")) {
      refused(400, "bad_request", get(ada, LOBBY, query));
    }
    refused(404, "not_found", get(ben, room, "?since=2026-11-23T18:00:00Z"));
    refused(404, "not_found", get(ada, 4711, "?since=2026-11-23T18:00:00Z"));
  }

  private Long first(TestUser user, Instant since) {
    return body(200, FirstResponse.class, get(user, LOBBY, "?since=" + since)).message();
  }

  private HttpResponse<String> get(TestUser user, long conversation, String query) {
    return server.http().get("/api/conversations/" + conversation + "/first" + query, user.token());
  }
}
