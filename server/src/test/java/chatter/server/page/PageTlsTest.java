package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.ServerConfig;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.tls.TestCertificates;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The page in a real Chromium, over https and wss.
@Tag("story")
class PageTlsTest {
  private final TestServer server = TestServer.standard();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void thePageChatsOverTlsUnderItsOwnPolicy() {
    server.with(config -> config.withTls(TestCertificates.of("ec"))).start();
    try (Browser ada = Browser.openOverTls(server.port())) {
      chats(ada);
    }
  }

  @Test
  void thePageChatsOverTlsWithTheServersOwnKey() {
    server.with(config -> config.withHost(ServerConfig.ANY_ADDRESS)).start();
    try (Browser ada = Browser.openOverTls(server.port())) {
      chats(ada);
    }
  }

  @Test
  void whoIsOnTheServersComputerNeedsNoTlsToItsOwnKey() {
    server.with(config -> config.withHost(ServerConfig.ANY_ADDRESS)).start();
    try (Browser ada = Browser.open(server.port())) {
      chats(ada);
    }
  }

  private void chats(Browser ada) {
    TestConnection ben = server.signUp("ben").connect();
    ada.signUp("Ada", "ada@example.org", TestServer.PASSWORD);
    ada.say("Hello Ben");
    ada.row("Hello Ben", "sent");
    assertEquals("Hello Ben", ben.awaits(MessagePosted.class).body());
    ben.post("Hello Ada");
    ada.row("Hello Ada");
    ada.reload();
    ada.row("Hello Ada");
    assertEquals(true, ada.script("return isSecureContext"));
    assertEquals(List.of(), ada.complaints());
  }
}
