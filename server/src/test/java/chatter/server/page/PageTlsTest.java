package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.tls.TestCertificates;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page in a real Chromium, over https and wss.
class PageTlsTest {
  @RegisterExtension
  final TestServer server =
      TestServer.standard().with(config -> config.withTls(TestCertificates.of("ec")));

  @Test
  void thePageChatsOverTlsUnderItsOwnPolicy() {
    TestConnection ben = server.signUp("ben").connect();
    try (Browser ada = Browser.openOverTls(server.port())) {
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
}
