package chatter.server.web.conversation;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.expect;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.AccountsRequest;
import chatter.shared.api.ChangeAccountRequest;
import chatter.shared.api.ChangeMineRequest;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.api.ChangeServerRequest;
import chatter.shared.api.ConversationResponse;
import chatter.shared.api.CreateRoomRequest;
import chatter.shared.api.MemberInfo;
import chatter.shared.api.MembersResponse;
import chatter.shared.api.PeopleResponse;
import chatter.shared.api.RoomInfo;
import chatter.shared.api.RoomsBy;
import chatter.shared.api.RoomsResponse;
import chatter.shared.api.ServerInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Role;
import chatter.shared.protocol.Visibility;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is refused of rooms and directs, with which code and field, and that nothing is changed
/// then; and how rooms and members are found.
final class RoomRefusalsTest {
  private static final String ROOMS = "/api/conversations";

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .with(config ->
              config
                  .withLimit(Limit.REGISTRATIONS_PER_MINUTE, 0)
                  .withLimit(Limit.LOGINS_PER_MINUTE, 0)
                  .withLimit(Limit.MEMBERS_PER_ROOM, 3)
                  .withLimit(Limit.ROOMS, 5)
                  .withLimit(Limit.DIRECTS_PER_HOUR, 2)
                  .withLimit(Limit.ROOM_CHANGES_PER_MINUTE, 20));

  private TestUser owner;
  private TestUser ben;
  private TestUser gone;

  @BeforeEach
  void threePeople() {
    owner = server.signUp("owner");
    ben = server.signUp("ben");
    gone = server.signUp("gone");
  }

  @Test
  void titles() {
    refused(422, "invalid", make("", Visibility.OPEN));
    refused(422, "invalid", make(null, Visibility.OPEN));
    refused(422, "invalid", make("\u200b\u2060", Visibility.OPEN));
    refused(422, "invalid", make("two\nlines", Visibility.PRIVATE));
    assertEquals(
        "title", refused(422, "invalid", make("x".repeat(10_000), Visibility.OPEN)).field());
    assertEquals("visibility", refused(422, "invalid", make("room", null)).field());
    assertEquals("title", refused(409, "title_taken", make("LOBBY", Visibility.OPEN)).field());
    long id = made(make(" Field   team ", Visibility.OPEN)).id();
    refused(409, "title_taken", make("fIELD tEAM", Visibility.OPEN));
    ConversationInfo other = made(make("field team", Visibility.PRIVATE));
    refused(409, "title_taken", patch(other.id(), change(null, null, Visibility.OPEN, true)));
    assertEquals("Field team", made(patch(id, change(null, null, null, null))).title());
    assertEquals("field TEAM", made(patch(id, change("field TEAM", null, null, null))).title());
    refused(409, "title_taken", patch(id, change("lobby", null, null, null)));
  }

  @Test
  void topics() {
    long id = made(make("room", Visibility.PRIVATE)).id();
    String longest = "🎉".repeat(250);
    assertEquals(longest, made(patch(id, change(null, longest, null, null))).topic());
    assertEquals(
        "topic",
        refused(422, "invalid", patch(id, change(null, longest + "x", null, null))).field());
    refused(422, "invalid", patch(id, change(null, "a\nb", null, null)));
    assertEquals("", made(patch(id, change(null, "  ", null, null))).topic());
  }

  @Test
  void privateRoomBecomesOpenOnlyIfThatIsConfirmed() {
    long id = made(make("room", Visibility.PRIVATE)).id();
    assertEquals(
        "visibility",
        refused(409, "confirm_needed", patch(id, change(null, null, Visibility.OPEN, null)))
            .field());
    refused(409, "confirm_needed", patch(id, change(null, null, Visibility.OPEN, false)));
    expect(404, server.http().get(ROOMS + "/" + id, ben.token()));
    assertEquals(
        Visibility.OPEN, made(patch(id, change(null, null, Visibility.OPEN, true))).visibility());
    expect(200, post(ben, ROOMS + "/" + id + "/members", ben.id()));
  }

  @Test
  void lobbyStays() {
    refused(409, "lobby_stays", patch(1, change(null, null, Visibility.PRIVATE, true)));
    refused(409, "lobby_stays", patch(1, new ChangeRoomRequest(null, null, null, true, null)));
    refused(
        409,
        "lobby_stays",
        server.http().call("DELETE", ROOMS + "/1/members/" + ben.id(), ben.token(), null));
    assertEquals("Main", made(patch(1, change("Main", null, null, null))).title());
  }

  @Test
  void accountsThatCannotBeAdded() {
    long id = made(make("room", Visibility.OPEN)).id();
    disable(gone);
    assertEquals("accounts", refused(422, "invalid", post(owner, members(id), gone.id())).field());
    assertEquals("accounts", refused(422, "invalid", post(owner, members(id), 999)).field());
    refused(422, "invalid", post(owner, members(id)));
    refused(
        422, "invalid", server.http().post(members(id), owner.token(), new AccountsRequest(null)));
    assertEquals(
        "members",
        refused(
                422,
                "invalid",
                server
                    .http()
                    .post(
                        ROOMS,
                        owner.token(),
                        new CreateRoomRequest("other", null, Visibility.OPEN, List.of(gone.id()))))
            .field());
    assertEquals(
        "accounts", refused(422, "invalid", post(owner, "/api/directs", gone.id())).field());
    assertEquals(
        "accounts",
        refused(
                422,
                "invalid",
                server
                    .http()
                    .post(
                        "/api/directs",
                        owner.token(),
                        new AccountsRequest(LongStream.rangeClosed(1, 13).boxed().toList())))
            .field());
    assertEquals(1, find(owner, id).members());
  }

  @Test
  void limitsWithNames() {
    long id = made(make("room", Visibility.OPEN)).id();
    TestUser fourth = server.signUp("fourth");
    expect(200, post(owner, members(id), ben.id(), gone.id()));
    assertEquals(
        "accounts", refused(409, "limit_reached", post(owner, members(id), fourth.id())).field());
    expect(200, post(owner, members(id), ben.id()));
    for (int i = 0; i < 3; i++) {
      made(make("room " + i, Visibility.PRIVATE));
    }
    refused(409, "limit_reached", make("one more", Visibility.PRIVATE));
    made201(post(ben, "/api/directs", owner.id()));
    made201(post(ben, "/api/directs", gone.id()));
    refused(429, "rate_limited", post(ben, "/api/directs", fourth.id()));
    made201(post(owner, "/api/directs"));
    for (int i = 0; i < 20; i++) {
      patch(id, ben, change("x", null, null, null));
    }
    refused(429, "rate_limited", patch(id, ben, change("x", null, null, null)));
    expect(200, patch(id, change("unhindered", null, null, null)));
  }

  @Test
  void roomsAreMadeByAdminsAloneIfThatIsSet() {
    ServerInfo set =
        body(
            200,
            ServerInfo.class,
            server
                .http()
                .call(
                    "PATCH",
                    "/api/server",
                    owner.token(),
                    new ChangeServerRequest(null, null, RoomsBy.ADMINS)));
    assertEquals(RoomsBy.ADMINS, set.roomsBy());
    CreateRoomRequest room = new CreateRoomRequest("room", null, Visibility.OPEN, null);
    refused(403, "forbidden", server.http().post(ROOMS, ben.token(), room));
    expect(201, server.http().post(ROOMS, owner.token(), room));
    made201(post(ben, "/api/directs", owner.id()));
    server.restart();
    refused(403, "forbidden", server.http().post(ROOMS, ben.token(), room));
  }

  @Test
  void disabledAccountsStayButAreNotShown() {
    long id = made(make("room", Visibility.OPEN)).id();
    expect(200, post(owner, members(id), ben.id(), gone.id()));
    assertEquals(3, find(ben, id).members());
    disable(gone);
    assertEquals(2, find(ben, id).members());
    assertEquals(2, find(ben, 1).members());
    assertEquals(
        List.of(owner.id(), ben.id()),
        body(200, MembersResponse.class, server.http().get(members(id), ben.token()))
            .members()
            .stream()
            .map(member -> member.account().id())
            .toList());
    assertEquals(2, rooms("?query=room").rooms().getFirst().members());
    expect(
        200,
        server
            .http()
            .call(
                "PATCH",
                "/api/accounts/" + gone.id(),
                owner.token(),
                new ChangeAccountRequest(null, false)));
    assertEquals(3, find(ben, id).members());
  }

  @Test
  void membersAreShownWithWhatTheyAreAndWhetherTheyAreHere() {
    long id = made(make("room", Visibility.PRIVATE)).id();
    expect(200, post(owner, members(id), ben.id()));
    var connection = ben.connect();
    connection.everythingSoFar();
    List<MemberInfo> all =
        body(200, MembersResponse.class, server.http().get(members(id), ben.token())).members();
    assertEquals(List.of(true, false), all.stream().map(MemberInfo::host).toList());
    assertEquals(List.of(Role.OWNER, Role.MEMBER), all.stream().map(MemberInfo::role).toList());
    assertEquals(List.of(false, true), all.stream().map(MemberInfo::online).toList());
    assertEquals(
        List.of("ben"),
        body(200, MembersResponse.class, server.http().get(members(id) + "?query=BE", ben.token()))
            .members()
            .stream()
            .map(member -> member.account().name())
            .toList());
    assertEquals(
        List.of(ben.id()),
        body(200, PeopleResponse.class, server.http().get("/api/people", owner.token())).online());
    connection.vanish();
  }

  @Test
  void roomsAreFoundByTitleAndPrivateOnesByTheirMembersAlone() {
    made(make("Zebras", Visibility.OPEN));
    made(make("apple pie", Visibility.PRIVATE));
    made(make("Über uns", Visibility.OPEN));
    assertEquals(
        List.of("apple pie", "Lobby", "Zebras", "Über uns"),
        rooms("").rooms().stream().map(RoomInfo::title).toList());
    assertEquals(
        List.of("Über uns"), rooms("?query=uber").rooms().stream().map(RoomInfo::title).toList());
    List<RoomInfo> others =
        body(200, RoomsResponse.class, server.http().get("/api/rooms", ben.token())).rooms();
    assertEquals(
        List.of("Lobby", "Zebras", "Über uns"), others.stream().map(RoomInfo::title).toList());
    assertEquals(List.of(true, false, false), others.stream().map(RoomInfo::joined).toList());
    refused(400, "bad_request", server.http().get("/api/rooms?after=!", ben.token()));
    assertNull(rooms("").next());
  }

  @Test
  void notesAreOnesOwn() {
    long id = made201(post(ben, "/api/directs")).id();
    expect(404, server.http().get(ROOMS + "/" + id, owner.token()));
    expect(
        422,
        server.http().send("PUT", ROOMS + "/" + id + "/mine", ben.token(), "{\"level\":\"loud\"}"));
    expect(
        404,
        server
            .http()
            .call(
                "PUT",
                ROOMS + "/" + id + "/mine",
                owner.token(),
                new ChangeMineRequest(true, null, null)));
  }

  private void disable(TestUser user) {
    expect(
        200,
        server
            .http()
            .call(
                "PATCH",
                "/api/accounts/" + user.id(),
                owner.token(),
                new ChangeAccountRequest(null, true)));
  }

  private HttpResponse<String> make(String title, Visibility visibility) {
    return server
        .http()
        .post(ROOMS, owner.token(), new CreateRoomRequest(title, null, visibility, null));
  }

  private static ChangeRoomRequest change(
      String title, String topic, Visibility visibility, Boolean confirm) {
    return new ChangeRoomRequest(title, topic, visibility, null, confirm);
  }

  private HttpResponse<String> patch(long id, ChangeRoomRequest change) {
    return patch(id, owner, change);
  }

  private HttpResponse<String> patch(long id, TestUser user, ChangeRoomRequest change) {
    return server.http().call("PATCH", ROOMS + "/" + id, user.token(), change);
  }

  private HttpResponse<String> post(TestUser user, String path, long... accounts) {
    return server
        .http()
        .post(path, user.token(), new AccountsRequest(LongStream.of(accounts).boxed().toList()));
  }

  private static String members(long id) {
    return ROOMS + "/" + id + "/members";
  }

  private static ConversationInfo made(HttpResponse<String> answer) {
    assertTrue(answer.statusCode() < 300, answer::body);
    return body(answer.statusCode(), ConversationResponse.class, answer).conversation();
  }

  private static ConversationInfo made201(HttpResponse<String> answer) {
    return body(201, ConversationResponse.class, answer).conversation();
  }

  private ConversationInfo find(TestUser user, long id) {
    return body(200, ConversationResponse.class, server.http().get(ROOMS + "/" + id, user.token()))
        .conversation();
  }

  private RoomsResponse rooms(String query) {
    return body(200, RoomsResponse.class, server.http().get("/api/rooms" + query, owner.token()));
  }
}
