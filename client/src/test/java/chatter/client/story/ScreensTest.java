package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.hosting.UsualPort;
import chatter.client.prefs.Appearance;
import chatter.client.prefs.PreferencesFile;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Goes through every screen and looks for words that are cut off. With `-Dscreenshots=FOLDER`
/// pictures of them are kept, to be looked at.
@Tag("story")
@ExtendWith(UsualPort.class)
class ScreensTest {
  @TempDir private Path folder;
  private Desktop app;
  private String kind;
  private final List<String> cut = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"LIGHT, 900, 700", "DARK, 360, 640"})
  void noWordIsCutOff(Appearance appearance, double width, double height) throws Exception {
    kind = appearance.name().toLowerCase(Locale.ROOT) + "-" + (int) width;
    Path data = folder.resolve("desktop");
    Files.createDirectories(data);
    new PreferencesFile(data).save(new PreferencesFile(data).load().withAppearance(appearance));
    try (Story story = new Story(folder)) {
      story.signUp("Ada");
      app = story.desktop();
      app.resize(width, height);
      loginScreens(story);
      hostingScreens();
      app.click("#backToLogin");
      story.signedIn("Ada");
      drawerScreens(story);
    }
    assertEquals(List.of(), cut);
  }

  private void loginScreens(Story story) throws IOException {
    app.sees("Welcome to Chatter");
    look("login");
    app.fill("#address", "not an address");
    app.click("#submit");
    look("find-error");
    app.fill("#address", story.address());
    app.click("#submit");
    app.click("#other");
    app.fill("#name", "Ada Brandt");
    app.fill("#email", "ada@");
    app.fill("#password", "short");
    app.click("#submit");
    look("register-errors");
    app.click("#other");
    look("sign-in");
    app.click("#change");
  }

  private void hostingScreens() throws IOException {
    app.click("#host");
    app.sees("Start a chat");
    look("start");
    app.click("#onlyHere");
    app.click("#start");
    app.sees("Create your account");
    look("first-account");
    app.click("#change");
    app.sees("This computer hosts a chat.");
    app.click("#host");
    app.click("#admissionSection");
    app.click("#everyone");
    app.sees("Others find it here");
    look("hosting-running");
    app.click("#makeInvite");
    app.sees("Copy as a message");
    app.sees("Good until");
    look("hosting-invite");
    app.click("#admissionSection");
    look("hosting-admission");
    app.click("#backgroundSection");
    app.sees("minimised instead");
    look("hosting-background");
    app.click("#dataSection");
    app.click("#backUp");
    app.sees("is taken");
    app.click("Look inside");
    app.sees("In the backup of");
    look("hosting-data");
    app.click("#exportSection");
    look("hosting-away");
    app.click("#stop");
    look("hosting-stop");
    app.click("#dialogYes");
    app.sees("Start the chat");
  }

  private void drawerScreens(Story story) throws Exception {
    app.say("Good morning");
    app.sees("Good morning");
    look("chat");
    roomScreens();
    openMenu();
    look("drawer");
    app.click("#itemNAME");
    look("drawer-name");
    app.click("#back");
    app.click("#itemPASSWORD");
    app.fill("#newPassword", "short");
    app.click("#savePassword");
    look("drawer-password");
    app.click("#back");
    try (Friend elsewhere = story.friend("Ada")) {
      elsewhere.say("From the other computer");
      app.click("#itemDEVICES");
      app.sees("elsewhere");
      look("drawer-devices");
    }
    app.click("#back");
    app.click("#itemNOTIFICATIONS");
    app.click("#quietHOURS");
    app.fill("#watchedWord", "lunch");
    app.click("#addWord");
    app.sees("lunch");
    look("drawer-notifications");
    app.click("#back");
    app.click("#itemCOPY");
    app.sees("in use.");
    look("drawer-copy");
    app.click("#back");
    ownersPanels(story);
    app.click("#itemHOSTING");
    look("drawer-hosting");
    app.click("#back");
    app.click("#itemCHECK");
    app.sees("All is well.");
    app.sees("Copy as text");
    look("drawer-check");
    story.stopServer();
    app.press(KeyCode.ESCAPE);
    app.press(KeyCode.ESCAPE);
    if (app.stage().getWidth() <= 700) {
      app.click("Lobby");
    }
    app.say("Not sent yet");
    app.sees("Not sent yet");
    openMenu();
    app.click("#signOut");
    look("sign-out");
  }

  private void roomScreens() throws IOException {
    app.click("#roomMembers");
    app.sees("Find a member");
    look("members");
    app.click("#closePanel");
    toList();
    app.click("#addRoom");
    app.click("Browse rooms");
    app.sees("Find a room");
    look("rooms");
    app.click("#formCancel");
    app.click("#addDirect");
    look("new-direct");
    app.click("#formCancel");
    app.click("#addRoom");
    app.click("New room");
    app.click("#formDone");
    app.sees("Enter a name for the room.");
    look("new-room");
    app.fill("#roomName", "Field team");
    app.click("#formDone");
    app.sees("Ada made this room");
    look("room");
    toList();
    app.click("Lobby");
  }

  private void toList() {
    if (app.stage().getWidth() <= 700) {
      app.click("#roomBack");
    }
  }

  /// In a narrow window it is with the list of conversations.
  private void openMenu() throws IOException {
    if (app.stage().getWidth() <= 700) {
      app.click("#roomBack");
      look("list");
    }
    app.click("#menu");
  }

  private void ownersPanels(Story story) throws Exception {
    story.signUp("Ben");
    app.click("#itemINVITE");
    app.sees("Good until");
    app.click("#copyInviteCode");
    app.click("One person");
    app.sees("Other invites that are good");
    look("drawer-invite");
    app.click("#back");
    app.click("#itemPEOPLE");
    app.click("#more2");
    app.click("#deedRESET");
    app.sees("#reset=");
    look("drawer-people");
    app.click("#back");
    app.click("#itemABOUT");
    look("drawer-about");
    app.click("#back");
    app.click("#itemCHATS");
    look("drawer-chats");
    app.click("#back");
  }

  private void look(String name) throws IOException {
    WritableImage picture = app.picture();
    app.onFx(() -> {
      check(name, app.stage().getScene().getRoot());
      return null;
    });
    String kept = System.getProperty("screenshots");
    if (kept != null) {
      Files.createDirectories(Path.of(kept));
      ImageIO.write(convert(picture), "png", new File(kept, name + "-" + kind + ".png"));
    }
  }

  private void check(String screen, Node node) {
    // What people write and are called is cut where it must be, in the chat.
    if (!node.isVisible() || node.getStyleClass().contains("chat")) {
      return;
    }
    if (node instanceof Labeled labeled && labeled.getText() != null) {
      for (Node child : labeled.getChildrenUnmodifiable()) {
        if (child instanceof Text text
            && text.getText().endsWith(labeled.getEllipsisString())
            && !labeled.getText().equals(text.getText())) {
          cut.add(screen + " " + kind + ": " + text.getText());
        }
      }
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> check(screen, child));
    }
  }

  private static BufferedImage convert(WritableImage picture) {
    int width = (int) picture.getWidth();
    int height = (int) picture.getHeight();
    PixelReader pixels = picture.getPixelReader();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, pixels.getArgb(x, y));
      }
    }
    return image;
  }
}
