package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.Pin;
import chatter.client.net.ServerAddress;
import chatter.client.net.ServerApi;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.Hosting;
import chatter.client.prefs.Preferences;
import chatter.client.prefs.PreferencesFile;
import chatter.shared.invite.Fingerprint;
import chatter.shared.invite.InviteLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.WindowEvent;
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

  private ServerAddress here() throws IOException {
    return ServerAddress.local(preferences().hosting().port());
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

  private void openHosting() {
    app.click("#menu");
    app.click("#itemHOSTING");
    app.sees("Stop hosting");
  }

  /// Lets the network in, and makes an invite.
  private InviteLink invite() {
    openHosting();
    app.click("#admissionSection");
    app.click("#everyone");
    app.sees("Others find it here");
    app.click("#makeInvite");
    TextField link = app.node("inviteLink", TextField.class);
    return InviteLink.parse(app.onFx(link::getText)).orElseThrow();
  }

  @Test
  void hostedChatIsThereForOthersAndAgainTomorrow() throws Exception {
    hostAndJoin();
    app.say("The first message");
    app.sees("The first message");
    openHosting();
    app.click("#admissionSection");
    app.click("#admitAll");
    app.click("#inviteSection");
    ServerAddress server = here();
    Friend.signUp(server, "Bob");
    try (Friend bob = new Friend(server, Story.email("Bob"), folder.resolve("bob"))) {
      bob.say("Hello from outside");
      app.sees("2 people are here now");
      closeWindow();
      app.sees("One other person is here now");
      app.click("#dialogNo");
      assertTrue(app.onFx(() -> app.stage().isShowing()));
    }
    app.close();
    assertThrows(ExecutionException.class, () -> Friend.signUp(server, "Eve"));
    app.open();
    app.sees("Hello from outside");
    app.sees("The first message");
  }

  @Test
  void secondClientJoinsOverTheNetworkWithTheInviteAndTheKeyInIt() throws Exception {
    hostAndJoin();
    InviteLink invite = invite();
    app.press(KeyCode.ESCAPE);
    app.press(KeyCode.ESCAPE);
    ServerAddress network = ServerAddress.parse(invite.addresses().getFirst()).orElseThrow();
    Pin key = Pin.on(new Fingerprint(invite.fingerprint()));
    assertThrows(
        ExecutionException.class, () -> Friend.join(network, Pin.none(), "Bob", invite.code()));
    assertThrows(ExecutionException.class, () -> Friend.join(network, key, "Bob", ""));
    Friend.join(network, key, "Bob", invite.code());
    try (Friend bob = new Friend(network, key, Story.email("Bob"), folder.resolve("bob"))) {
      bob.say("Hello over the network");
      app.sees("Hello over the network");
    }
  }

  @Test
  void everyoneOnTheNetworkGetsAnAddress() throws Exception {
    hostAndJoin();
    openHosting();
    app.sees("No other computer can reach it.");
    app.click("#admissionSection");
    app.click("#everyone");
    app.sees("The connection is encrypted");
    assertTrue(preferences().hosting().open());
    app.click("#check");
    app.sees("Connection check");
    app.click("#back");
    app.click("#itemHOSTING");
    app.click("#stop");
    app.click("#dialogYes");
    app.sees("Start the chat");
    assertFalse(preferences().hosting().on());
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
      openHosting();
      app.sees("Port " + before + " was taken, so it is " + now + " now.");
    }
  }

  @Test
  void backupIsTakenLookedIntoAndRestored() {
    hostAndJoin();
    app.say("Kept");
    app.sees("Kept");
    openHosting();
    app.click("#dataSection");
    app.sees("There is no backup yet.");
    app.click("#backUp");
    app.sees("A backup with one message is taken");
    app.click("Look inside");
    app.sees("1 person, 1 room, 1 message");
    app.click("#closeLook");
    app.press(KeyCode.ESCAPE);
    app.press(KeyCode.ESCAPE);
    app.say("Lost again");
    app.sees("Lost again");
    openHosting();
    app.click("#dataSection");
    app.click("Restore");
    app.click("#dialogYes");
    app.seesNoMore("Lost again");
    app.sees("Kept");
    app.sees("Running");
  }

  @Test
  void closingTheWindowKeepsHostingWhereThatIsWanted() throws Exception {
    hostAndJoin();
    openHosting();
    app.click("#staySection");
    // There is no tray on the headless platform.
    app.sees("the window is minimised instead");
    app.click("#stays");
    assertTrue(preferences().hosting().stays());
    closeWindow();
    app.sees("Keep hosting in the background?");
    app.click("#dialogNo");
    app.await("a small window", () -> app.stage().isIconified());
    assertTrue(app.onFx(() -> app.stage().isShowing()));
    assertEquals("Ada", nameOfTheHost());
    app.onFx(() -> {
      app.stage().setIconified(false);
      return null;
    });
  }

  @Test
  void closingTheWindowWithoutThatWishClosesIt() {
    hostAndJoin();
    closeWindow();
    app.await("no window", () -> !app.stage().isShowing());
  }

  private void closeWindow() {
    app.onFx(() -> {
      app.stage().fireEvent(new WindowEvent(app.stage(), WindowEvent.WINDOW_CLOSE_REQUEST));
      return null;
    });
  }

  private String nameOfTheHost() throws Exception {
    try (ServerApi api = new ServerApi(here())) {
      return api.login("ada@example.org", Story.PASSWORD, "elsewhere")
          .get(20, TimeUnit.SECONDS)
          .account()
          .name();
    }
  }

  @Test
  void startInTheBackgroundShowsASmallWindowWhereThereIsNoTray() throws Exception {
    hostAndJoin();
    app.close();
    app.open("--background");
    app.await("a small window", () -> app.stage().isIconified() && app.stage().isShowing());
    app.sees("Lobby");
    assertEquals("Ada", nameOfTheHost());
    app.onFx(() -> {
      app.stage().setIconified(false);
      return null;
    });
  }

  @Test
  void startInTheBackgroundWithoutAChatShowsTheWindow() throws Exception {
    app.close();
    assertEquals(Hosting.NEVER, preferences().hosting());
    app.open("--background");
    app.sees("Welcome to Chatter");
    assertFalse(app.onFx(() -> app.stage().isIconified()));
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
