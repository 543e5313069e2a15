package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A room from its making until one has left it, on the desktop and with a real server.
@Tag("story")
class RoomStoryTest {
  @TempDir private Path folder;
  private Story story;

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    story.signUp("Bob");
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void aRoomIsMadeWrittenInAndLeft() throws Exception {
    Desktop app = story.signedIn("Ada");
    app.click("#addRoom");
    app.click("New room");
    app.fill("#roomName", "Field team");
    app.click("Make room");
    app.sees("Ada made this room");
    app.say("First words");
    app.sees("First words");
    app.press(KeyCode.UP);
    app.sees("Editing");
    app.type(" of all");
    app.press(KeyCode.ENTER);
    app.sees("First words of all");
    app.sees("edited");
    toTheNewest(app);
    app.press(KeyCode.ADD);
    app.await("the reactions to choose from", () -> shows(app, "#emojiPicker"));
    app.press(KeyCode.ENTER);
    app.await("the reaction", () -> has(app, ".reaction"));
    // While the server is away a deletion waits, so that nobody has to hurry.
    story.stopServer();
    app.sees("Try now");
    toTheNewest(app);
    app.press(KeyCode.DELETE);
    app.sees("Message deleted");
    app.click("Undo");
    app.seesNoMore("Message deleted");
    app.sees("First words of all");
    story.startServer();
    app.tryNow();
    app.seesNoMore("Try now");
    app.click("#roomMore");
    app.press(KeyCode.UP);
    app.press(KeyCode.ENTER);
    app.sees("Leave Field team?");
    app.click("#dialogYes");
    app.sees("You are no longer in Field team.");
    app.sees("Message Lobby");
  }

  @Test
  void whatOnePinsTheOtherSeesAndBothList() throws Exception {
    Desktop app = story.signedIn("Ada");
    try (Participant bob = story.participant("Bob")) {
      bob.says("The key is at the desk");
      bob.says("And lunch is at one");
      bob.sees("And lunch is at one");
      app.sees("And lunch is at one");
      bob.does(() -> bob.chat().openProperty().get().pins().refresh());
      pin(app, 0);
      bob.await("the pin of the newest", () -> bob.pinned().equals(List.of("And lunch is at one")));
      pin(app, 1);
      List<String> both = List.of("The key is at the desk", "And lunch is at one");
      bob.await("both pins, the newest first", () -> bob.pinned().equals(both));
      Button all = (Button) app.stage().getScene().lookup("#allPins");
      app.await("the number of pins", () -> all.isVisible() && "2".equals(all.getText()));
      app.click("#allPins");
      app.await("the list of pins", () -> has(app, "#pinList"));
      assertEquals(
          both,
          app.onFx(() ->
              app.stage().getScene().getRoot().lookupAll(".pin-row").stream()
                  .map(row -> row.getAccessibleText().replaceFirst("^.*: ", ""))
                  .toList()));
      bob.does(() -> bob.chat().actions().pin(bob.shown().getFirst(), false));
      app.await("one pin", () -> !all.isVisible());
    }
  }

  /// Pins a message by its menu.
  ///
  /// @param above how many messages it is above the one chosen last
  private static void pin(Desktop app, int above) {
    // So that the pointer chooses nothing.
    app.click("#input");
    toTheNewest(app);
    for (int i = 0; i < above; i++) {
      app.press(KeyCode.UP);
    }
    app.click("#messageMore");
    app.choose("Pin");
  }

  private static void toTheNewest(Desktop app) {
    app.press(KeyCode.F6);
    app.press(KeyCode.F6);
  }

  /// Whether it is there and what it lies on can be seen.
  private static boolean shows(Desktop app, String selector) {
    Node node = app.stage().getScene().lookup(selector);
    return node != null && node.getParent().isVisible();
  }

  private static boolean has(Desktop app, String selector) {
    return app.stage().getScene().lookup(selector) != null;
  }

  @Test
  void somebodyIsWrittenToFromTheListOfMembers() throws Exception {
    Desktop app = story.signedIn("Ada");
    try (Friend bob = story.friend("Bob")) {
      app.click("#roomMembers");
      app.click("Bob");
      app.click("Message");
      Label title = app.node("title", Label.class);
      app.await("the direct", () -> "Bob".equals(title.getText()));
      app.say("Just for you");
      app.sees("Just for you");
      bob.hears("Just for you");
    }
  }
}
