package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.hosting.UsualPort;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.prefs.PreferencesFile;
import chatter.server.page.Browser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The main job: one person hosts on the desktop, another joins with a browser, they talk, close
/// everything, and the next day every word is there.
@Tag("story")
@ExtendWith(UsualPort.class)
class DesktopAndBrowserStoryTest {
  @TempDir private Path folder;
  private Desktop desktop;

  @BeforeEach
  void open() {
    desktop = new Desktop(folder);
  }

  @AfterEach
  void close() {
    desktop.close();
  }

  private void say(String text) {
    desktop.click("#input");
    desktop.type(text);
    desktop.press(KeyCode.ENTER);
  }

  private int hostedPort() throws Exception {
    return new PreferencesFile(folder).load().hosting().port();
  }

  /// As the owner, so that the browser needs no invite.
  private static void openToEverybody(int port) throws Exception {
    try (ServerApi api = new ServerApi(ServerAddress.local(port));
        HttpClient http = HttpClient.newHttpClient()) {
      String token =
          api.login("ada@example.org", Story.PASSWORD, "elsewhere")
              .get(60, TimeUnit.SECONDS)
              .token();
      HttpRequest open =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/server"))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .method("PATCH", BodyPublishers.ofString("{\"registration\":\"open\"}"))
              .build();
      assertEquals(200, http.send(open, BodyHandlers.discarding()).statusCode());
    }
  }

  @Test
  void oneHostsOnTheDesktopAnotherJoinsWithABrowserAndTomorrowEveryWordIsThere() throws Exception {
    desktop.click("#host");
    desktop.click("#start");
    desktop.fill("#name", "Ada");
    desktop.fill("#email", "ada@example.org");
    desktop.fill("#password", Story.PASSWORD);
    desktop.click("#submit");
    desktop.sees("Lobby");

    openToEverybody(hostedPort());
    try (Browser ben = Browser.open(hostedPort())) {
      ben.signUp("Ben", "ben@example.org", Story.PASSWORD);
      say("Hello from the desktop");
      ben.row("Hello from the desktop");
      ben.say("Hello from the browser");
      desktop.sees("Hello from the browser");
      ben.say("<b>text</b> & \uD83C\uDF89");
      desktop.sees("<b>text</b>");

      desktop.close();
      ben.say("written while the host was away");
      ben.row("written while the host was away", "pending");
      desktop.open();
      desktop.sees("Hello from the browser");
      desktop.await(
          60, "the page to be back", () -> desktop.shows("written while the host was away"));
      ben.row("written while the host was away", "sent");
    }

    desktop.close();
    desktop.open();
    desktop.sees("Hello from the desktop");
    desktop.sees("Hello from the browser");
    // What was read is there before the server is.
    int port = hostedPort();
    desktop.await(60, "the host to be back", () -> isOpen(port));
    try (Browser ben = Browser.open(hostedPort())) {
      ben.signIn("ben@example.org", Story.PASSWORD);
      ben.row("Hello from the desktop");
      ben.row("written while the host was away");
    }
  }

  private static boolean isOpen(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
