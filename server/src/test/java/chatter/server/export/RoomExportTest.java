package chatter.server.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.ApiJson;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ServerEvent.Ack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `chatter-server export`.
final class RoomExportTest {
  private static final byte[] PICTURE = HexFormat.of().parseHex("89504e470d0a1a0a");

  @RegisterExtension final TestServer server = TestServer.standard();

  @TempDir private Path folder;

  @Test
  void jsonCarriesEverythingTheRoomHolds() throws IOException {
    TestConnection alice = server.signUp("Alice").connect();
    TestConnection bob = server.signUp("Bob").connect();
    server.signUp("Silent");
    alice.post("one \u0001 \"two\" \\ \ud83d\ude00");
    String id = UUID.randomUUID().toString();
    bob.command(new SendMessage(1L, TestConnection.LOBBY, id, "an answer\nin two lines", 1L));
    bob.awaits(Ack.class);
    server.stop();
    picture(1);
    assertEquals(0, export("room.json").exitCode());
    JsonNode json = ApiJson.MAPPER.readTree(Files.readAllBytes(at("room.json")));
    assertEquals("chatter-room", json.get("format").asString());
    assertEquals(1, json.get("version").asInt());
    assertEquals("Lobby", json.get("room").get("title").asString());
    assertEquals(2, json.get("room").get("messages").asInt());
    JsonNode people = json.get("people");
    assertEquals(3, people.size());
    assertEquals("Silent", people.get(2).get("name").asString());
    assertTrue(
        Arrays.equals(
            PICTURE,
            Base64.getDecoder().decode(people.get(0).get("picture").get("base64").asString())));
    assertEquals("image/png", people.get(0).get("picture").get("mediaType").asString());
    assertNull(people.get(1).get("picture"));
    assertTrue(people.get(1).has("joinedAt") && people.get(1).has("readSeq"), people::toString);
    JsonNode answer = json.get("messages").get(1);
    assertEquals("an answer\nin two lines", answer.get("body").asString());
    assertEquals(1, answer.get("replyTo").asInt());
    assertEquals(id, answer.get("commandId").asString());
    assertEquals(2, answer.get("sender").asInt());
    assertEquals(
        "one \u0001 \"two\" \\ \ud83d\ude00", json.get("messages").get(0).get("body").asString());
    String text = Files.readString(at("room.json"));
    assertFalse(text.contains("example.org"), "an email address is in it");
  }

  @Test
  void pageShowsWhatWasWrittenAndNothingThatWasWrittenBecomesAPageOfItsOwn() throws IOException {
    String evil = "<script>alert(1)</script> & \"' {{title}} </style><b>";
    TestConnection mallory = server.signUp("mallory").connect();
    mallory.post(evil);
    mallory.post("see https://example.org/a?b=1&c=2, and https://bank.com@evil.org/");
    mallory.post("javascript:alert(1)");
    server.stop();
    picture(1);
    Sqlite.change(
        server.data().resolve("chatter.db"), "UPDATE registered_users SET name = '<img src=x>'");
    assertEquals(0, export("room.html").exitCode());
    String html = Files.readString(at("room.html"));
    assertTrue(
        html.contains(
            "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#39; {{title}} &lt;/style&gt;&lt;b&gt;"),
        html);
    assertTrue(html.contains("<bdi>&lt;img src=x&gt;</bdi>"), html);
    assertEquals(1, count(html, "<script"), "there is one script, the page's own");
    assertEquals(1, count(html, "</style>"));
    assertTrue(
        html.contains("<a dir=\"ltr\" href=\"https://example.org/a?b=1&amp;c=2\" rel="), html);
    assertFalse(html.contains("href=\"https://bank"), "a user name is in a link");
    assertFalse(html.contains("href=\"java"), html);
    assertTrue(html.contains("default-src 'none'"), html);
  }

  @Test
  void pageShowsFormatting() throws IOException {
    TestConnection alice = server.signUp("alice").connect();
    alice.post("**a *b*** ~~c~~ `<i>` [d](https://example.org/?e&f) <@1> `<@1>`");
    alice.post("> q\n> > r\nx\n\n7. s\n9. t\n\n- u\n  - v\n\n1) w");
    alice.post("```<java\n</pre>\n```\n```java\n\t</code>\n```");
    server.stop();
    assertEquals(0, export("room.html").exitCode());
    String html = Files.readString(at("room.html"));
    for (String wanted :
        List.of(
            "<strong>a </strong><strong><em>b</em></strong> <s>c</s> <code dir=\"ltr\">&lt;i&gt;</code>",
            "<a dir=\"auto\" href=\"https://example.org/?e&amp;f\" title=\"https://example.org/?e&amp;f\"",
            "<b class=\"mention\">@<bdi>alice</bdi></b> <code dir=\"ltr\">&lt;@1&gt;</code>",
            "<blockquote dir=\"auto\"><p dir=\"auto\">q</p><blockquote dir=\"auto\">r</blockquote></blockquote>",
            "<p dir=\"auto\">x</p><ol dir=\"auto\"><li value=\"7\">s</li><li value=\"9\">t</li></ol>",
            "<ul dir=\"auto\"><li><p dir=\"auto\">u</p><ul dir=\"auto\"><li>v</li></ul></li></ul>",
            "<ol class=\"bracket\" dir=\"auto\"><li value=\"1\">w</li></ol>",
            "<pre dir=\"ltr\"><code>&lt;java\n&lt;/pre&gt;</code></pre>",
            "<pre dir=\"ltr\"><small>java</small><code>\t&lt;/code&gt;</code></pre>")) {
      assertTrue(html.contains(wanted), () -> wanted + "\n" + html);
    }
  }

  @Test
  void whatHappenedToMessagesAndPeopleIsInBoth() throws IOException {
    TestUser ada = server.signUp("Ada");
    TestConnection alice = ada.connect();
    TestUser ben = server.signUp("Ben");
    TestConnection bob = ben.connect();
    alice.post("hello <@2> and <@all>");
    alice.post("first");
    alice.edit(1, 2, "second");
    bob.react(1, 2, "👍", true);
    alice.react(1, 2, "👍", true);
    alice.react(1, 2, "🎉", true);
    bob.pin(1, 2, true);
    bob.post("a secret");
    alice.reply(1, 8, "what? <@2>");
    bob.delete(1, 8);
    server.stop();
    Sqlite.change(
        server.data().resolve("chatter.db"),
        "INSERT INTO changes (conversation, seq, changed, kind, actor, at, value) VALUES"
            + " (1, 11, 1, 'members', 1, '2026-01-01T00:00:00.000Z', '{\"joined\":[2],\"left\":[]}'),"
            + " (1, 12, 1, 'change', 1, '2026-01-01T00:00:00.000Z', '{\"title\":\"<i>\"}')",
        "UPDATE registered_users SET name = 'Ben <b>' WHERE id = 2",
        "UPDATE conversations SET last_seq = 12");
    assertEquals(0, export("room.json").exitCode());
    JsonNode json = ApiJson.MAPPER.readTree(Files.readAllBytes(at("room.json")));
    JsonNode second = json.get("messages").get(1);
    assertEquals("second", second.get("body").asString());
    assertTrue(second.has("editedAt"), second::toString);
    assertTrue(second.get("pinned").asBoolean());
    assertEquals(
        "[{\"emoji\":\"👍\",\"accounts\":[2,1]},{\"emoji\":\"🎉\",\"accounts\":[1]}]",
        second.get("reactions").toString());
    JsonNode gone = json.get("messages").get(2);
    assertTrue(gone.get("deleted").asBoolean());
    assertFalse(gone.has("body"));
    assertEquals(8, json.get("messages").get(3).get("replyTo").asInt());
    assertEquals(2, json.get("notices").size());
    assertEquals(
        "[{\"id\":2,\"name\":\"Ben <b>\"}]", json.get("notices").get(0).get("joined").toString());
    assertEquals("<i>", json.get("notices").get(1).get("title").asString());

    assertEquals(0, export("room.html").exitCode());
    String html = Files.readString(at("room.html"));
    String named = "<b class=\"mention\">@<bdi>Ben &lt;b&gt;</bdi></b>";
    assertTrue(
        html.contains("hello " + named + " and <b class=\"mention\">@<bdi>all</bdi></b>"), html);
    assertTrue(html.contains("what? " + named), html);
    assertTrue(html.contains(">second</div>"), html);
    assertTrue(html.contains("\">edited <time"), html);
    assertTrue(html.contains("<span title=\"Ben &lt;b&gt;, Ada\">👍 2</span>"), html);
    assertEquals(2, count(html, "This message was deleted."));
    assertTrue(html.contains("<bdi>Ada</bdi> added <bdi>Ben &lt;b&gt;</bdi>"), html);
    assertTrue(html.contains("changed the title to “<bdi>&lt;i&gt;</bdi>”"), html);
    assertEquals(count(html, "<article"), count(html, "</article>"));
    assertEquals(count(html, "<section"), count(html, "</section>"));
    for (String file : List.of("room.json", "room.html")) {
      assertFalse(Files.readString(at(file)).contains("secret"), file);
      assertFalse(Files.readString(at(file)).contains("first"), file);
    }
  }

  @Test
  void pageGroupsRunsUnderDaysAndHasEachPictureOnce() throws IOException {
    TestConnection alice = server.signUp("Alice").connect();
    TestConnection bob = server.signUp("Bob").connect();
    alice.post("a1");
    alice.post("a2");
    bob.post("b1");
    alice.post("a3");
    alice.post("a4, an hour later");
    alice.post("a5, the next day");
    server.stop();
    Sqlite.change(
        server.data().resolve("chatter.db"),
        "UPDATE message_rows SET sent_at = '2026-03-01T12:00:00.000Z'",
        "UPDATE message_rows SET sent_at = '2026-03-01T13:00:00.000Z' WHERE seq = 5",
        "UPDATE message_rows SET sent_at = '2026-03-02T13:00:00.000Z' WHERE seq = 6",
        "UPDATE message_rows SET reply_to = 3 WHERE seq = 2");
    picture(1);
    assertEquals(0, export("room.html").exitCode());
    String html = Files.readString(at("room.html"));
    assertEquals(2, count(html, "<section><h2><time datetime=\"2026-03-0"));
    // a1 | a2, an answer | b1 | a3 | a4 | a5
    assertEquals(6, count(html, "<article"));
    assertEquals(6, count(html, "</article>"));
    assertEquals(2, count(html, "</section>"));
    assertEquals(1, count(html, Base64.getEncoder().encodeToString(PICTURE)));
    assertTrue(html.contains("<a class=\"quote\" href=\"#m3\"><b><bdi>Bob</bdi></b>"), html);
    assertTrue(html.contains("datetime=\"2026-03-01T12:00:00.000Z\""), html);
    assertTrue(html.contains("aria-hidden=\"true\">B</span>"), "Bob has no picture");
  }

  @Test
  void roomOfAnySizeIsOneSnapshotWhileTheServerGoesOn() throws IOException {
    TestUser alice = server.signUp("alice");
    server.stop();
    Sqlite.change(
        server.data().resolve("chatter.db"),
        """
        INSERT INTO message_rows (conversation, seq, sender, command_id, sent_at, body)
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
        SELECT 1, i, 1, 'id' || i, '2026-03-01T12:00:00.000Z', 'message ' || i FROM n\
        """,
        "UPDATE conversations SET last_seq = 30000");
    server.start();
    RoomExport export = RoomExport.write(server.data(), 1, at("room.json"));
    assertEquals(30_000, export.messages());
    assertEquals(
        30_000,
        ApiJson.MAPPER.readTree(Files.readAllBytes(at("room.json"))).get("messages").size());
    assertEquals(30_000, RoomExport.write(server.data(), 1, at("room.html")).messages());
    assertEquals(30_000, count(Files.readString(at("room.html")), "<div class=\"msg\""));
    assertEquals(30_001, alice.connect().post("it goes on").seq());
  }

  @Test
  void roomInWhichNobodyWroteIsAWholeFile() throws IOException {
    assertEquals(0, export("room.json").exitCode());
    assertEquals(0, export("room.html").exitCode());
    JsonNode json = ApiJson.MAPPER.readTree(Files.readAllBytes(at("room.json")));
    assertEquals(0, json.get("messages").size());
    assertEquals(0, json.get("people").size());
    assertTrue(Files.readString(at("room.html")).contains("</html>"));
  }

  @Test
  void nothingIsOverwrittenAndNothingHalfIsLeft() throws IOException {
    Files.writeString(at("there.html"), "something else");
    refused("is there already", "--room=1", at("there.html"));
    refused("ends neither in .html", "--room=1", at("room.pdf"));
    refused("ends neither in .html", "--room=1", at("html"));
    refused("there is no room 7; there is 1 (Lobby)", "--room=7", at("room.html"));
    refused("there is no folder", "--room=1", at("no/where.json"));
    assertEquals("something else", Files.readString(at("there.html")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(at("there.html")), files.toList());
    }
  }

  private void refused(String because, String room, Path file) {
    CommandRun run = CommandRun.of("export", room, file, "--data", server.data());
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.complaint().contains(because), run::err);
  }

  private CommandRun export(String name) {
    return CommandRun.of("export", at(name), "--data", server.data());
  }

  private void picture(long account) {
    Sqlite.change(
        server.data().resolve("chatter.db"),
        "INSERT INTO avatars VALUES ('abc', 'image/png', x'"
            + HexFormat.of().formatHex(PICTURE)
            + "')",
        "UPDATE registered_users SET avatar_hash = 'abc' WHERE id = " + account);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private Path at(String name) {
    return folder.resolve(name);
  }
}
