package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.ui.Field;
import chatter.server.tls.TestCertificates;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The desktop app at a server with TLS.
class TlsStoryTest {
  @TempDir private Path folder;
  private SSLContext usual;
  private Story story;

  @BeforeEach
  void open() throws Exception {
    usual = SSLContext.getDefault();
    // For the whole program, as the system's authorities are. The websocket's library keeps the
    // first it ever sees, and this is the only test with one.
    SSLContext.setDefault(TestCertificates.trusting());
    story = new Story(folder, TestCertificates.of("rsa"));
  }

  @AfterEach
  void close() {
    story.close();
    SSLContext.setDefault(usual);
  }

  @Test
  void chatsWithAServerItTrusts() throws Exception {
    story.signUp("Ada");
    Desktop app = story.signedIn("Ada");
    app.say("Nobody else reads this");
    app.sees("Nobody else reads this");
    story.signUp("Ben");
    try (Friend ben = story.friend("Ben")) {
      ben.say("Hello Ada");
      app.sees("Hello Ada");
    }
    assertEquals("Nobody else reads this", story.history("Ben").getFirst().body());
    app.restart();
    app.sees("Nobody else reads this");
  }

  @Test
  void saysThatItDoesNotTrustTheServerAndKeepsTheForm() throws Exception {
    story.signUp("Ada");
    SSLContext.setDefault(usual);
    Desktop app = story.signingIn(story.address(), "Ada");
    app.sees("The certificate of 127.0.0.1 is not trusted by this computer");
    assertEquals(story.address(), app.node("address", Field.class).textProperty().get());
    assertEquals("ada@example.org", app.node("email", Field.class).textProperty().get());
    assertEquals(Story.PASSWORD, app.node("password", Field.class).textProperty().get());
  }
}
