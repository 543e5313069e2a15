package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.ApiJson;
import chatter.shared.api.ChangePasswordRequest;
import chatter.shared.api.SessionsResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What becomes of a login's connections when it ends, and of a login when its connections do.
final class SessionEndTest {
  @RegisterExtension final TestServer server = TestServer.pinned();

  @Test
  void logoutClosesThatLoginsConnectionsOnly() {
    TestUser laptop = server.signUp("alice");
    TestUser phone = laptop.elsewhere();
    TestConnection one = laptop.connect();
    TestConnection two = laptop.connect();
    TestConnection other = phone.connect();
    TestHttp.expect(204, server.http().post("/api/logout", laptop.token(), null));
    assertEquals(4501, one.closedWith());
    assertEquals(4501, two.closedWith());
    other.post("still signed in here");
    assertEquals(401, upgrade(laptop));
  }

  @Test
  void revokedLoginsConnectionsCloseAndTheOthersDoNot() {
    TestUser laptop = server.signUp("alice");
    TestUser phone = laptop.elsewhere();
    TestConnection here = laptop.connect();
    TestConnection there = phone.connect();
    SessionsResponse sessions =
        ApiJson.MAPPER.readValue(
            server.http().get("/api/sessions", laptop.token()).body(), SessionsResponse.class);
    long other =
        sessions.sessions().stream().filter(s -> !s.current()).findFirst().orElseThrow().id();
    TestHttp.expect(
        204, server.http().call("DELETE", "/api/sessions/" + other, laptop.token(), null));
    assertEquals(4501, there.closedWith());
    here.post("still signed in here");
  }

  @Test
  void newPasswordClosesAllOtherLoginsConnections() {
    TestUser laptop = server.signUp("alice");
    TestConnection here = laptop.connect();
    TestConnection phone = laptop.elsewhere().connect();
    TestConnection tablet = laptop.elsewhere().connect();
    TestConnection bob = server.signUp("bob").connect();
    TestHttp.expect(
        204,
        server
            .http()
            .call(
                "PUT",
                "/api/account/password",
                laptop.token(),
                new ChangePasswordRequest(TestServer.PASSWORD, "another battery staple")));
    assertEquals(4501, phone.closedWith());
    assertEquals(4501, tablet.closedWith());
    here.post("still signed in here");
    bob.post("not my password");
  }

  @Test
  void loginThatExpiresWhileConnectedCloses() {
    TestConnection alice = server.signUp("alice").connect();
    server.clock().forward(Duration.ofDays(15));
    assertEquals(4501, alice.closedWith());
  }

  @Test
  void connectionInUseKeepsItsLoginAlive() {
    TestUser alice = server.signUp("alice");
    TestConnection connection = alice.connect();
    for (int day = 0; day < 20; day++) {
      // The heartbeat would end it long before: only the wall clock makes leaps here.
      server.clock().forward(Duration.ofDays(1));
      for (int i = 0; i < 16; i++) {
        server.monotonic().forward(Duration.ofSeconds(40));
        connection.everythingSoFar();
      }
      // Written behind the note of its use, so that is on the disk before the next day breaks.
      connection.post("day " + day);
    }
    assertTrue(connection.isOpen());
    TestHttp.expect(200, server.http().get("/api/session", alice.token()));
  }

  @Test
  void graceOfNothingEndsTheLoginWithItsLastConnection() {
    server.with(config -> config.withSessionGrace(Duration.ZERO)).restart();
    TestUser alice = server.signUp("alice");
    TestConnection one = alice.connect();
    TestConnection two = alice.connect();
    one.close();
    server.awaitConnections(1);
    TestHttp.expect(200, server.http().get("/api/session", alice.token()));
    two.close();
    server.awaitConnections(0);
    awaitStatus(401, alice);
  }

  @Test
  void withoutAGraceAClosedConnectionEndsNoLogin() {
    TestUser alice = server.signUp("alice");
    alice.connect().close();
    server.awaitConnections(0);
    server.forward(Duration.ofDays(13));
    TestHttp.expect(200, server.http().get("/api/session", alice.token()));
    alice.connect().post("here again");
  }

  private void awaitStatus(int status, TestUser user) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (server.http().get("/api/session", user.token()).statusCode() != status) {
      assertTrue(System.nanoTime() < deadline, "the login did not end");
      // The server needs the processor more than this does.
      LockSupport.parkNanos(10_000_000);
    }
  }

  private int upgrade(TestUser user) {
    try (RawSocket socket = RawSocket.open(server, "/ws/" + user.token())) {
      return socket.status();
    }
  }
}
