package chatter.server.search;

import static chatter.server.TestHttp.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Examples;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.server.web.file.TestUpload;
import chatter.shared.api.RegisterRequest;
import chatter.shared.api.SearchHit;
import chatter.shared.api.SearchResponse;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.Visibility;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// A small chat in many scripts, and what is found in it: `search.json`, against a real server.
final class SearchExamplesTest {
  @RegisterExtension
  final TestServer server =
      TestServer.pinned()
          .without(
              Limit.SENDS_PER_SECOND,
              Limit.FRAMES_PER_SECOND,
              Limit.REQUESTS_PER_SECOND,
              Limit.SEARCHES_PER_MINUTE);

  private final Map<String, TestUser> people = new HashMap<>();
  private final Map<String, TestConnection> connections = new HashMap<>();
  private final Map<String, Long> rooms = new HashMap<>();

  /// The number of a message in the examples, by `conversation:seq`.
  private final Map<String, Integer> numbers = new HashMap<>();

  @Test
  void whatIsFoundIsWhatIsMeant() throws IOException {
    JsonNode examples = Examples.file("search.json");
    examples.get("rooms").forEach(this::make);
    for (JsonNode message : examples.get("messages")) {
      send(message);
    }
    server.awaitSearchable();
    List<String> wrong = new ArrayList<>();
    for (JsonNode query : examples.get("queries")) {
      List<Integer> meant = new ArrayList<>();
      query.get("ids").forEach(id -> meant.add(id.asInt()));
      String who = query.path("as").asString("Ana");
      List<Integer> found = find(people.get(who), query.get("q").asString());
      if (!meant.equals(found)) {
        wrong.add(query.get("q").asString() + " finds " + found + ", not " + meant);
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(examples.get("queries").size() >= 200, "there are some");
  }

  private void make(JsonNode room) {
    List<TestUser> members = new ArrayList<>();
    room.get("members")
        .forEach(name -> members.add(people.computeIfAbsent(name.asString(), n -> joined(n))));
    String title = room.get("title").asString();
    rooms.put(
        title,
        title.equals("Lobby")
            ? TestConnection.LOBBY
            : members
                .getFirst()
                .makeRoom(
                    title,
                    Visibility.PRIVATE,
                    members.subList(1, members.size()).toArray(TestUser[]::new))
                .id());
  }

  private TestUser joined(String name) {
    String email = "someone" + people.size() + "@example.org";
    TestHttp.expect(
        201,
        server
            .http()
            .post("/api/register", null, new RegisterRequest(name, email, TestServer.PASSWORD)));
    TestUser user = server.login(email, TestServer.PASSWORD);
    connections.put(name, user.connect());
    return user;
  }

  private void send(JsonNode message) throws IOException {
    LocalDate day = LocalDate.parse(message.get("day").asString());
    LocalDate now = LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC);
    server.clock().forward(Duration.ofDays(ChronoUnit.DAYS.between(now, day)));
    TestUser from = people.get(message.get("from").asString());
    long room = rooms.get(message.get("room").asString());
    List<String> files = new ArrayList<>();
    for (JsonNode file : message.get("files")) {
      files.add(upload(from, file.asString()));
    }
    TestConnection connection = connections.get(message.get("from").asString());
    long seq =
        connection
            .done(
                new SendMessage(
                    connection.nextId(),
                    room,
                    TestConnection.newCommandId(),
                    mentioning(message.get("text").asString()),
                    null,
                    files.isEmpty() ? null : files))
            .seq();
    numbers.put(room + ":" + seq, message.get("id").asInt());
  }

  /// With the number of whoever is mentioned by name.
  private String mentioning(String text) {
    return Pattern.compile("<@([^>]+)>")
        .matcher(text)
        .replaceAll(name -> "<@" + people.get(name.group(1)).id() + ">");
  }

  private String upload(TestUser from, String name) throws IOException {
    byte[] bytes = {1, 2, 3};
    if (name.endsWith(".png") || name.endsWith(".jpg")) {
      ByteArrayOutputStream picture = new ByteArrayOutputStream();
      ImageIO.write(
          new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
          name.substring(name.length() - 3),
          picture);
      bytes = picture.toByteArray();
    }
    return new TestUpload(server, from).whole(name, bytes);
  }

  private List<Integer> find(TestUser who, String query) {
    List<Integer> found = new ArrayList<>();
    String cursor = null;
    do {
      SearchResponse page =
          body(
              200,
              SearchResponse.class,
              server
                  .http()
                  .get(
                      "/api/search?limit=7&q="
                          + URLEncoder.encode(query, StandardCharsets.UTF_8)
                          + (cursor == null ? "" : "&cursor=" + cursor),
                      who.token()));
      for (SearchHit hit : page.hits()) {
        found.add(numbers.get(hit.conversation() + ":" + hit.row().seq()));
      }
      cursor = page.next();
    } while (cursor != null);
    return found;
  }
}
