package chatter.client;

import chatter.client.prefs.PreferencesFile;
import chatter.server.page.Browser;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job: one person hosts on the desktop, another joins with a browser, they talk, close
/// everything, and the next day every word is there.
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

  @Test
  void oneHostsOnTheDesktopAnotherJoinsWithABrowserAndTomorrowEveryWordIsThere() throws Exception {
    desktop.click("#host");
    desktop.click("#start");
    desktop.sees("http://localhost:");
    desktop.click("#goOn");
    desktop.fill("#name", "Ada");
    desktop.fill("#email", "ada@example.org");
    desktop.fill("#password", Story.PASSWORD);
    desktop.click("#submit");
    desktop.sees("Lobby");

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
      desktop.sees("written while the host was away");
      ben.row("written while the host was away", "sent");
    }

    desktop.close();
    desktop.open();
    desktop.sees("Hello from the desktop");
    desktop.sees("Hello from the browser");
    try (Browser ben = Browser.open(hostedPort())) {
      ben.signIn("ben@example.org", Story.PASSWORD);
      ben.row("Hello from the desktop");
      ben.row("written while the host was away");
    }
  }
}
