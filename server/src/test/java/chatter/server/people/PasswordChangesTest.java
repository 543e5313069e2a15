package chatter.server.people;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.LoginRequest;
import chatter.shared.api.PasswordResetOffer;
import chatter.shared.api.PasswordResetRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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

/// Another password for somebody who forgot theirs.
final class PasswordChangesTest {
  private static final String NEW = "a fresh start for Mia";

  @RegisterExtension final TestServer server = TestServer.pinned();

  private TestUser owner;
  private TestUser member;

  @BeforeEach
  void people() {
    owner = server.signUp("olga");
    member = server.signUp("mia");
  }

  @Test
  void theCodeGivesAnotherPasswordAndEndsEveryLogin() {
    TestConnection laptop = member.connect();
    TestConnection other = owner.connect();
    PasswordResetOffer offer = offer();
    assertEquals(server.clock().instant().plus(Duration.ofHours(24)), offer.expiresAt());
    assertEquals(
        "http://localhost:" + server.port() + "/#reset=" + offer.code().replace("-", ""),
        offer.link());

    TestHttp.expect(204, use(offer.code().toLowerCase(Locale.ROOT), NEW));

    assertEquals(4501, laptop.closedWith());
    other.post("not my password");
    refused(401, "bad_credentials", login(TestServer.PASSWORD));
    TestHttp.expect(200, login(NEW));
  }

  @Test
  void itIsGoodForOnce() {
    String code = offer().code();
    TestHttp.expect(204, use(code, NEW));
    assertEquals("code", refused(410, "reset_used", use(code, "yet another one")).field());
    server.restart();
    refused(410, "reset_used", use(code, "yet another one"));
    TestHttp.expect(200, login(NEW));
  }

  @Test
  void ofManyAtOnceExactlyOneUsesIt() throws Exception {
    String code = offer().code();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> tries =
          IntStream.range(0, 8)
              .<Callable<HttpResponse<String>>>mapToObj(i -> () -> use(code, NEW + i))
              .toList();
      List<Integer> statuses =
          many.invokeAll(tries).stream().map(Future::resultNow).map(r -> r.statusCode()).toList();
      assertEquals(1, statuses.stream().filter(s -> s == 204).count(), statuses::toString);
      assertEquals(7, statuses.stream().filter(s -> s == 410).count(), statuses::toString);
    }
  }

  @Test
  void itIsOverAfterADay() {
    String code = offer().code();
    server.clock().forward(Duration.ofHours(24));
    assertEquals("code", refused(410, "reset_expired", use(code, NEW)).field());
    TestHttp.expect(200, login(TestServer.PASSWORD));
  }

  @Test
  void aNewerCodeTakesItsPlace() {
    String before = offer().code();
    String after = offer().code();
    assertEquals("code", refused(404, "reset_unknown", use(before, NEW)).field());
    TestHttp.expect(204, use(after, NEW));
  }

  @Test
  void itOutlivesARestart() {
    String code = offer().code();
    server.restart();
    TestHttp.expect(204, use(code, NEW));
  }

  @Test
  void aPasswordThatBreaksARuleLeavesTheCodeGood() {
    String code = offer().code();
    for (String bad : new String[] {null, "short", "qwertyuiop"}) {
      assertEquals("newPassword", refused(422, "invalid", use(code, bad)).field());
    }
    TestHttp.expect(204, use(code, NEW));
  }

  @Test
  void theCodeOfSomebodyWhoMayNotGiveAnyOutAnyMoreIsWorthNothing() {
    TestUser admin = server.signUp("adam");
    setRole(admin, "admin");
    String code = offer(admin).code();
    setRole(admin, "member");
    refused(404, "reset_unknown", use(code, NEW));
  }

  @Test
  void guessingIsThrottled() {
    String code = offer().code();
    for (int i = 0; i < 18; i++) {
      refused(404, "reset_unknown", use("0000-0000-0000-00" + (10 + i), NEW));
    }
    refused(404, "reset_unknown", use(null, NEW));
    refused(404, "reset_unknown", use("K7QM2X9P", NEW));
    refused(429, "rate_limited", use("0000-0000-0000-0000", NEW));
    TestHttp.expect(204, use(code, NEW));
  }

  @Test
  void theCodeIsNowhereInItsRequest() {
    assertFalse(new PasswordResetRequest("K7QM", NEW).toString().contains("K7QM"));
    assertFalse(offer().toString().contains(offer().code()));
  }

  private PasswordResetOffer offer() {
    return offer(owner);
  }

  private PasswordResetOffer offer(TestUser by) {
    return body(
        201,
        PasswordResetOffer.class,
        server.http().post("/api/accounts/" + member.id() + "/password-reset", by.token(), null));
  }

  private void setRole(TestUser user, String role) {
    TestHttp.expect(
        200,
        server
            .http()
            .call("PATCH", "/api/accounts/" + user.id(), owner.token(), Map.of("role", role)));
  }

  private HttpResponse<String> use(String code, String password) {
    return server
        .http()
        .post("/api/password-resets", null, new PasswordResetRequest(code, password));
  }

  private HttpResponse<String> login(String password) {
    return server.http().post("/api/login", null, new LoginRequest(member.email(), password, null));
  }
}
