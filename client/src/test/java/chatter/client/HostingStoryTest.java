package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.ServerAddress;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.Preferences;
import chatter.client.prefs.PreferencesFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostingStoryTest {
  @TempDir private Path folder;
  private Desktop app;

  @BeforeEach
  void open() {
    app = new Desktop(folder);
  }

  @AfterEach
  void close() {
    app.close();
  }

  private Preferences preferences() throws IOException {
    return new PreferencesFile(folder).load();
  }

  private void hostAndJoin() {
    app.click("#host");
    app.sees("A chat on this computer");
    app.click("#start");
    app.sees("http://localhost:");
    app.click("#goOn");
    app.sees("Create your account");
    app.fill("#name", "Ada");
    app.fill("#email", "ada@example.org");
    app.fill("#password", Story.PASSWORD);
    app.click("#submit");
    app.sees("Lobby");
  }

  @Test
  void hostedChatIsThereForOthersAndAgainTomorrow() throws Exception {
    hostAndJoin();
    app.say("The first message");
    app.sees("The first message");
    ServerAddress server = ServerAddress.local(preferences().hosting().port());
    Friend.signUp(server, "Bob");
    try (Friend bob = new Friend(server, Story.email("Bob"), folder.resolve("bob"))) {
      bob.say("Hello from outside");
      app.sees("Hello from outside");
    }
    app.close();
    assertThrows(ExecutionException.class, () -> Friend.signUp(server, "Eve"));
    app.open();
    app.sees("Hello from outside");
    app.sees("The first message");
  }

  @Test
  void everyoneOnTheNetworkGetsAnAddress() throws Exception {
    hostAndJoin();
    app.click("#menu");
    app.click("#itemHOSTING");
    app.sees("No other computer can reach it.");
    app.click("#everyone");
    app.sees("Everyone who can reach this computer can join.");
    assertTrue(preferences().hosting().open());
    app.click("#stop");
    app.click("#dialogYes");
    app.sees("Start the chat");
    assertEquals(false, preferences().hosting().on());
  }

  @Test
  void takenPortLeadsToTheNextOneAndTheLoginFollows() throws Exception {
    hostAndJoin();
    int before = preferences().hosting().port();
    app.close();
    try (ServerSocket taken = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
      app.open();
      app.sees("Lobby");
      int now = preferences().hosting().port();
      assertTrue(now != taken.getLocalPort(), "still on port " + now);
      app.click("#menu");
      app.click("#itemHOSTING");
      app.sees("Port " + before + " was taken, so it is " + now + " now.");
    }
  }

  @Test
  void secondProgramOnTheSameFolderSaysSo() {
    Path same = folder;
    app.close();
    try (ClientFolder taken = ClientFolder.take(same).orElseThrow()) {
      app.open();
      app.sees("Chatter is open already");
      app.close();
      assertTrue(taken.path().toFile().isDirectory());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
