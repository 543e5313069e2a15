package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.hosting.UsualPort;
import chatter.client.net.http.Pin;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.HostingPreferences;
import chatter.client.prefs.Preferences;
import chatter.client.prefs.PreferencesFile;
import chatter.shared.invite.Fingerprint;
import chatter.shared.invite.InviteLink;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("story")
@ExtendWith(UsualPort.class)
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
    app.sees("Start a chat");
    app.click("#onlyHere");
    app.click("#start");
    app.sees("Create your account");
    createAccount();
    // The invite that shows by itself is for other stories.
    app.click("#back");
    app.seesNoMore("Invite people");
  }

  private void createAccount() {
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
    app.await("an invite", () -> link.getText().startsWith("https://"));
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
    try (ServerSocket _ = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
      app.open();
      // At once, while the chat is still being started.
      app.sees("Lobby");
      app.await("another port", () -> port() != before);
      int now = port();
      openHosting();
      app.sees("Port " + before + " was taken, so it is " + now + " now.");
    }
  }

  private int port() {
    try {
      return preferences().hosting().port();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void backupIsTakenLookedIntoAndRestored() {
    hostAndJoin();
    app.say("Kept 🎉");
    app.sees("Kept");
    openHosting();
    app.click("#dataSection");
    app.sees("There is no backup yet.");
    app.click("#backUp");
    app.sees("A backup with one message is taken");
    app.click("Look inside");
    app.sees("1 person, 1 room, 1 message");
    assertEquals(
        1,
        app.onFx(
            () -> app.stage().getScene().getRoot().lookupAll(".backup-inside ImageView").size()));
    app.click("#closeLook");
    app.press(KeyCode.ESCAPE);
    app.press(KeyCode.ESCAPE);
    app.say("Lost again");
    app.sees("Lost again");
    // The section is open still.
    openHosting();
    app.click("Restore");
    app.click("#dialogYes");
    app.seesNoMore("Lost again");
    app.sees("Kept");
    app.sees("Running");
  }

  @Test
  void closingTheWindowOffersToKeepTheChatRunningAndRemembersTheAnswer() throws Exception {
    hostAndJoin();
    closeWindow();
    app.sees("Keep the chat running?");
    app.sees("Nobody else is here now.");
    app.press(KeyCode.ESCAPE);
    app.seesNoMore("Keep the chat running?");
    assertTrue(app.onFx(() -> app.stage().isShowing() && !app.stage().isIconified()));
    closeWindow();
    app.click("#dialogRemember");
    app.click("#dialogOption0");
    // There is no tray on the headless platform.
    app.await("a small window", () -> app.stage().isIconified());
    assertTrue(app.onFx(() -> app.stage().isShowing()));
    assertEquals("Ada", nameOfTheHost());
    assertEquals(HostingPreferences.WhenClosed.KEEP, preferences().hosting().whenClosed());
    comeBack();
    closeWindow();
    app.await("a small window", () -> app.stage().isIconified());
    assertFalse(app.shows("Keep the chat running?"));
    comeBack();
    // Nobody is left with a window that does not close.
    app.press(KeyCode.CONTROL, KeyCode.Q);
    app.sees("Keep the chat running?");
    app.press(KeyCode.ESCAPE);
    app.seesNoMore("Keep the chat running?");
    openHosting();
    app.click("#backgroundSection");
    app.sees("the window is minimised instead");
    app.click("Stops");
    assertEquals(HostingPreferences.WhenClosed.STOP, preferences().hosting().whenClosed());
    closeWindow();
    app.await("no window", () -> !app.stage().isShowing());
  }

  @Test
  void whoStopsHostingIsToldSoAndStartsAgainWithOneClickOrEndsIt() throws Exception {
    hostAndJoin();
    app.click("#roomMembers");
    app.sees("Ada (you)");
    app.sees("Online");
    openHosting();
    app.click("#stop");
    app.click("#dialogYes");
    app.sees("Not known while the chat is away");
    assertFalse(app.shows("Online"));
    app.press(KeyCode.ESCAPE);
    app.press(KeyCode.ESCAPE);
    app.click("#closePanel");
    app.sees("You stopped hosting");
    assertFalse(app.shows("Try now"));
    // Another program has the port now, and knows nothing of anybody's login.
    CountDownLatch asked = new CountDownLatch(1);
    HttpServer another =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), preferences().hosting().port()),
            0);
    byte[] refusal =
        """
        {"status":401,"title":"Unauthorized","detail":"Sign in.","code":"not_signed_in"}\
        """
            .getBytes(StandardCharsets.UTF_8);
    another.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
          exchange.sendResponseHeaders(401, refusal.length);
          exchange.getResponseBody().write(refusal);
          exchange.close();
          if (exchange.getRequestURI().getPath().equals("/api/session")) {
            asked.countDown();
          }
        });
    another.start();
    try {
      assertTrue(asked.await(60, TimeUnit.SECONDS));
    } finally {
      another.stop(0);
    }
    app.say("Written meanwhile");
    app.sees("1 message waiting");
    app.click("#startAgain");
    app.seesNoMore("You stopped hosting");
    app.seesNoMore("1 message waiting");
    // Who is here is known again only once the chat has come back with a room of its own.
    app.sees("1 member, 1 online");
    app.click("#roomMembers");
    app.sees("Online");
    closeWindow();
    app.click("#dialogOption1");
    app.await("no window", () -> !app.stage().isShowing());
  }

  /// From the first start to an invite in hand: a name and who can reach it, an account, the room.
  @Test
  void chatForTheNetworkBeginsWithThreeScreensAndTheInviteIsBesideTheRoom() throws Exception {
    app.resize(1180, 760);
    app.click("#host");
    app.sees("Start a chat");
    app.fill("#newName", " ");
    app.click("#start");
    app.sees("Enter a name.");
    app.fill("#newName", "Harbour Office");
    app.click("#start");
    app.sees("Create your account");
    // Nobody else is let near it before it has an owner.
    assertFalse(preferences().hosting().open());
    createAccount();
    app.sees("Harbour Office");
    app.sees("Invite people");
    TextField link = app.node("inviteLink", TextField.class);
    assertTrue(
        app.onFx(() -> link.localToScene(0, 0).getX() > app.stage().getWidth() / 2),
        "beside the room, at the right as on the page");
    app.await("an invite", () -> link.getText().startsWith("https://"));
    assertTrue(preferences().hosting().open());
    assertFalse(app.shows("could not be loaded"), "the first thing one sees is no failure");
    InviteLink invite = InviteLink.parse(app.onFx(link::getText)).orElseThrow();
    Pin key = Pin.on(new Fingerprint(invite.fingerprint()));
    ServerAddress network = ServerAddress.parse(invite.addresses().getFirst()).orElseThrow();
    // The room beside it can be used.
    app.say("The first message");
    Friend.join(network, key, "Bob", invite.code());
    try (Friend bob = new Friend(network, key, Story.email("Bob"), folder.resolve("bob"))) {
      bob.say("I am in");
      app.sees("I am in");
    }
    // Without room for both, the invite is over the room.
    app.resize(560, 700);
    app.await("all of the width", () -> app.node("root", HBox.class).getWidth() > 500);
    app.resize(1180, 760);
    app.click("#back");
    app.seesNoMore("Invite people");
    app.restart();
    app.sees("I am in");
    assertFalse(app.shows("Invite people"));
  }

  private void comeBack() {
    app.onFx(() -> {
      app.stage().setIconified(false);
      return null;
    });
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
          .get(60, TimeUnit.SECONDS)
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
    assertEquals(HostingPreferences.NEVER, preferences().hosting());
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
