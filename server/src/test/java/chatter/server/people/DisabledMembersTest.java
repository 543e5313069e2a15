package chatter.server.people;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.SqliteOnly;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.AccountsRequest;
import chatter.shared.api.ApiJson;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.api.ConversationResponse;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MineChanged;
import chatter.shared.protocol.Visibility;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What becomes of rooms when somebody in them may not sign in any more, or may again.
final class DisabledMembersTest {
  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .without(
              Limit.REGISTRATIONS_PER_MINUTE,
              Limit.LOGINS_PER_MINUTE,
              Limit.ROOM_CHANGES_PER_MINUTE,
              Limit.REQUESTS_PER_SECOND);

  private TestUser owner;
  private TestUser host;
  private TestUser first;
  private TestUser second;
  private long room;

  @BeforeEach
  void roomOfThree() {
    owner = server.signUp("owner");
    host = server.signUp("host");
    // Who is in a room longest is not who registered first.
    second = server.signUp("second");
    first = server.signUp("first");
    room = host.makeRoom("Field team", Visibility.PRIVATE).id();
    add(host, first);
    add(host, second);
  }

  @Test
  void longestMemberBecomesHostWhenTheOnlyOneIsDisabled() {
    TestConnection firsts = first.connect();
    TestConnection seconds = second.connect();
    disable(host, true);
    MineChanged told = firsts.awaits(MineChanged.class);
    assertEquals(room, told.conversation());
    assertEquals(true, told.host());
    assertEquals(Map.of(first.id(), true, second.id(), false), members(second));
    rename(first, "Led by another");
    assertTrue(
        seconds.everythingSoFar().stream().noneMatch(MineChanged.class::isInstance),
        "only who became host is told");
  }

  @Test
  void nobodyBecomesHostWhileAnotherIs() {
    expect(204, server.http().call("PUT", path() + "/hosts/" + second.id(), host.token(), null));
    disable(host, true);
    assertEquals(Map.of(first.id(), false, second.id(), true), members(second));
    disable(first, true);
    assertEquals(Map.of(second.id(), true), members(second));
  }

  @Test
  void whoMayNotSignInDoesNotBecomeHost() {
    disable(first, true);
    disable(host, true);
    assertEquals(Map.of(second.id(), true), members(second));
  }

  @Test
  void whoComesBackIsWhatTheyWere() {
    disable(host, true);
    disable(host, false);
    TestUser back = server.signIn("host");
    assertEquals(Map.of(host.id(), true, first.id(), true, second.id(), false), members(back));
  }

  @Test
  void firstWhoComesBackToARoomOfNobodyIsItsHost() {
    for (TestUser user : List.of(first, second, host)) {
      disable(user, true);
    }
    disable(second, false);
    TestUser back = server.signIn("second");
    assertEquals(Map.of(second.id(), true), members(back));
    rename(back, "Not lost");
    disable(host, false);
    assertEquals(Map.of(host.id(), true, second.id(), true), members(back));
  }

  @Test
  void whoJoinsARoomOfNobodyIsItsHost() {
    long open = host.makeRoom("Open", Visibility.OPEN).id();
    disable(host, true);
    body(
        200,
        ConversationResponse.class,
        server
            .http()
            .post(
                "/api/conversations/" + open + "/members",
                second.token(),
                new AccountsRequest(List.of(second.id()))));
    assertEquals(Map.of(second.id(), true), members(second, open));
  }

  @Test
  void lobbyGetsNoHost() {
    disable(host, true);
    disable(host, false);
    assertFalse(members(second, TestConnection.LOBBY).containsValue(true));
  }

  @Test
  void numberOfMembersIsTheSameEverywhere() {
    long open = host.makeRoom("Open", Visibility.OPEN, first, second).id();
    for (TestUser user : List.of(owner, host, first, second)) {
      // Each is in the direct from here on.
      expectOk(
          server
              .http()
              .post(
                  "/api/directs",
                  user.token(),
                  Map.of("accounts", List.of(host.id(), first.id(), second.id(), owner.id()))));
    }
    assertEquals(3, counted(open));
    disable(first, true);
    assertEquals(2, counted(open));
    assertEquals(
        3,
        second.open().hello().conversations().stream()
            .filter(info -> info.people() != null)
            .findFirst()
            .orElseThrow()
            .members());
    expect(
        204,
        server
            .http()
            .call(
                "DELETE",
                "/api/conversations/" + open + "/members/" + first.id(),
                host.token(),
                null));
    assertEquals(2, counted(open), "who was not counted");
    disable(first, false);
    assertEquals(2, counted(open));
    disable(host, true);
    assertEquals(1, counted(open));
    disable(host, true);
    assertEquals(1, counted(open), "disabled twice");
    disable(host, false);
    assertEquals(2, counted(open));
  }

  @Test
  @SqliteOnly("it is about the file")
  void checkFindsARoomWithoutAHost() throws IOException {
    server.stop();
    assertEquals(0, CommandRun.of("check", "--data", server.data()).exitCode());
    Sqlite.change(database(), "UPDATE memberships SET host = 0");
    CommandRun check = CommandRun.of("check", "--data", server.data());
    assertTrue(check.err().contains("conversation 2 has members and no host"), check::toString);
  }

  @Test
  @SqliteOnly("it is about the file")
  void roomOfBeforeGetsWhatItHadNot() throws IOException {
    long message = host.connect().post(room, "hello").seq();
    var _ = second.connect().react(room, message, "👍", true);
    var _ = first.connect().react(room, message, "👍", true);
    TestConnection editing = host.connect();
    editing.edit(room, message, "hello again");
    editing.edit(room, message, "and again");
    disable(host, true);
    server.stop();
    String said = "SELECT body FROM messages UNION ALL SELECT number || body FROM versions";
    List<String> before = Sqlite.ask(database(), said);
    assertEquals(List.of("and again", "1hello", "2hello again"), before);
    asOfVersion4();
    Sqlite.change(
        database(),
        "UPDATE memberships SET host = account = " + host.id() + " WHERE conversation = " + room,
        "UPDATE conversations SET members = members + 1");
    server.start();
    assertEquals(Map.of(first.id(), true, second.id(), false), members(second));
    assertFalse(members(second, TestConnection.LOBBY).containsValue(true));
    server.stop();
    CommandRun check = CommandRun.of("check", "--data", server.data());
    assertEquals(0, check.exitCode(), check::toString);
    // With which entry the kind came.
    String came = String.valueOf(message + 1);
    assertEquals(List.of(came, came), Sqlite.ask(database(), "SELECT kind_seq FROM reactions"));
    assertEquals(before, Sqlite.ask(database(), said));
  }

  /// Brings everything into a database as it was before members were counted so.
  private void asOfVersion4() throws IOException {
    Path old = database().resolveSibling("old.db");
    for (String file :
        List.of("001-start.sql", "002-joining.sql", "003-names.sql", "004-conversations.sql")) {
      try (InputStream in =
          DisabledMembersTest.class.getResourceAsStream("/chatter/server/store/sqlite/" + file)) {
        Sqlite.change(old, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    for (String table : Sqlite.ask(old, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
      String columns =
          String.join(", ", Sqlite.ask(old, "SELECT name FROM pragma_table_info('" + table + "')"));
      Sqlite.change(
          old,
          "ATTACH '" + database() + "' AS newer",
          "DELETE FROM main." + table,
          "INSERT INTO main.%s (%s) SELECT %s FROM newer.%s"
              .formatted(table, columns, columns, table));
    }
    Sqlite.change(old, "PRAGMA user_version = 4");
    Files.move(old, database(), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path database() {
    return server.data().resolve("chatter.db");
  }

  /// What every way says of how many are in an open room that `second` belongs to, and `owner` not.
  private int counted(long open) {
    List<Integer> counts = new ArrayList<>();
    counts.add(members(second, open).size());
    counts.add(
        second.open().hello().conversations().stream()
            .filter(info -> info.id() == open)
            .findFirst()
            .orElseThrow()
            .members());
    counts.add(info(second, "GET", "/api/conversations/" + open, null).members());
    for (TestUser user : List.of(second, owner)) {
      JsonNode rooms =
          ApiJson.MAPPER
              .readTree(server.http().get("/api/rooms?query=Open", user.token()).body())
              .get("rooms");
      assertEquals(1, rooms.size());
      counts.add(rooms.get(0).get("members").intValue());
    }
    // Who looks after it from outside.
    counts.add(
        info(
                owner,
                "PATCH",
                "/api/conversations/" + open,
                new ChangeRoomRequest(null, "topic", null, null, null))
            .members());
    Set<Integer> all = new TreeSet<>(counts);
    assertEquals(1, all.size(), () -> "list, welcome, info, rooms twice, outside: " + counts);
    return counts.getFirst();
  }

  private ConversationInfo info(TestUser by, String method, String path, Object content) {
    return body(
            200, ConversationResponse.class, server.http().call(method, path, by.token(), content))
        .conversation();
  }

  private void rename(TestUser by, String title) {
    assertEquals(
        title,
        info(by, "PATCH", path(), new ChangeRoomRequest(title, null, null, null, null)).title());
  }

  private void add(TestUser by, TestUser whom) {
    info(by, "POST", path() + "/members", new AccountsRequest(List.of(whom.id())));
  }

  private void disable(TestUser whom, boolean disabled) {
    expect(
        200,
        server
            .http()
            .call(
                "PATCH",
                "/api/accounts/" + whom.id(),
                owner.token(),
                Map.of("disabled", disabled)));
  }

  private Map<Long, Boolean> members(TestUser by) {
    return members(by, room);
  }

  /// Who is in a conversation, and whether they are hosts.
  private Map<Long, Boolean> members(TestUser by, long conversation) {
    Map<Long, Boolean> members = new HashMap<>();
    ApiJson.MAPPER
        .readTree(
            server.http().get("/api/conversations/" + conversation + "/members", by.token()).body())
        .get("members")
        .forEach(member ->
            members.put(
                member.get("account").get("id").longValue(), member.get("host").booleanValue()));
    return members;
  }

  private String path() {
    return "/api/conversations/" + room;
  }

  private static void expectOk(HttpResponse<String> answer) {
    assertEquals(2, answer.statusCode() / 100, answer.body());
  }
}
