package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.dialog.Drawer;
import chatter.client.ui.form.Field;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("story")
class DrawerStoryTest {
  @TempDir private Path folder;
  private Story story;
  private Desktop app;

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    app = story.signedIn("Ada");
    app.click("#menu");
    app.sees("ada@example.org");
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void nameChangesHereAndForTheOthers() throws Exception {
    try (Friend ada = story.friend("Ada")) {
      app.click("#itemNAME");
      app.fill("#newName", " ");
      app.click("#saveName");
      app.sees("Enter a name.");
      story.signUp("Ben");
      app.fill("#newName", "BEN");
      app.click("#saveName");
      app.sees("Somebody here has that name, or one that looks like it. BEN 2 is free.");
      assertEquals(
          "Somebody here has that name, or one that looks like it. BEN 2 is free.",
          app.node("newName", Field.class).errorProperty().get());
      app.fill("#newName", "Ada Brandt");
      app.click("#saveName");
      app.sees("Your name is changed.");
      app.click("#back");
      app.sees("Ada Brandt");
      ada.learnsName("Ada Brandt");
    }
  }

  /// The drawer is made when it is first opened; by then the account may not be what it was when
  /// the program started.
  @Test
  void drawerOpenedLateShowsWhatChangedBefore() throws Exception {
    app.restart();
    app.sees("Lobby");
    story.rename("Ada", "Ada Brandt");
    try (Friend ada = story.friend("Ada")) {
      ada.say("look at my name");
      app.sees("look at my name");
    }
    app.click("#menu");
    app.sees("Ada Brandt");
    app.sees("ada@example.org");
  }

  @Test
  void notificationsAreAsOneWantsThemAlsoAfterARestart() {
    app.click("#itemNOTIFICATIONS");
    app.sees("This computer shows no notifications: there is no screen");
    app.click("#quietHOURS");
    ToggleButton saturday = app.node("quietDay6", ToggleButton.class);
    app.click("#quietDay6");
    app.await("that Saturday is out", () -> !saturday.isSelected());
    app.fill("#watchedWord", "lunch");
    app.click("#addWord");
    app.sees("lunch");
    app.fill("#watchedWord", "Lunch");
    app.press(KeyCode.ENTER);
    app.sees("That word is there already.");
    app.restart();
    app.sees("Lobby");
    app.click("#menu");
    app.click("#itemNOTIFICATIONS");
    app.sees("lunch");
    assertTrue(app.node("quietHOURS", ToggleButton.class).isSelected());
    assertFalse(app.node("quietDay6", ToggleButton.class).isSelected());
    assertTrue(app.node("quietDay7", ToggleButton.class).isSelected());
  }

  @Test
  void passwordChangesAndEndsOtherDevices() throws Exception {
    try (Friend elsewhere = story.friend("Ada")) {
      app.click("#itemPASSWORD");
      app.fill("#oldPassword", "wrong password");
      app.fill("#newPassword", "battery staple");
      app.click("#savePassword");
      app.sees("This is not your current password.");
      app.fill("#oldPassword", Story.PASSWORD);
      app.click("#savePassword");
      app.sees("Your password is changed.");
      elsewhere.isSignedOut();
    }
  }

  @Test
  void deviceIsSignedOutFromHere() throws Exception {
    try (Friend elsewhere = story.friend("Ada")) {
      app.click("#itemDEVICES");
      app.sees("This device");
      app.sees("elsewhere");
      app.click("End session");
      app.sees("The session on elsewhere has ended.");
      elsewhere.isSignedOut();
    }
  }

  @Test
  void whoRunsTheChatFindsPeopleByNameAndTellsThemApartByAddress() throws Exception {
    for (String name : List.of("Ben", "Cleo")) {
      story.signUp(name);
    }
    app.click("#itemPEOPLE");
    app.sees("Member, cleo@example.org");
    app.sees("ben@example.org");
    app.click("#peopleSearch");
    app.press(KeyCode.C);
    app.press(KeyCode.L);
    app.sees("1 person found");
    app.seesNoMore("ben@example.org");
    app.click("#more3");
    app.click("#deedREMOVE");
    app.click("#dialogYes");
    app.sees("Cleo was removed.");
    app.sees("Removed, cleo@example.org");
    app.press(KeyCode.ESCAPE);
  }

  @Test
  void themeIsChosenAndRemembered() {
    app.click("#themeDark");
    app.await("a dark canvas", () -> brightness() < 0.3);
    app.click("#themeLight");
    app.await("a light canvas", () -> brightness() > 0.5);
    app.click("#themeDark");
    app.restart();
    app.await("a dark canvas", () -> brightness() < 0.3);
  }

  private double brightness() {
    Color pixel =
        app.stage()
            .getScene()
            .snapshot(null)
            .getPixelReader()
            .getColor((int) app.stage().getScene().getWidth() - 4, 300);
    return pixel.getBrightness();
  }

  @Test
  void enterSendsIsSwitchedOffAndNothingKeptAndBothAreRemembered() {
    app.sees("Shift+Enter starts a new line");
    app.click("#enterSends");
    app.sees("Ctrl+Enter sends");
    app.click("#itemCOPY");
    app.sees(" kB are in use.");
    assertTrue(app.node("sizeMB_500", ToggleButton.class).isSelected());
    app.click("#sizeNOTHING");
    app.sees("Nothing is kept now.");
    app.restart();
    app.click("#menu");
    app.sees("Ctrl+Enter sends");
    assertFalse(app.node("enterSends", ToggleButton.class).isSelected());
    app.click("#itemCOPY");
    app.sees("Nothing is kept now.");
    assertTrue(app.node("sizeNOTHING", ToggleButton.class).isSelected());
  }

  @Test
  void whatIsTypedAfterItIsClosedStandsInTheField() {
    app.press(KeyCode.ESCAPE);
    app.press(KeyCode.H);
    app.press(KeyCode.E);
    app.await("he", () -> "he".equals(written()));
    app.seesNoMore("Change password");
    app.press(KeyCode.CONTROL, KeyCode.COMMA);
    app.sees("Change password");
    app.click("#itemDEVICES");
    app.press(KeyCode.ESCAPE);
    app.press(KeyCode.ESCAPE);
    app.press(KeyCode.Y);
    app.await("hey", () -> "hey".equals(written()));
  }

  private String written() {
    return ((TextInputControl) app.stage().getScene().lookup("#input")).getText();
  }

  @Test
  void whoComesBackFromAPanelFindsTheMenuWhereItWas() {
    app.resize(900, 480);
    ScrollPane page = app.node("page", ScrollPane.class);
    app.settle();
    app.onFx(() -> {
      page.setVvalue(1);
      return null;
    });
    app.click("#itemCHECK");
    app.sees("Connection check");
    app.await("the beginning of the panel", () -> page.getVvalue() == 0);
    app.click("#back");
    app.await("the end of the menu", () -> page.getVvalue() > 0.9);
  }

  @Test
  void escapeGoesBackThenClosesAndTheKeyboardStaysInside() {
    app.click("#itemDEVICES");
    app.press(KeyCode.ESCAPE);
    app.sees("Change password");
    for (int i = 0; i < 25; i++) {
      app.press(KeyCode.TAB);
      assertTrue(insideDrawer(), "the focus left the drawer after tab " + (i + 1));
    }
    app.press(KeyCode.ESCAPE);
    app.seesNoMore("Change password");
    app.await("the focus is back", () -> !insideDrawer());
  }

  private boolean insideDrawer() {
    return app.onFx(() -> {
      for (Node at = app.stage().getScene().getFocusOwner(); at != null; at = at.getParent()) {
        if (at instanceof Drawer) {
          return true;
        }
      }
      return false;
    });
  }

  @Test
  void signingOutWithMessagesWaitingIsAskedAbout() {
    app.press(KeyCode.ESCAPE);
    app.seesNoMore("Change password");
    story.stopServer();
    app.say("Not sent yet");
    app.sees("Not sent yet");
    app.click("#menu");
    app.click("#signOut");
    app.sees("1 message has not been sent yet.");
    app.click("#dialogNo");
    app.seesNoMore("1 message has not been sent yet.");
    app.sees("Change password");
    app.click("#signOut");
    app.click("#dialogYes");
    app.sees("You are signed out here. The server could not be told");
    assertEquals(1, app.onFx(() -> app.stage().getScene().getRoot().lookupAll("#login").size()));
  }
}
