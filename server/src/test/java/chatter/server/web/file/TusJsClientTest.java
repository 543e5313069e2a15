package chatter.server.web.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.page.Node;
import chatter.shared.crypto.Sha256;
import chatter.shared.protocol.ClientCommand.SendMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Uploads by the client that web pages use most, which is not ours either.
final class TusJsClientTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", ".")).resolve("src/test/js/tus-client.mjs");
  private static final Duration MOST = Duration.ofMinutes(2);
  private static final int SIZE = 1_500_000;
  private static final int PIECE = 400_000;

  @RegisterExtension final TestServer server = TestServer.standard();

  @Test
  void itGoesOnWhereItWasCutGivesUpAndReadsWhenAnUploadEnds() throws Exception {
    Node.require("uploads by tus-js-client");
    TestUser ada = server.signUp("ada");
    String said =
        Node.run(MOST, SCRIPT.toString(), "http://127.0.0.1:" + server.port(), ada.token());
    JsonNode told = JsonMapper.shared().readTree(said);

    assertTrue(told.get("broken").isString(), said);
    assertTrue(told.get("same").asBoolean(), said);
    List<JsonNode> calls = told.get("calls").valueStream().toList();
    assertEquals("POST 201", call(calls.get(0)));
    assertEquals("PATCH 204", call(calls.get(1)));
    assertEquals("HEAD 200", call(calls.get(2)));
    // Half of the second piece.
    assertEquals(PIECE + PIECE / 2, Integer.parseInt(calls.get(2).get("offset").asString()));
    assertEquals(SIZE, Integer.parseInt(calls.getLast().get("offset").asString()));
    for (JsonNode call : List.of(calls.get(0), calls.get(2))) {
      ZonedDateTime ends =
          ZonedDateTime.parse(call.get("expires").asString(), DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration left = Duration.between(ZonedDateTime.now(ends.getZone()), ends);
      assertTrue(left.toHours() >= 23 && left.toHours() < 24, ends::toString);
    }
    assertEquals(told.get("sha256").asString(), hash(ada, told.get("id").asString()));

    JsonNode givenUp = told.get("givenUp");
    assertEquals(
        List.of("POST 201", "PATCH 204", "DELETE 204"),
        givenUp.get("calls").valueStream().map(TusJsClientTest::call).toList());
    assertEquals(404, new TestUpload(server, ada).head(givenUp.get("id").asString()).statusCode());
  }

  private static String call(JsonNode call) {
    return call.get("method").asString() + " " + call.get("status").asInt();
  }

  private String hash(TestUser user, String id) {
    TestConnection connection = user.connect();
    connection.done(
        new SendMessage(
            connection.nextId(),
            TestConnection.LOBBY,
            TestConnection.newCommandId(),
            "",
            null,
            List.of(id)));
    TestUpload files = new TestUpload(server, user);
    return Sha256.hex(files.get(files.links(id).getFirst().url()).body());
  }
}
