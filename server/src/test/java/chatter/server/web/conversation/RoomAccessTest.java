package chatter.server.web.conversation;

import static chatter.server.TestHttp.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.AccountsRequest;
import chatter.shared.api.ApiJson;
import chatter.shared.api.ChangeAccountRequest;
import chatter.shared.api.ChangeMineRequest;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.api.ConversationResponse;
import chatter.shared.protocol.Role;
import chatter.shared.protocol.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may call what about which conversation: one table, of which every cell is run.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RoomAccessTest {
  /// What is answered to a member, a host, an admin, the owner and somebody else, none of the last
  /// three a member but of the Lobby. Whoever was disabled or is not signed in gets 401 everywhere.
  private static final String TABLE =
      """
      call        | open                | private             | archived            | lobby               | direct
      info        | 200 200 404 404 404 | 200 200 404 404 404 | 200 200 404 404 404 | 200 200 200 200 200 | 200 200 404 404 404
      members     | 200 200 404 404 404 | 200 200 404 404 404 | 200 200 404 404 404 | 200 200 200 200 200 | 200 200 404 404 404
      messages    | 200 200 404 404 404 | 200 200 404 404 404 | 200 200 404 404 404 | 200 200 200 200 200 | 200 200 404 404 404
      shared      | 200 200 404 404 404 | 200 200 404 404 404 | 200 200 404 404 404 | 200 200 200 200 200 | 200 200 404 404 404
      topic       | 403 200 200 200 404 | 403 200 404 404 404 | 403 200 200 200 404 | 403 403 200 200 403 | 403 403 404 404 404
      archive     | 403 200 200 200 404 | 403 200 404 404 404 | 403 200 200 200 404 | 403 403 409 409 403 | 403 403 404 404 404
      hide        | 403 200 200 200 404 | 403 200 404 404 404 | 403 200 200 200 404 | 403 403 409 409 403 | 403 403 404 404 404
      join        | 200 200 200 200 200 | 200 200 404 404 404 | 200 200 200 200 200 | 200 200 200 200 200 | 403 403 404 404 404
      add         | 200 200 404 404 404 | 403 200 404 404 404 | 200 200 404 404 404 | 200 200 200 200 200 | 403 403 404 404 404
      leave       | 204 204 404 404 404 | 204 204 404 404 404 | 204 204 404 404 404 | 409 409 409 409 409 | 403 403 404 404 404
      remove      | 403 204 204 204 404 | 403 204 404 404 404 | 403 204 204 204 404 | 403 403 409 409 403 | 403 403 404 404 404
      makeHost    | 403 204 404 404 404 | 403 204 404 404 404 | 403 204 404 404 404 | 403 403 403 403 403 | 403 403 404 404 404
      makeNoHost  | 403 204 404 404 404 | 403 204 404 404 404 | 403 204 404 404 404 | 403 403 403 403 403 | 403 403 404 404 404
      star        | 200 200 404 404 404 | 200 200 404 404 404 | 200 200 404 404 404 | 200 200 200 200 200 | 200 200 404 404 404
      """;

  private static final List<String> ROLES = List.of("member", "host", "admin", "owner", "outsider");

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.standard()
          .with(config ->
              config
                  .withLimit(Limit.REGISTRATIONS_PER_MINUTE, 0)
                  .withLimit(Limit.ROOMS_PER_HOUR, 0)
                  .withLimit(Limit.ROOM_CHANGES_PER_MINUTE, 0)
                  .withLimit(Limit.OWN_CHANGES_PER_MINUTE, 0)
                  .withLimit(Limit.SEARCHES_PER_MINUTE, 0)
                  .withLimit(Limit.REQUESTS_PER_SECOND, 0));

  private Map<String, TestUser> people;
  private TestUser target;
  private TestUser newcomer;
  private TestUser disabled;
  private long direct;
  private int rooms;

  @BeforeAll
  void everybody() {
    TestUser owner = SERVER.signUp("owner");
    people =
        Map.of(
            "owner",
            owner,
            "admin",
            SERVER.signUp("ann"),
            "host",
            SERVER.signUp("hans"),
            "member",
            SERVER.signUp("mia"),
            "outsider",
            SERVER.signUp("otto"));
    target = SERVER.signUp("tim");
    newcomer = SERVER.signUp("nora");
    disabled = SERVER.signUp("dan");
    for (TestUser user : List.of(people.get("host"), people.get("member"), target)) {
      // Each opens it: before its first message it is only there for those who did.
      direct =
          ApiJson.MAPPER
              .readValue(
                  SERVER
                      .http()
                      .post(
                          "/api/directs",
                          user.token(),
                          new AccountsRequest(
                              List.of(
                                  people.get("host").id(), people.get("member").id(), target.id())))
                      .body(),
                  ConversationResponse.class)
              .conversation()
              .id();
    }
    change(people.get("admin"), new ChangeAccountRequest(Role.ADMIN, null));
    change(disabled, new ChangeAccountRequest(null, true));
  }

  private void change(TestUser whom, ChangeAccountRequest how) {
    expect(200, SERVER.http().call("PATCH", "/api/accounts/" + whom.id(), token("owner"), how));
  }

  private String token(String role) {
    return people.get(role).token();
  }

  private static Stream<Cell> cells() {
    List<String[]> rows = TABLE.lines().map(line -> line.split("\\|", -1)).toList();
    List<Cell> cells = new ArrayList<>();
    for (String[] row : rows.subList(1, rows.size())) {
      for (int column = 1; column < row.length; column++) {
        String[] answers = row[column].strip().split(" ", -1);
        assertEquals(ROLES.size(), answers.length);
        String kind = rows.getFirst()[column].strip();
        for (int role = 0; role < ROLES.size(); role++) {
          cells.add(
              new Cell(row[0].strip(), kind, ROLES.get(role), Integer.parseInt(answers[role])));
        }
        cells.add(new Cell(row[0].strip(), kind, "disabled", 401));
        cells.add(new Cell(row[0].strip(), kind, "stranger", 401));
      }
    }
    return cells.stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void isAnsweredAsTheTableSays(Cell cell) {
    long conversation = conversation(cell.kind);
    String token =
        switch (cell.role) {
          case "disabled" -> disabled.token();
          case "stranger" -> null;
          default -> token(cell.role);
        };
    long self = people.containsKey(cell.role) ? people.get(cell.role).id() : disabled.id();
    String path = "/api/conversations/" + conversation;
    Call call =
        switch (cell.call) {
          case "info" -> new Call("GET", path, null);
          case "members" -> new Call("GET", path + "/members", null);
          case "messages" -> new Call("GET", path + "/messages", null);
          case "shared" -> new Call("GET", path + "/shared?kind=links", null);
          case "topic" ->
              new Call("PATCH", path, new ChangeRoomRequest(null, "new", null, null, null));
          case "archive" ->
              new Call("PATCH", path, new ChangeRoomRequest(null, null, null, true, null));
          case "hide" ->
              new Call(
                  "PATCH", path, new ChangeRoomRequest(null, null, Visibility.PRIVATE, null, null));
          case "join" -> new Call("POST", path + "/members", accounts(self));
          case "add" -> new Call("POST", path + "/members", accounts(newcomer.id()));
          case "leave" -> new Call("DELETE", path + "/members/" + self, null);
          case "remove" -> new Call("DELETE", path + "/members/" + target.id(), null);
          case "makeHost" -> new Call("PUT", path + "/hosts/" + target.id(), null);
          case "makeNoHost" -> new Call("DELETE", path + "/hosts/" + target.id(), null);
          case "star" -> new Call("PUT", path + "/mine", new ChangeMineRequest(true, null, null));
          default -> throw new AssertionError(cell.call);
        };
    expect(cell.status, SERVER.http().call(call.method, call.path, token, call.body));
  }

  private static AccountsRequest accounts(long account) {
    return new AccountsRequest(List.of(account));
  }

  /// A conversation of that kind with the host, the member and the target in it.
  private long conversation(String kind) {
    return switch (kind) {
      case "lobby" -> 1;
      case "direct" -> direct;
      default -> room(kind);
    };
  }

  private long room(String kind) {
    TestUser host = people.get("host");
    Visibility visibility = kind.equals("private") ? Visibility.PRIVATE : Visibility.OPEN;
    long id = host.makeRoom("Room " + ++rooms, visibility, people.get("member"), target).id();
    if (kind.equals("archived")) {
      expect(
          200,
          SERVER
              .http()
              .call(
                  "PATCH",
                  "/api/conversations/" + id,
                  host.token(),
                  new ChangeRoomRequest(null, null, null, true, null)));
    }
    return id;
  }

  /// One of the table.
  record Cell(String call, String kind, String role, int status) {}

  private record Call(String method, String path, Object body) {}
}
