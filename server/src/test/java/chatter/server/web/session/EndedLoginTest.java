package chatter.server.web.session;

import static chatter.server.web.Json.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.web.Json;
import chatter.shared.api.ChangePasswordRequest;
import chatter.shared.api.RenameRequest;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.ServerEvent.AccountChanged;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What a call over HTTP does to open connections.
class EndedLoginTest {
  private static final int SESSION_ENDED = CloseCode.SESSION_ENDED.code();

  @RegisterExtension final TestServer server = TestServer.pinned();

  @Test
  void logoutClosesThatLoginsConnectionsAndNoOthers() {
    TestUser phone = server.signUp("ada");
    TestUser laptop = server.signIn("ada");
    TestConnection first = phone.connect();
    TestConnection second = phone.connect();
    TestConnection other = laptop.connect();

    assertEquals(204, server.http().post("/api/logout", phone.token(), "").statusCode());

    assertEquals(SESSION_ENDED, first.closedWith());
    assertEquals(SESSION_ENDED, second.closedWith());
    other.post("still here");
  }

  @Test
  void endingADeviceClosesItsConnections() {
    TestUser phone = server.signUp("ada");
    TestConnection connection = phone.connect();
    TestUser laptop = server.signIn("ada");
    long phoneSession = otherSession(laptop);

    server.http().call("DELETE", "/api/sessions/" + phoneSession, laptop.token(), "");

    assertEquals(SESSION_ENDED, connection.closedWith());
  }

  @Test
  void aNewPasswordClosesTheConnectionsOfAllOtherLogins() {
    TestUser phone = server.signUp("ada");
    TestUser laptop = server.signIn("ada");
    TestConnection lost = phone.connect();
    TestConnection kept = laptop.connect();

    assertEquals(
        204,
        server
            .http()
            .call(
                "PUT",
                "/api/account/password",
                laptop.token(),
                new ChangePasswordRequest(TestServer.PASSWORD, "battery staple"))
            .statusCode());

    assertEquals(SESSION_ENDED, lost.closedWith());
    kept.post("still here");
  }

  @Test
  void aLoginThatExpiresLosesItsConnections() {
    TestUser ada = server.signUp("ada");
    TestConnection connection = ada.connect();

    server.clock().forward(Duration.ofDays(15));

    assertEquals(SESSION_ENDED, connection.closedWith());
    assertProblem(401, "unauthorized", server.http().get("/api/session", ada.token()));
  }

  @Test
  void aNewNameReachesEverybodyConnected() {
    TestUser ada = server.signUp("ada");
    TestConnection bob = server.signUp("bob").connect();

    server.http().call("PATCH", "/api/account", ada.token(), new RenameRequest("Countess"));

    AccountChanged changed = bob.awaits(AccountChanged.class);
    assertEquals("Countess", changed.account().name());
    assertEquals(ada.id(), changed.account().id());
    assertEquals(null, changed.account().email());
  }

  @Test
  void withAGraceOfNothingALoginEndsWithItsConnection() throws Exception {
    try (TestServer kiosk =
        TestServer.standard().with(c -> c.withSessionGrace(Duration.ZERO)).start()) {
      TestUser ada = kiosk.signUp("ada");
      TestConnection connection = ada.connect();
      assertEquals(200, kiosk.http().get("/api/session", ada.token()).statusCode());

      connection.close();

      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (kiosk.http().get("/api/session", ada.token()).statusCode() != 401) {
        assertTrue(System.nanoTime() < deadline, "the login did not end");
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  private long otherSession(TestUser user) {
    JsonNode sessions = Json.of(server.http().get("/api/sessions", user.token())).path("sessions");
    for (JsonNode session : sessions) {
      if (!session.path("current").asBoolean()) {
        return session.path("id").asLong();
      }
    }
    throw new AssertionError("there is no other session");
  }
}
