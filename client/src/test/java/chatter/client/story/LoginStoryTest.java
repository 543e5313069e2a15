package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chatter.client.ui.form.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("story")
class LoginStoryTest {
  @TempDir private Path folder;
  private Story story;

  @BeforeEach
  void open() throws IOException {
    story = new Story(folder);
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void newcomerCreatesAnAccountAndIsInTheLobby() {
    Desktop app = story.desktop();
    app.sees("Welcome to Chatter");
    app.fill("#address", story.address());
    app.press(KeyCode.ENTER);
    app.sees("You are the first here: you will be the owner.");
    app.fill("#name", "Ada Brandt");
    app.fill("#email", "ada@example.org");
    app.fill("#password", Story.PASSWORD);
    app.press(KeyCode.ENTER);
    app.sees("Lobby");
    app.sees("1 member");
  }

  @Test
  void mistakesAreToldBelowTheirFieldsAndWhatIsTypedStays() {
    Desktop app = story.desktop();
    app.fill("#address", "not an address");
    app.click("#submit");
    app.sees("Enter an invite, or the address of a server");
    app.fill("#address", story.address());
    app.click("#submit");
    app.fill("#email", "ada@");
    app.fill("#password", "short");
    app.click("#submit");
    app.sees("Enter a name.");
    app.sees("Enter an email address like");
    app.sees("A password has at least 8 characters.");
    app.fill("#email", "ada@example.org");
    app.seesNoMore("Enter an email address like");
    assertEquals("short", app.node("password", Field.class).textProperty().get());
  }

  @Test
  void wrongPasswordSaysSoAndKeepsTheForm() throws Exception {
    story.signUp("Ada");
    Desktop app = story.desktop();
    app.fill("#address", story.address());
    app.click("#submit");
    app.fill("#email", "ada@example.org");
    app.fill("#password", "something else");
    app.click("#submit");
    app.sees("Email or password is wrong.");
    assertEquals("ada@example.org", app.node("email", Field.class).textProperty().get());
    app.fill("#password", Story.PASSWORD);
    app.click("#submit");
    app.sees("Lobby");
  }

  @Test
  void takenEmailIsToldAtTheField() throws Exception {
    story.signUp("Ada");
    Desktop app = story.desktop();
    app.fill("#address", story.address());
    app.click("#submit");
    app.click("#other");
    app.fill("#name", "Ada");
    app.fill("#email", "ada@example.org");
    app.fill("#password", Story.PASSWORD);
    app.click("#submit");
    app.sees("This email already has an account.");
  }

  @Test
  void whatOnlyTheServerKnowsIsToldAtTheFieldAndWhatIsTypedStays() throws Exception {
    Desktop app = story.desktop();
    app.fill("#address", story.address());
    app.click("#submit");
    app.fill("#name", "Adabrandt");
    app.fill("#email", "ada@example.org");
    app.fill("#password", "password");
    app.click("#submit");
    app.sees("That password is one of the most common ones. Choose another.");
    app.fill("#password", "adabrandt 1");
    app.click("#submit");
    app.sees("That password is your name or your email address. Choose another.");
    assertEquals(
        "That password is your name or your email address. Choose another.",
        app.node("password", Field.class).errorProperty().get());
    assertEquals("adabrandt 1", app.node("password", Field.class).textProperty().get());
    story.signUp("ADABRANDT");
    app.fill("#password", Story.PASSWORD);
    app.click("#submit");
    app.sees("Somebody here has that name, or one that looks like it. Adabrandt 2 is free.");
    assertEquals(
        "Somebody here has that name, or one that looks like it. Adabrandt 2 is free.",
        app.node("name", Field.class).errorProperty().get());
    assertEquals("Adabrandt", app.node("name", Field.class).textProperty().get());
  }

  @Test
  void serverThatIsAwayIsToldAndCanBeTriedAgain() throws Exception {
    story.signUp("Ada");
    story.stopServer();
    Desktop app = story.desktop();
    app.fill("#address", story.address());
    app.click("#submit");
    app.sees("The server cannot be reached.");
    story.startServer();
    app.click("#submit");
    app.fill("#email", Story.email("Ada"));
    app.fill("#password", Story.PASSWORD);
    story.stopServer();
    app.click("#submit");
    app.sees("The server cannot be reached.");
    story.startServer();
    app.click("#submit");
    app.sees("Lobby");
  }

  @Test
  void staysSignedInOverARestart() throws Exception {
    story.signUp("Ada");
    Desktop app = story.signedIn("Ada");
    app.say("Before the restart");
    app.sees("Before the restart");
    app.restart();
    app.sees("Before the restart");
    assertFalse(app.shows("Welcome to Chatter"));
  }

  @Test
  void startingAgainWritesNoLoginThatIsThereAlready() throws Exception {
    story.signUp("Ada");
    Desktop app = story.signedIn("Ada");
    Path login = folder.resolve("desktop").resolve("servers.properties");
    FileTime written = Files.getLastModifiedTime(login);
    app.restart();
    app.sees("Lobby");
    assertEquals(written, Files.getLastModifiedTime(login));
  }

  private boolean keepsMessages() {
    Path accounts = folder.resolve("desktop").resolve("accounts");
    try (Stream<Path> servers = Files.list(accounts)) {
      return servers.anyMatch(server -> Files.exists(server.resolve("1").resolve("copy.db")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void signedOutPersonFindsTheServerRemembered() throws Exception {
    story.signUp("Ada");
    Desktop app = story.signedIn("Ada");
    app.say("for the members alone");
    app.restart();
    app.sees("for the members alone");
    app.await("what was known to be kept", this::keepsMessages);
    app.click("#menu");
    app.click("#signOut");
    app.sees("You are signed out.");
    assertFalse(keepsMessages(), "nothing of what others wrote stays");
    app.sees("Sign in to Chatter");
    app.restart();
    app.sees("Sign in to Chatter");
    assertEquals("ada@example.org", app.node("email", Field.class).textProperty().get());
    app.fill("#email", "ada@example.org");
    app.fill("#password", Story.PASSWORD);
    app.click("#submit");
    app.sees("Lobby");
  }
}
