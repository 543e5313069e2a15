package chatter.server.invite;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.SqliteOnly;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.AccountResponse;
import chatter.shared.api.AccountsResponse;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.InviteRequest;
import chatter.shared.api.InviteView;
import chatter.shared.api.InvitesResponse;
import chatter.shared.api.ManagedAccount;
import chatter.shared.api.RegisterRequest;
import chatter.shared.api.Registration;
import chatter.shared.api.ServerInfo;
import chatter.shared.api.SessionResponse;
import chatter.shared.protocol.Role;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may make an account, and what an invite is good for.
final class JoiningTest {
  @RegisterExtension
  final TestServer server = TestServer.pinned().with(c -> c.withRegistration(null));

  private TestUser ada;

  @BeforeEach
  void begin() {
    assertTrue(info().empty());
    ada = server.signUp("ada");
  }

  @Test
  void theFirstIsTheOwnerWithoutAnInvite() {
    assertEquals(
        Role.OWNER, body(200, SessionResponse.class, call("GET", "/api/session")).account().role());
    assertEquals(false, info().empty());
  }

  @Test
  void theNextOneNeedsAnInvite() {
    assertEquals(Registration.INVITE, info().registration());
    for (String none : new String[] {null, "", "  "}) {
      assertEquals("invite", refused(403, "invite_needed", register("bob", none)).field());
    }
    assertEquals(List.of("ada"), names());
  }

  @Test
  void whoHasAnInviteJoinsAsAMember() {
    InviteOffer offer = invite(null, null);
    int joined = 0;
    for (String typed :
        List.of(
            offer.invite().code(),
            offer.invite().code().toLowerCase(Locale.ROOT),
            offer.invite().code().replace("-", " "))) {
      joined++;
      String name = "bob" + joined;
      AccountResponse made = body(201, AccountResponse.class, register(name, typed));
      assertEquals(Role.MEMBER, made.account().role());
    }
    assertNull(only(invites()).usesLeft());
  }

  @Test
  void anInviteIsGoodForAWeekAndAnyNumberUnlessSomethingElseIsSaid() {
    InviteInfo standard = invite(null, null).invite();
    assertEquals(server.clock().instant().plus(Duration.ofDays(7)), standard.expiresAt());
    assertEquals("ada", standard.createdBy());
    InviteInfo other = invite(3, 2).invite();
    assertEquals(server.clock().instant().plus(Duration.ofHours(2)), other.expiresAt());
    assertEquals(3, other.usesLeft());
  }

  @Test
  void invitesMadeEarlierAreToldApartByWhenTheyWereMade() {
    Instant made = server.clock().instant();
    invite(1, null);
    server.clock().forward(Duration.ofMinutes(3));
    InviteInfo second = invite(1, null).invite();
    assertEquals(made.plus(Duration.ofMinutes(3)), second.createdAt());
    assertEquals(
        List.of(second.createdAt(), made), invites().stream().map(InviteInfo::createdAt).toList());
  }

  @Test
  void aUsedUpInviteIsToldFromOneThatNeverWas() {
    String code = invite(2, null).invite().code();
    TestHttp.expect(201, register("bob", code));
    assertEquals(1, only(invites()).usesLeft());
    TestHttp.expect(201, register("cleo", code));
    assertEquals("invite", refused(410, "invite_used", register("dora", code)).field());
    refused(410, "invite_used", look(code));
    assertEquals(List.of(), invites());
  }

  @Test
  void anInviteIsOverWhenItsTimeIs() {
    String code = invite(null, 1).invite().code();
    server.clock().forward(Duration.ofMinutes(59));
    TestHttp.expect(201, register("bob", code));
    server.clock().forward(Duration.ofMinutes(1));
    assertEquals("invite", refused(410, "invite_expired", register("cleo", code)).field());
    refused(410, "invite_expired", look(code));
    assertEquals(List.of(), invites());
    assertEquals(List.of("ada", "bob"), names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "nonsense", "K7QM-2X9P-K7QM", "'; DROP TABLE invites"})
  void whatIsNoInviteIsUnknown(String code) {
    assertEquals("invite", refused(404, "invite_unknown", register("bob", code)).field());
  }

  @Test
  void anEndedInviteIsUnknown() {
    InviteInfo one = invite(null, null).invite();
    InviteInfo other = invite(null, null).invite();
    TestHttp.expect(204, call("DELETE", "/api/invites/" + one.id()));
    refused(404, "not_found", call("DELETE", "/api/invites/" + one.id()));
    refused(404, "invite_unknown", register("bob", one.code()));
    TestHttp.expect(200, look(other.code()));
    TestHttp.expect(204, call("DELETE", "/api/invites"));
    refused(404, "invite_unknown", register("bob", other.code()));
    assertEquals(List.of(), invites());
  }

  @Test
  void aRefusedRegistrationUsesNoInvite() {
    String code = invite(1, null).invite().code();
    assertEquals("email", refused(409, "email_taken", register("ada", code)).field());
    refused(
        422,
        "invalid",
        server
            .http()
            .post("/api/register", null, new RegisterRequest("bob", "b@example.org", "x", code)));
    TestHttp.expect(201, register("bob", code));
  }

  @Test
  void ofManyAtOnceExactlyOneUsesAnInviteForOne() throws Exception {
    String code = invite(1, null).invite().code();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> tries =
          IntStream.range(0, 8)
              .<Callable<HttpResponse<String>>>mapToObj(i -> () -> register("eve" + i, code))
              .toList();
      List<Integer> statuses =
          many.invokeAll(tries).stream().map(Future::resultNow).map(r -> r.statusCode()).toList();
      assertEquals(1, statuses.stream().filter(s -> s == 201).count(), statuses::toString);
      assertEquals(7, statuses.stream().filter(s -> s == 410).count(), statuses::toString);
    }
    assertEquals(2, names().size());
  }

  @Test
  void ofManyFirstOnesAtOnceExactlyOneIsTheOwner() throws Exception {
    server.close();
    server.start();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> tries =
          IntStream.range(0, 8)
              .<Callable<HttpResponse<String>>>mapToObj(i -> () -> register("eve" + i, null))
              .toList();
      List<Integer> statuses =
          many.invokeAll(tries).stream().map(Future::resultNow).map(r -> r.statusCode()).toList();
      assertEquals(1, statuses.stream().filter(s -> s == 201).count(), statuses::toString);
      assertEquals(7, statuses.stream().filter(s -> s == 403).count(), statuses::toString);
    }
  }

  @Test
  void whereTheServerIsOpenNobodyNeedsAnInvite() {
    change(Map.of("registration", "open"));
    TestHttp.expect(201, register("bob", null));
    TestHttp.expect(201, register("cleo", "a bad one"));
  }

  @Test
  void whereItIsClosedNoInviteHelps() {
    String code = invite(null, null).invite().code();
    change(Map.of("registration", "closed"));
    assertEquals("invite", refused(403, "registration_closed", register("bob", code)).field());
    assertEquals(
        Registration.CLOSED, body(200, InviteView.class, look(code)).server().registration());
    change(Map.of("registration", "invite"));
    TestHttp.expect(201, register("bob", code));
  }

  @ParameterizedTest
  @EnumSource(Registration.class)
  void theFirstOneAlwaysMayComeIn(Registration registration) {
    server.close();
    server.with(c -> c.withRegistration(registration)).start();
    AccountResponse first = body(201, AccountResponse.class, register("eve", null));
    assertEquals(Role.OWNER, first.account().role());
  }

  @Test
  void whoHasTheCodeSeesWhoInvites() {
    InviteOffer offer = invite(5, 3);
    change(Map.of("name", " Ada's Chatter "));
    InviteView view = body(200, InviteView.class, look(offer.invite().code()));
    assertEquals("ada", view.invitedBy());
    assertEquals(offer.invite().expiresAt(), view.expiresAt());
    assertEquals(info(), view.server());
    assertEquals("Ada's Chatter", view.server().name());
  }

  @Test
  @SqliteOnly("PostgreSQL counts guesses by its own clock, which nobody turns on")
  void guessingCodesIsThrottledAndKnowingOneIsNot() {
    String code = invite(null, null).invite().code();
    for (int i = 0; i < 50; i++) {
      TestHttp.expect(200, look(code));
    }
    for (int i = 0; i < 10; i++) {
      refused(404, "invite_unknown", look("0000000" + i));
      refused(404, "invite_unknown", register("bob", "1000000" + i));
    }
    HttpResponse<String> refused = look("20000000");
    refused(429, "rate_limited", refused);
    assertEquals("3", refused.headers().firstValue("Retry-After").orElseThrow());
    refused(429, "rate_limited", register("bob", "20000000"));
    TestHttp.expect(200, look(code));
    TestHttp.expect(201, register("bob", code));
    server.forward(Duration.ofSeconds(3));
    refused(404, "invite_unknown", look("20000001"));
  }

  @Test
  void thoseWithoutAnInviteAreNotInTheWayOfThoseWithOne() {
    String code = invite(null, null).invite().code();
    for (int i = 0; i < 70; i++) {
      refused(403, "invite_needed", register("bob", null));
    }
    TestHttp.expect(201, register("bob", code));
  }

  @Test
  void invitesAndTheRuleOutliveARestart() {
    String code = invite(1, null).invite().code();
    change(Map.of("name", "Ours"));
    ServerInfo before = info();
    server.restart();
    assertEquals(before, info());
    TestHttp.expect(201, register("bob", code));
    server.restart();
    refused(410, "invite_used", register("cleo", code));
    change(Map.of("registration", "closed"));
    server.restart();
    assertEquals(Registration.CLOSED, info().registration());
  }

  @Test
  void theStartMaySayItOtherwise() {
    server.stop();
    server.with(c -> c.withRegistration(Registration.OPEN).withName("Elsewhere")).start();
    assertEquals("Elsewhere", info().name());
    TestHttp.expect(201, register("bob", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"uses\":0} | uses",
        "{\"uses\":1001} | uses",
        "{\"uses\":\"many\"} | uses",
        "{\"hours\":0} | hours",
        "{\"hours\":8761} | hours",
      })
  void anInviteForNobodyOrForEverIsRefused(String body, String field) {
    assertEquals(
        field,
        refused(422, "invalid", server.http().send("POST", "/api/invites", ada.token(), body))
            .field());
    assertEquals(List.of(), invites());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\" \"} | name",
        "{\"name\":\"a\\nb\",\"registration\":\"open\"} | name",
        "{\"registration\":\"sometimes\"} | registration",
        "{\"registration\":1} | registration",
      })
  void aServerIsNotChangedToNonsense(String body, String field) {
    ServerInfo before = info();
    assertEquals(
        field,
        refused(422, "invalid", server.http().send("PATCH", "/api/server", ada.token(), body))
            .field());
    assertEquals(before, info());
  }

  @Test
  void theOfferHasLinksThatLeadHere() {
    InviteOffer offer = invite(null, null);
    String here = "http://localhost:" + server.port();
    String code = offer.invite().code().replace("-", "");
    assertEquals(List.of(here), offer.addresses());
    assertNull(offer.fingerprint());
    assertEquals(here + "/#join=" + code + "&at=localhost:" + server.port(), offer.link());
    assertEquals("chatter://join?code=" + code + "&at=" + here + "&name=Chatter", offer.appLink());
  }

  @Test
  void membersAndStrangersMayNeitherInviteNorLook() {
    String code = invite(null, null).invite().code();
    TestHttp.expect(201, register("bob", code));
    String bob = server.signIn("bob").token();
    for (String call :
        List.of(
            "POST /api/invites",
            "GET /api/invites",
            "DELETE /api/invites",
            "DELETE /api/invites/1",
            "PATCH /api/server")) {
      String[] parts = call.split(" ", 2);
      refused(403, "forbidden", server.http().call(parts[0], parts[1], bob, Map.of()));
      refused(401, "unauthorized", server.http().call(parts[0], parts[1], null, Map.of()));
    }
    assertEquals(1, invites().size());
  }

  @Test
  void aCodeIsNowhereButInTheAnswerThatMadeIt() {
    InviteOffer offer = invite(null, null);
    String listed = call("GET", "/api/invites").body();
    assertEquals(false, listed.contains("code"), listed);
    assertEquals(false, offer.toString().contains(offer.invite().code()), offer.toString());
  }

  private ServerInfo info() {
    return body(200, ServerInfo.class, server.http().get("/api/server", null));
  }

  private void change(Map<String, String> what) {
    TestHttp.expect(200, server.http().call("PATCH", "/api/server", ada.token(), what));
  }

  private InviteOffer invite(Integer uses, Integer hours) {
    return body(
        201,
        InviteOffer.class,
        server.http().post("/api/invites", ada.token(), new InviteRequest(uses, hours)));
  }

  private List<InviteInfo> invites() {
    return body(200, InvitesResponse.class, call("GET", "/api/invites")).invites();
  }

  private List<String> names() {
    return body(200, AccountsResponse.class, call("GET", "/api/accounts")).accounts().stream()
        .map(ManagedAccount::name)
        .toList();
  }

  private static InviteInfo only(List<InviteInfo> invites) {
    assertEquals(1, invites.size());
    return invites.getFirst();
  }

  private HttpResponse<String> look(String code) {
    return server.http().get("/api/invites/" + code, null);
  }

  private HttpResponse<String> call(String method, String path) {
    return server.http().call(method, path, ada.token(), null);
  }

  private HttpResponse<String> register(String name, String invite) {
    return server
        .http()
        .post(
            "/api/register",
            null,
            new RegisterRequest(name, name + "@example.org", TestServer.PASSWORD, invite));
  }
}
