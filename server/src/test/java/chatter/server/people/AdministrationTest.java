package chatter.server.people;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.AccountsResponse;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.LoginRequest;
import chatter.shared.api.ManagedAccount;
import chatter.shared.api.OwnerRequest;
import chatter.shared.api.SessionResponse;
import chatter.shared.protocol.Role;
import chatter.shared.protocol.ServerEvent;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the owner and admins can do to accounts, and what nobody can.
final class AdministrationTest {
  private static final int SESSION_ENDED = 4501;
  private static final int ACCOUNT_DISABLED = 4505;

  @RegisterExtension final TestServer server = TestServer.standard();

  private TestUser owner;
  private TestUser admin;
  private TestUser member;

  @BeforeEach
  void people() {
    owner = server.signUp("olga");
    admin = server.signUp("adam");
    member = server.signUp("mia");
    TestHttp.expect(200, setRole(owner, admin, "admin"));
  }

  @Test
  void thoseWhoAdministerSeeEverybody() {
    TestUser phone = member.elsewhere();
    TestHttp.expect(204, server.http().post("/api/logout", member.token(), null));
    for (TestUser caller : List.of(owner, admin)) {
      List<ManagedAccount> all =
          body(200, AccountsResponse.class, call(caller, "GET", "/api/accounts", null)).accounts();
      assertEquals(
          List.of(Role.OWNER, Role.ADMIN, Role.MEMBER),
          all.stream().map(ManagedAccount::role).toList());
      ManagedAccount mia = all.getLast();
      assertEquals(phone.id(), mia.id());
      assertEquals("mia", mia.name());
      assertEquals("mia@example.org", mia.email());
      assertEquals(1, mia.sessions());
      assertFalse(mia.disabled());
      assertNull(mia.lastSeen());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // who, to whom, role, disabled, sessions and reset
    "owner, admin, 200, 200, 204, 201",
    "owner, member, 200, 200, 204, 201",
    "owner, owner, 409, 409, 409, 409",
    "admin, member, 403, 200, 204, 201",
    "admin, admin, 403, 403, 403, 403",
    "admin, owner, 403, 403, 403, 403",
    "member, member, 403, 403, 403, 403",
    "member, owner, 403, 403, 403, 403",
  })
  void everybodyMayDoWhatTheirRoleAllows(
      String who, String whom, int role, int disabled, int sessions, int reset) {
    TestUser caller = user(who);
    TestUser target = user(whom);
    String path = "/api/accounts/" + target.id();
    List<ManagedAccount> before = all();
    assertEquals(role, setRole(caller, target, target == admin ? "admin" : "member").statusCode());
    assertEquals(disabled, call(caller, "PATCH", path, Map.of("disabled", false)).statusCode());
    assertEquals(reset, call(caller, "POST", path + "/password-reset", null).statusCode());
    assertEquals(before, all());
    assertEquals(sessions, call(caller, "DELETE", path + "/sessions", null).statusCode());
  }

  @Test
  void refusalsSayWhy() {
    refused(409, "owner_stays", call(owner, "PATCH", path(owner), Map.of("disabled", true)));
    refused(409, "owner_stays", setRole(owner, owner, "member"));
    refused(403, "forbidden", setRole(admin, member, "admin"));
    refused(403, "forbidden", call(member, "GET", "/api/accounts", null));
    refused(401, "unauthorized", server.http().get("/api/accounts", null));
    refused(404, "not_found", call(owner, "PATCH", "/api/accounts/77", Map.of("disabled", true)));
    refused(404, "not_found", call(owner, "DELETE", "/api/accounts/77/sessions", null));
    refused(404, "not_found", call(owner, "POST", "/api/accounts/77/password-reset", null));
    refused(404, "not_found", call(owner, "POST", "/api/accounts/x/password-reset", null));
    assertEquals("role", refused(422, "invalid", setRole(owner, member, "owner")).field());
    assertEquals("role", refused(422, "invalid", setRole(owner, member, "king")).field());
    assertEquals(
        "disabled",
        refused(422, "invalid", call(owner, "PATCH", path(member), Map.of("disabled", "yes")))
            .field());
    refused(
        422,
        "invalid",
        call(owner, "PATCH", path(member), Map.of("disabled", true, "role", "admin")));
    assertEquals(Role.MEMBER, all().getLast().role());
    assertFalse(all().getLast().disabled());
  }

  @Test
  void aNewRoleIsToldToItsOwnerAndNobodyElse() {
    TestConnection mine = member.connect();
    TestConnection other = admin.connect();
    TestHttp.expect(200, setRole(owner, member, "admin"));
    ServerEvent.AccountChanged told = mine.awaits(ServerEvent.AccountChanged.class);
    assertEquals(Role.ADMIN, told.account().role());
    assertEquals("mia@example.org", told.account().email());
    ServerEvent.AccountChanged heard = other.awaits(ServerEvent.AccountChanged.class);
    assertNull(heard.account().role());
    assertNull(heard.account().email());
    assertEquals(
        Role.ADMIN,
        body(200, SessionResponse.class, call(member, "GET", "/api/session", null))
            .account()
            .role());
  }

  @Test
  void aDisabledAccountIsOutAndWhatItWroteStays() {
    TestConnection mine = member.connect();
    TestConnection other = admin.connect();
    mine.post("I was here");
    TestUser phone = member.elsewhere();
    TestHttp.expect(200, call(admin, "PATCH", path(member), Map.of("disabled", true)));
    assertEquals(ACCOUNT_DISABLED, mine.closedWith());
    assertEquals(
        2,
        other
            .awaits(ServerEvent.Presence.class, p -> p.full() && p.accounts().size() == 2)
            .accounts()
            .size());
    refused(401, "unauthorized", call(phone, "GET", "/api/session", null));
    refused(
        403,
        "account_disabled",
        server
            .http()
            .post("/api/login", null, new LoginRequest(member.email(), TestServer.PASSWORD, null)));
    String history = call(admin, "GET", "/api/conversations/1/messages", null).body();
    assertTrue(history.contains("I was here") && history.contains("\"mia\""), history);
    ManagedAccount mia = all().getLast();
    assertTrue(mia.disabled());
    assertEquals(0, mia.sessions());

    server.restart();
    assertTrue(all().getLast().disabled());
    TestConnection again = admin.connect();
    TestHttp.expect(200, call(admin, "PATCH", path(member), Map.of("disabled", false)));
    again.awaits(
        ServerEvent.Presence.class,
        p -> p.accounts().stream().anyMatch(a -> a.name().equals("mia")));
    member.elsewhere().connect().post("and am again");
  }

  @Test
  void endingAllSessionsOfSomebodyClosesTheirConnections() {
    TestConnection laptop = member.connect();
    TestConnection phone = member.elsewhere().connect();
    TestConnection other = admin.connect();
    TestHttp.expect(204, call(admin, "DELETE", path(member) + "/sessions", null));
    assertEquals(SESSION_ENDED, laptop.closedWith());
    assertEquals(SESSION_ENDED, phone.closedWith());
    other.post("still here");
    member.elsewhere().connect().post("signed in again");
  }

  @Test
  void theInvitesOfSomebodyWhoMayNotInviteAnyMoreAreWorthNothing() {
    String code = invite(admin);
    TestHttp.expect(200, server.http().get("/api/invites/" + code, null));
    TestHttp.expect(200, setRole(owner, admin, "member"));
    refused(404, "invite_unknown", server.http().get("/api/invites/" + code, null));
    refused(403, "forbidden", call(admin, "GET", "/api/accounts", null));
    TestHttp.expect(200, setRole(owner, admin, "admin"));
    TestHttp.expect(200, server.http().get("/api/invites/" + code, null));
    TestHttp.expect(200, call(owner, "PATCH", path(admin), Map.of("disabled", true)));
    refused(404, "invite_unknown", server.http().get("/api/invites/" + code, null));
  }

  @Test
  void theServerIsHandedOver() {
    refused(403, "forbidden", handOver(admin, member));
    refused(409, "owner_stays", handOver(owner, owner));
    TestHttp.expect(200, call(owner, "PATCH", path(member), Map.of("disabled", true)));
    refused(403, "forbidden", handOver(owner, member));
    refused(
        404, "not_found", server.http().post("/api/owner", owner.token(), new OwnerRequest(77)));
    TestHttp.expect(204, handOver(owner, admin));
    assertEquals(
        List.of(Role.ADMIN, Role.OWNER, Role.MEMBER),
        all().stream().map(ManagedAccount::role).toList());
    refused(403, "forbidden", handOver(owner, owner));
    TestHttp.expect(200, setRole(admin, owner, "member"));
  }

  private TestUser user(String which) {
    return switch (which) {
      case "owner" -> owner;
      case "admin" -> admin;
      default -> member;
    };
  }

  private static String path(TestUser user) {
    return "/api/accounts/" + user.id();
  }

  private HttpResponse<String> call(TestUser caller, String method, String path, Object body) {
    return server.http().call(method, path, caller.token(), body);
  }

  private HttpResponse<String> setRole(TestUser caller, TestUser target, String role) {
    return call(caller, "PATCH", path(target), Map.of("role", role));
  }

  private HttpResponse<String> handOver(TestUser caller, TestUser target) {
    return call(caller, "POST", "/api/owner", new OwnerRequest(target.id()));
  }

  private String invite(TestUser by) {
    return body(201, InviteOffer.class, call(by, "POST", "/api/invites", Map.of())).invite().code();
  }

  private List<ManagedAccount> all() {
    return body(200, AccountsResponse.class, call(owner, "GET", "/api/accounts", null)).accounts();
  }
}
