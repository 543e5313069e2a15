package chatter.client.story;

import chatter.client.launch.LinkInbox;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A message is looked for on a server, and links from outside lead to messages.
@Tag("story")
class SearchStoryTest {
  @TempDir private Path folder;
  private Story story;
  private Talker ada;

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    ada = new Talker(story.signedIn("Ada"));
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void aMessageIsFoundByAPartOfAWordAndALinkFromOutsideSaysIfThereIsNoSuchMessage()
      throws Exception {
    ada.say("the spare câbles are in the van");
    ada.say("who has the keys");
    ada.awaitCaughtUp();
    Desktop desktop = ada.desktop();
    desktop.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
    desktop.sees("Written by somebody");
    desktop.type("cable from:Ada ");
    desktop.sees("1 result · ↑ ↓ to go, Enter to open");
    desktop.sees("in Lobby");
    desktop.type("-van");
    desktop.sees("No message has that.");
    LocalDate today = LocalDate.now(ZoneId.systemDefault());
    desktop.type(" before:");
    desktop.press(KeyCode.TAB);
    desktop.press(KeyCode.PAGE_UP);
    desktop.press(KeyCode.ENTER);
    // It may have become another day meanwhile.
    List<String> days =
        Stream.of(today, LocalDate.now(ZoneId.systemDefault()))
            .map(day -> "cable from:Ada -van before:" + day.minusMonths(1) + " ")
            .toList();
    desktop.await(
        "the day in the field",
        () -> days.contains(desktop.node("messageSearch", TextField.class).getText()));
    desktop.press(KeyCode.ESCAPE);
    desktop.seesNoMore("Written by somebody");
    LinkInbox.leave(
        folder.resolve("desktop"), "chatter://127.0.0.1:" + story.port() + "/#/c/1/9000");
    desktop.sees("This message is not there.");
    LinkInbox.leave(folder.resolve("desktop"), "chatter://127.0.0.1:" + story.port() + "/#/c/77/1");
    desktop.sees("This message is in a conversation that you are not in.");
    LinkInbox.leave(folder.resolve("desktop"), "chatter://unknown.example/#/c/1/1");
    desktop.sees(
        "This link leads to another chat: https://unknown.example. You have not joined it.");
  }
}
