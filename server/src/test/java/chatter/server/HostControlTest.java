package chatter.server;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.api.InviteOffer;
import chatter.shared.api.InviteView;
import chatter.shared.api.PasswordResetOffer;
import chatter.shared.api.PasswordResetRequest;
import chatter.shared.api.RegisterRequest;
import chatter.shared.api.Registration;
import chatter.shared.api.ServerInfo;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What whoever runs the server can do without an account.
final class HostControlTest {
  @RegisterExtension
  final TestServer server = TestServer.standard().with(c -> c.withRegistration(null));

  @Test
  void isEmptyUntilTheFirstComesAndKnowsWhoIsOnline() {
    HostControl chat = server.chat();
    assertTrue(chat.empty());
    assertEquals(0, chat.online());
    TestUser ada = server.signUp("ada");
    assertEquals(false, chat.empty());
    ada.connect();
    server.awaitConnections(1);
    assertEquals(1, chat.online());
  }

  @Test
  void nameAndRuleAreThoseThatPeopleSee() {
    HostControl chat = server.chat();
    assertEquals("Chatter", chat.name());
    assertEquals(Registration.INVITE, chat.registration());
    chat.rename("Ada's Chatter");
    chat.admit(Registration.CLOSED);
    assertEquals(chat.info(), body(200, ServerInfo.class, server.http().get("/api/server", null)));
    assertEquals("Ada's Chatter", chat.info().name());
    server.restart();
    assertEquals("Ada's Chatter", server.chat().name());
    assertEquals(Registration.CLOSED, server.chat().registration());
  }

  @Test
  void whatIsNoNameIsRefusedInWords() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> server.chat().rename(" "));
    assertTrue(refused.getMessage().contains("name"), refused::getMessage);
    assertEquals("Chatter", server.chat().name());
  }

  @Test
  void theHostInvitesInTheChatsOwnName() {
    server.signUp("ada");
    server.chat().rename("Ours");
    InviteOffer offer = server.chat().invite(1, Duration.ofHours(1));
    String path = "/api/invites/" + offer.invite().code();
    assertEquals("Ours", body(200, InviteView.class, server.http().get(path, null)).invitedBy());
    assertEquals(1, server.chat().invites().size());
    RegisterRequest bob =
        new RegisterRequest("bob", "b@example.org", TestServer.PASSWORD, offer.invite().code());
    TestHttp.expect(201, server.http().post("/api/register", null, bob));
    assertEquals(List.of(), server.chat().invites());
    String other = server.chat().invite(null, Duration.ofDays(7)).invite().code();
    server.chat().resetInvites();
    refused(404, "invite_unknown", server.http().get("/api/invites/" + other, null));
  }

  @Test
  void anOwnerWhoForgotThePasswordIsHelped() {
    server.signUp("ada");
    assertEquals(Optional.empty(), server.chat().resetPassword("nobody@example.org"));
    PasswordResetOffer offer = server.chat().resetPassword(" ADA@example.org ").orElseThrow();
    TestHttp.expect(
        204,
        server
            .http()
            .post(
                "/api/password-resets",
                null,
                new PasswordResetRequest(offer.code(), "another battery staple")));
    server.login("ada@example.org", "another battery staple");
  }

  @Test
  void theSameIsDoneWithoutAServer() {
    server.signUp("ada");
    CommandRun running =
        CommandRun.of("reset-password", "ada@example.org", "--data", server.data());
    assertEquals(1, running.exitCode(), running::toString);
    server.stop();
    CommandRun nobody =
        CommandRun.of("reset-password", "nobody@example.org", "--data", server.data());
    assertEquals(1, nobody.exitCode(), nobody::toString);
    CommandRun nowhere =
        CommandRun.of("reset-password", "ada@example.org", "--data", server.data().resolve("x"));
    assertEquals(1, nowhere.exitCode(), nowhere::toString);
    assertFalse(Files.exists(server.data().resolve("x")));
    CommandRun done = CommandRun.of("reset-password", "ada@example.org", "--data", server.data());
    assertEquals(0, done.exitCode(), done::toString);
    String code = done.out().replaceAll("(?s).*/#reset=([0-9A-Z]{16}) .*", "$1");
    server.start();
    TestHttp.expect(
        204,
        server
            .http()
            .post(
                "/api/password-resets",
                null,
                new PasswordResetRequest(code, "another battery staple")));
    server.login("ada@example.org", "another battery staple");
  }

  @Test
  void aServerForThisComputerOnlyIsFoundHere() {
    assertEquals(List.of("http://localhost:" + server.port()), server.chat().addresses());
  }

  @Test
  void aServerForTheNetworkIsFoundAtEachOfItsAddresses() {
    server.stop();
    server.with(c -> c.withHost(ServerConfig.ANY_ADDRESS).withPlainHttp(true)).start();
    List<String> network =
        NetworkAddresses.list().stream().map(a -> a.url("http", server.port())).toList();
    assertEquals(
        network.isEmpty() ? List.of("http://localhost:" + server.port()) : network,
        server.chat().addresses());
    InviteOffer offer = server.chat().invite(null, Duration.ofDays(7));
    assertEquals(server.chat().addresses().stream().limit(4).toList(), offer.addresses());
    assertTrue(offer.link().startsWith(offer.addresses().getFirst() + "/#join="), offer.link());
  }
}
