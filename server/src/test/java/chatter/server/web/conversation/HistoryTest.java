package chatter.server.web.conversation;

import static chatter.server.web.Json.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.conversation.CommandResult;
import chatter.server.web.Json;
import chatter.server.web.WebFixture;
import chatter.shared.protocol.ClientCommand.SendMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Paging through a conversation's past.
class HistoryTest {
  private static final String MESSAGES = "/api/conversations/1/messages";

  @TempDir Path folder;
  private WebFixture server;
  private String token;

  @BeforeEach
  void start() throws Exception {
    server = new WebFixture(folder);
    token = server.signIn("ada");
    long ada = Json.of(server.get("/api/session", token)).path("account").path("id").asLong();
    List<CompletableFuture<CommandResult>> posted = new ArrayList<>();
    for (int i = 1; i <= 120; i++) {
      String id = UUID.randomUUID().toString();
      posted.add(
          server.conversations.post(
              ada, new SendMessage((long) i, 1, id, "text " + i, null), stored -> {}));
    }
    posted.forEach(CompletableFuture::join);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void withoutAParameterItIsTheNewestPage() {
    HttpResponse<String> response = server.get(MESSAGES, token);

    assertEquals(200, response.statusCode(), response.body());
    JsonNode page = Json.of(response);
    assertEquals(50, page.path("rows").size());
    assertEquals(120, page.path("rows").get(49).path("seq").asLong());
    assertEquals(120, page.path("upto").asLong());
    assertTrue(page.path("older").asBoolean());
    assertFalse(page.path("newer").asBoolean(true));
    JsonNode message = page.path("rows").get(0);
    assertEquals(71, message.path("seq").asLong());
    assertEquals("messagePosted", message.path("type").asString());
    assertEquals("text 71", message.path("body").asString());
    assertEquals("ada", message.path("sender").path("name").asString());
    assertFalse(message.path("sender").has("email"));
  }

  @Test
  void pagesGoBackForthAndAround() {
    assertEquals(List.of(8L, 9L), seqs("?before=10&limit=2"));
    assertEquals(List.of(11L, 12L), seqs("?after=10&limit=2"));
    assertTrue(seqs("?around=60&limit=5").contains(60L));
    assertEquals(5, seqs("?around=60&limit=5").size());
    assertEquals(List.of(), seqs("?after=120"));
    assertEquals(List.of(), seqs("?before=1"));
    assertEquals(List.of(), seqs("?before=0"));
    assertEquals(List.of(119L, 120L), seqs("?before=999999999999&limit=2"));
  }

  @Test
  void emptyPageTellsWhereTheRowsAre() {
    assertEdges(true, false, "?after=120");
    assertEdges(true, false, "?after=999999999999");
    assertEdges(false, true, "?before=1");
    assertEdges(false, true, "?before=0");
  }

  private void assertEdges(boolean older, boolean newer, String query) {
    JsonNode page = Json.of(server.get(MESSAGES + query, token));
    assertEquals(older, page.path("older").asBoolean(), query);
    assertEquals(newer, page.path("newer").asBoolean(), query);
  }

  @Test
  void aPageHasAtMostAHundredMessages() {
    assertEquals(100, seqs("?limit=100").size());
    assertEquals(100, seqs("?limit=1000").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=-1",
        "?limit=x",
        "?limit=",
        "?before=1e3",
        "?before=-1",
        "?after=99999999999999999999",
        "?around=0x10",
        "?before=1&before=2",
        "?before=1&after=2",
        "?around=1&after=2"
      })
  void numbersThatAreNoneAreABadRequest(String query) {
    assertProblem(400, "bad_request", server.get(MESSAGES + query, token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2/messages", "x/messages", "2", "1/", "2/members", "1/x", "-1/messages"})
  void whatIsNotACallersConversationIsNotThere(String path) {
    assertProblem(404, "not_found", server.get("/api/conversations/" + path, token));
  }

  @Test
  void aNonMemberSeesNothing() {
    String eve = server.signIn("eve");
    server.database.writeAndWait(h ->
        h.execute(
            "DELETE FROM memberships WHERE account ="
                + " (SELECT id FROM registered_users WHERE name = 'eve')"));

    assertProblem(404, "not_found", server.get(MESSAGES, eve));
  }

  private List<Long> seqs(String query) {
    JsonNode messages = Json.of(server.get(MESSAGES + query, token)).path("rows");
    return StreamSupport.stream(messages.spliterator(), false)
        .map(message -> message.path("seq").asLong())
        .toList();
  }
}
