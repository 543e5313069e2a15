package chatter.server.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.SqliteOnly;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.RegisterRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An email address whose domain has letters beyond ASCII, in both of its spellings.
class EmailSpellingTest {
  private static final String SPELLED = "ana@bücher.example";
  private static final String ENCODED = "ana@xn--bcher-kva.example";

  @RegisterExtension final TestServer server = TestServer.standard();

  @Test
  void bothSpellingsAreOneAccountAndItIsShownAsWritten() {
    TestHttp.expect(201, register(SPELLED));

    TestHttp.refused(409, "email_taken", register(ENCODED));
    TestUser ana = server.login("Ana@XN--BCHER-KVA.example.", TestServer.PASSWORD);
    assertEquals(SPELLED, ana.email());
    assertEquals(ana.id(), server.login("ANA@BÜCHER.EXAMPLE", TestServer.PASSWORD).id());
  }

  @Test
  @SqliteOnly("it is about the file")
  void whoHadTwoAccountsCanSignInToBothAndTheDoctorNamesThem() {
    TestHttp.expect(201, register(ENCODED));
    server.stop();
    Sqlite.change(
        server.data().resolve("chatter.db"),
        "INSERT INTO registered_users (name, email, email_key, password_hash, created_at, role)"
            + " SELECT name, 'ana@bücher.example', 'ana@bücher.example', password_hash, created_at,"
            + " 'member' FROM registered_users");
    server.start();

    TestUser encoded = server.login(ENCODED, TestServer.PASSWORD);
    TestUser spelled = server.login(SPELLED, TestServer.PASSWORD);
    CommandRun doctor =
        CommandRun.of("doctor", "127.0.0.1:" + server.port(), "--data", server.data());

    assertFalse(encoded.id() == spelled.id());
    assertEquals(ENCODED, encoded.email());
    assertEquals(SPELLED, spelled.email());
    assertTrue(doctor.out().contains("[" + encoded.id() + ", " + spelled.id() + "]"), doctor.out());
    assertEquals(0, CommandRun.of("check", "--data", server.data()).exitCode());
  }

  @Test
  @SqliteOnly("it is about the file")
  void anAccountFromBeforeIsFoundByTheOtherSpelling() {
    TestHttp.expect(201, register(SPELLED));
    server.stop();
    Sqlite.change(
        server.data().resolve("chatter.db"),
        "UPDATE registered_users SET email_key = 'ana@bücher.example'");
    server.start();

    assertEquals(SPELLED, server.login(ENCODED, TestServer.PASSWORD).email());
    assertEquals(SPELLED, server.login(SPELLED, TestServer.PASSWORD).email());
    TestHttp.refused(409, "email_taken", register(ENCODED));
  }

  private HttpResponse<String> register(String email) {
    return server
        .http()
        .post("/api/register", null, new RegisterRequest("Ana", email, TestServer.PASSWORD, null));
  }
}
