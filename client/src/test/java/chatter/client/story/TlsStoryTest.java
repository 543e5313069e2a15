package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.ui.form.Field;
import chatter.server.tls.TestCertificates;
import chatter.server.tls.TlsFiles;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The desktop app at a server with TLS.
@Tag("story")
class TlsStoryTest {
  @TempDir private Path folder;
  private SSLContext usual;
  private TlsFiles files;
  private Story story;

  @BeforeEach
  void open() throws Exception {
    usual = SSLContext.getDefault();
    // For the whole program, as the system's authorities are.
    SSLContext.setDefault(TestCertificates.trusting());
    files = new TlsFiles(folder.resolve("server.pem"), folder.resolve("server.key"));
    TestCertificates.put(files, "rsa", "rsa");
    story = new Story(folder, files);
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
    Desktop app = story.desktop();
    app.fill("#address", story.address());
    app.click("#submit");
    app.sees("The certificate of 127.0.0.1 is not trusted by this computer");
    assertEquals(story.address(), app.node("address", Field.class).textProperty().get());
  }

  @Test
  void findsTheServerByAnAddressWithoutHttpsToo() throws Exception {
    story.signUp("Ada");
    Desktop app = story.signingIn("127.0.0.1:" + story.port(), "Ada");
    app.sees("Lobby");
    app.say("Nobody else reads this");
    app.sees("Nobody else reads this");
    app.restart();
    app.sees("Nobody else reads this");
  }

  @Test
  void saysWhenTheCertificateBecomesBadWhileSignedIn() throws Exception {
    story.signUp("Ada");
    Desktop app = story.signedIn("Ada");
    story.stopServer();
    TestCertificates.put(files, "expired", "expired");
    story.startServer();
    app.await(45, "the complaint", () -> app.shows("The certificate of 127.0.0.1 has expired"));
    app.sees("Try now");
    story.stopServer();
    TestCertificates.put(files, "ec", "ec");
    story.startServer();
    app.tryNow();
    app.seesNoMore("has expired");
    app.say("Here again");
    app.sees("Here again");
  }
}
