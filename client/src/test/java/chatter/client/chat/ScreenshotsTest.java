package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.list.RowCell;
import chatter.client.chat.text.SelectableText;
import chatter.client.chat.timeline.TimelineView;
import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.Failures;
import chatter.client.net.outbox.OutboxFile;
import chatter.client.ui.Fx;
import chatter.client.ui.ScaledPane;
import chatter.shared.api.SearchHit;
import chatter.shared.api.SearchResponse;
import chatter.shared.api.SharedItem;
import chatter.shared.api.SharedLink;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.search.Mark;
import chatter.shared.search.TermMatch.FileMarks;
import chatter.shared.text.Direction;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Draws the screen in many states. With `-Dscreenshots=FOLDER` they are kept, to be looked at.
class ScreenshotsTest {
  @TempDir private Path folder;
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;

  private Instant today(String time) {
    return Instant.parse("2026-11-23T" + time + ":00Z");
  }

  private void conversation() {
    session.add(
        FakeSession.ANA,
        Instant.parse("2026-11-20T10:00:00Z"),
        "Who has the keys for the small room? I need them on Friday.");
    session.add(FakeSession.OMAR, Instant.parse("2026-11-20T10:01:00Z"), "Ask the desk 🙂");
    session.add(FakeSession.OMAR, Instant.parse("2026-11-20T10:01:20Z"), "👍🏽🎉");
    session.add(
        FakeSession.ME,
        Instant.parse("2026-11-22T17:20:00Z"),
        "See https://example.org/keys?room=4 (or the wiki).");
    session.add(FakeSession.LENA, today("09:02"), "Morning! Has anyone seen the spare cable?");
    session.add(FakeSession.LENA, today("09:02"), "The long one with the blue end");
    session.add(FakeSession.ME, today("09:04"), "Second drawer, under the labels");
    session.add(FakeSession.ME, today("09:04"), "I put it back yesterday evening");
    session.readSeq = 8;
    session.add(FakeSession.OMAR, today("11:40"), "Found it, thanks! Printer next?", 7L);
    session.add(
        FakeSession.LENA,
        today("11:42"),
        "The printer is back. It was the paper tray all along, so please close it until it clicks.");
  }

  private void people() {
    session.listener.accept(
        new SessionEvent.Presence(
            true,
            6,
            null,
            List.of(
                new PresenceInfo(1, "Ada Brandt", null, PresenceInfo.State.ONLINE, null),
                new PresenceInfo(4, "Lena Koch", null, PresenceInfo.State.ONLINE, null),
                new PresenceInfo(3, "Omar Malik", null, PresenceInfo.State.ONLINE, null),
                new PresenceInfo(5, "Ana Silva", null, PresenceInfo.State.OFFLINE, null))));
  }

  private void draw(String name) throws Exception {
    fixture.settle();
    // Entries and fades take less than this; what is drawn shall stand still.
    Fx.await(
        "everything has faded in",
        () -> fixture.list().cells().stream().allMatch(c -> c.getOpacity() == 1));
    WritableImage image = Fx.call(() -> fixture.stage.getScene().snapshot(null));
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    assertEquals(fixture.stage.getScene().getWidth(), width, 1);
    String folder = System.getProperty("screenshots");
    if (folder != null) {
      BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
      PixelReader pixels = image.getPixelReader();
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          copy.setRGB(x, y, pixels.getArgb(x, y));
        }
      }
      new File(folder).mkdirs();
      ImageIO.write(copy, "png", new File(folder, name + ".png"));
    }
  }

  private void story(double width, double height, boolean dark, String name) throws Exception {
    conversation();
    fixture.show(width, height, dark);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
      people();
      session.listener.accept(new SessionEvent.Typing(1, 3, "Omar", true));
    });
    fixture.settle();
    draw(name);
    fixture.tell(() -> {
      session.send(1, "Will do", null);
      fixture.chat.openProperty().get().timeline().sending();
      session.send(
          1,
          "And 🎈 for everybody, once the thing that used to be broken for such a long time has been seen to work for a day",
          10L);
      session.refuse(RejectCode.RATE_LIMITED);
      session.listener.accept(
          new SessionEvent.ConnectionChanged(
              ConnectionState.WAITING, fixture.clock.instant().plusSeconds(9)));
      fixture.clock.advance(Duration.ofSeconds(5));
      fixture.chat.tick();
    });
    draw(name + "-pending");
    fixture.close();
  }

  private static FileInfo picture(FakeSession session, String id, int width, int height, int colour)
      throws Exception {
    byte[] bytes = MessageFilesTest.png(width, height, colour);
    session.files.contents.put(id, bytes);
    return MessageFilesTest.info(id, id + ".png", "image/png", bytes, width, height);
  }

  private void posted(AccountInfo sender, String time, String body, FileInfo... files) {
    session.addFiles(sender, today(time), body, List.of(files));
  }

  private void files(double width, double height, boolean dark, String name) throws Exception {
    session.copies = folder;
    posted(
        FakeSession.LENA,
        "09:02",
        "From the roof",
        picture(session, "one", 560, 373, 0x804020),
        picture(session, "two", 373, 560, 0x208060),
        picture(session, "three", 560, 560, 0x402080));
    posted(FakeSession.ME, "09:04", "", picture(session, "roof", 560, 320, 0x6080a0));
    posted(
        FakeSession.OMAR,
        "11:40",
        "Found it, thanks! The list is here:",
        MessageFilesTest.info(
            "list", "cable-list.pdf", "application/pdf", new byte[214_000], null, null));
    session.readSeq = session.stored.size();
    fixture.show(width, height, dark);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
      people();
    });
    fixture.tell(() -> {
      session.send(
          1,
          "",
          null,
          null,
          List.of(new OutboxFile("x", "inventory.xlsx", 13_000_000, null, null, null, false)));
      session.progress(8_100_000);
      fixture.timeline().sending();
    });
    Path roof = Files.write(folder.resolve("roof.png"), MessageFilesTest.png(300, 200, 0xc06040));
    Path notes = Files.write(folder.resolve("minutes of the meeting.txt"), new byte[4_200]);
    fixture.tell(() -> {
      Clipboard.getSystemClipboard()
          .setContent(Map.of(DataFormat.FILES, List.of(roof.toFile(), notes.toFile())));
      ((TextArea) fixture.node("#input")).paste();
      fixture.composer().draftProperty().set("Here it is");
    });
    Fx.await(
        "the pictures",
        () ->
            fixture.screen.root().lookupAll(".picture-tile").stream()
                .flatMap(tile -> tile.lookupAll(".image-view").stream())
                .allMatch(view -> ((ImageView) view).getImage() != null));
    Fx.await(
        "the copies",
        () -> fixture.composer().files().list().stream().allMatch(file -> file.kept() != null));
    draw(name);
    fixture.close();
  }

  @Test
  void filesLight() throws Exception {
    files(1180, 760, false, "files-light");
  }

  @Test
  void filesDark() throws Exception {
    files(1180, 760, true, "files-dark");
  }

  @Test
  void filesNarrow() throws Exception {
    files(390, 760, false, "files-narrow");
  }

  @Test
  void light() throws Exception {
    story(1180, 760, false, "light");
  }

  @Test
  void dark() throws Exception {
    story(1180, 760, true, "dark");
  }

  @Test
  void narrow() throws Exception {
    story(500, 760, false, "narrow");
  }

  @Test
  void pillsWhileReadingAbove() throws Exception {
    for (int i = 0; i < 200; i++) {
      session.add(
          i % 3 == 0 ? FakeSession.LENA : FakeSession.OMAR,
          today("08:00").plusSeconds(i * 30L),
          "Message number " + i + ", of no importance at all. ".repeat(1 + i % 4));
    }
    session.readSeq = 200;
    fixture.show(1180, 760, false);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
      people();
    });
    fixture.tell(() -> fixture.list().scrollBy(900));
    fixture.tell(() -> {
      session.post(FakeSession.ANA, "One more");
      session.post(FakeSession.ANA, "And another");
      ((TimelineView) fixture.node("#timeline")).scrollBy(5);
    });
    draw("pills");
    fixture.close();
  }

  private void reactionsAndTheWayBack(boolean dark, String name) throws Exception {
    List<ServerEvent.Row> rows = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      rows.add(
          new MessagePosted(
              1,
              i,
              i % 3 == 0 ? FakeSession.ME : FakeSession.LENA,
              i % 5 == 0 ? "Ask <@99>, <@4> or <@1> about number " + i : "Message number " + i,
              today("08:00").plusSeconds(i * 70L),
              i == 60 ? 12L : null,
              null,
              null,
              null,
              null,
              i == 12
                  ? List.of(
                      new ServerEvent.Reaction("👍", 14, true, List.of(1L, 4L, 3L)),
                      new ServerEvent.Reaction("🎉", 2, false, List.of(4L, 3L)))
                  : null,
              null));
    }
    session.rows = List.copyOf(rows);
    session.readSeq = 60;
    session.rooms.reacted.add(FakeSession.ME.publicView());
    for (int i = 0; i < 13; i++) {
      session.rooms.reacted.add(new AccountInfo(20 + i, "Person with the number " + i, null, null));
    }
    fixture.show(1000, 660, dark);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
      people();
    });
    fixture.tell(() -> ((TimelineView) fixture.node("#timeline")).jumpTo(12, () -> {}));
    draw("back" + name);
    assertTrue(fixture.node("#to-before").isVisible());
    fixture.tell(() ->
        fixture
            .node(".reaction")
            .fireEvent(
                new ContextMenuEvent(
                    ContextMenuEvent.CONTEXT_MENU_REQUESTED, 1, 1, 1, 1, false, null)));
    draw("reacted" + name);
    session.rooms.failure = Failures.unreachable();
    fixture.tell(() ->
        ((ToggleButton) fixture.node("#reactedPeople").lookupAll(".reacted-kind").toArray()[1])
            .fire());
    draw("reacted-failed" + name);
    fixture.close();
  }

  @Test
  void whoReactedAndTheWayBack() throws Exception {
    reactionsAndTheWayBack(false, "-light");
  }

  @Test
  void whoReactedAndTheWayBackInTheDark() throws Exception {
    reactionsAndTheWayBack(true, "-dark");
  }

  @Test
  void answeringWithTheKeyboardInTheDark() throws Exception {
    conversation();
    session.add(FakeSession.ME, today("11:43"), "🙂");
    session.add(
        FakeSession.OMAR,
        today("11:43"),
        "Ok 👍 see https://example.org/a/rather/long/path/that/does/not/fit/on/one/line/of/the/bubble?really=1");
    session.readSeq = 12;
    fixture.show(900, 640, true);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
      people();
    });
    fixture.press(fixture.node("#timeline"), javafx.scene.input.KeyCode.UP);
    fixture.press(fixture.node("#timeline"), javafx.scene.input.KeyCode.UP);
    fixture.press(fixture.node("#timeline"), javafx.scene.input.KeyCode.UP);
    fixture.press(fixture.node("#timeline"), javafx.scene.input.KeyCode.R);
    fixture.tell(() ->
        fixture.chat.openProperty().get().composer().draftProperty().set("Three\nlines\nof text"));
    draw("answering");
    fixture.tell(
        () -> fixture.chat.openProperty().get().composer().draftProperty().set("x".repeat(8_007)));
    draw("too-long");
    fixture.close();
  }

  private void formatted(boolean dark, double width, String name) throws Exception {
    List<String> bodies =
        List.of(
            "Here is **how**: call `init()` *once*, ~~never twice~~, see [the notes](https://example.org/notes).",
            """
            > Does it start by itself?
            Only after `chatter --background`:
            ```sh
            chatter --background   # out of sight, with a line that is longer than the bubble is wide, so it moves
            \tchatter --no-nearby
            ```
            """,
            "To do:\n- cables\n  - long\n  - short\n- labels\n\n9. paper <@3>\n10. **ink** 🎉",
            "> She said:\n> > no\n> - and *yes*\nI think `no` too, https://example.org/a",
            "שלום:\n- אחת `code`\n- two\n1. שלוש\n> ציטוט עם (abc)",
            "```java\nif (a) {\n  // שלום 🎉\n  return *b;\n}\n```");
    for (int i = 0; i < bodies.size(); i++) {
      session.add(
          i % 2 == 0 ? FakeSession.LENA : FakeSession.ME,
          today("11:00").plusSeconds(i),
          bodies.get(i).strip());
    }
    session.readSeq = 100;
    fixture.show(width, 1_000, dark);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
      people();
    });
    draw(name);
    fixture.tell(() ->
        fixture.screen.root().lookupAll(".lines").stream()
            .map(SelectableText.class::cast)
            .forEach(text -> text.select(2, text.length() - 2)));
    draw(name + "-chosen");
    fixture.close();
  }

  @Test
  void formattedTexts() throws Exception {
    formatted(false, 900, "formatted-light");
  }

  @Test
  void formattedTextsInTheDark() throws Exception {
    formatted(true, 900, "formatted-dark");
  }

  @Test
  void formattedTextsInANarrowWindow() throws Exception {
    formatted(false, 420, "formatted-narrow");
  }

  @Test
  void textsOfAllScriptsStandInTheirOwnRow() throws Exception {
    String tower = "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307".repeat(40);
    List<String> bodies =
        List.of(
            "שלום לכולם, איך היה היום? (test) 123",
            "hello (test)\nשלום, מה שלומך? (123)\nand back",
            "مرحبا https://example.org/a/ ، كيف الحال؟ 😀 123",
            "ראה https://example.org/a/, תודה 🏴󠁧󠁢󠁥󠁮󠁧󠁿!",
            "a\tb\tc\naaa\tb\tc\n  if (x)\n\treturn",
            "Before",
            tower,
            "a" + "\u0301".repeat(7_999),
            "After",
            "I ❤ the ☀",
            "❤",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿",
            "שלום, מה (test) 😀!");
    for (int i = 0; i < bodies.size(); i++) {
      session.add(
          i % 2 == 0 ? FakeSession.LENA : FakeSession.ME,
          today("11:00").plusSeconds(i),
          bodies.get(i));
    }
    session.readSeq = 100;
    fixture.show(900, 740, false);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
      people();
    });
    fixture.tell(() ->
        fixture.chat.openProperty().get().composer().draftProperty().set("שלום, מה? (test) 1"));
    draw("scripts");
    Fx.run(() -> {
      for (RowCell<?> cell : fixture.list().cells()) {
        for (Node node : cell.lookupAll(".body")) {
          TextFlow line = (TextFlow) node;
          String text =
              line.getChildren().stream()
                  .filter(Text.class::isInstance)
                  .map(part -> ((Text) part).getText())
                  .collect(Collectors.joining());
          assertEquals(Direction.isRightToLeft(text), rightToLeft(line), text);
          // In a run from right to left, what is drawn with two fonts comes in the wrong order.
          for (Node part : line.getChildren()) {
            assertFalse(
                part instanceof Text letters && letters.getText().matches("(?s).*[א-ת].*[ (,?].*"),
                text);
          }
        }
        for (Node lines : cell.lookupAll(".lines")) {
          if (lines.getClip() == null) {
            continue;
          }
          assertTrue(
              cell.getLayoutBounds()
                  .contains(
                      cell.sceneToLocal(lines.localToScene(lines.getClip().getLayoutBounds()))));
        }
      }
      assertTrue(rightToLeft(fixture.node(".composer-input")));
    });
    fixture.close();
  }

  private static boolean rightToLeft(Node node) {
    return node.getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
  }

  private void writing(double width, boolean dark, String name) throws Exception {
    conversation();
    fixture.show(width, 700, dark);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
      people();
    });
    fixture.tell(() -> {
      TextArea input = (TextArea) fixture.node("#input");
      input.requestFocus();
      input.setText("Lunch? \uD83C\uDF55\uD83D\uDE00 **now** :tad");
      input.end();
    });
    fixture.tell(() -> ((ToggleButton) fixture.node("#preview")).fire());
    draw("field" + name);
    fixture.tell(() -> ((ToggleButton) fixture.node("#preview")).fire());
    fixture.tell(() -> ((Button) fixture.node("#pickEmoji")).fire());
    draw("emoji" + name);
    assertTrue(fixture.node("#emojiPicker").isVisible());
    fixture.close();
  }

  @Test
  void whatHelpsToWrite() throws Exception {
    writing(1180, false, "-light");
  }

  @Test
  void whatHelpsToWriteInTheDarkAndNarrow() throws Exception {
    writing(400, true, "-dark-narrow");
  }

  /// The window as the app draws it for somebody who has all text twice as large.
  private void large(double width, double height, boolean dark, String name) throws Exception {
    conversation();
    fixture.show(width, height, dark);
    fixture.tell(() -> {
      Scene scene = fixture.stage.getScene();
      Region root = fixture.screen.root();
      scene.setRoot(new Region());
      ScaledPane scaled = new ScaledPane(root);
      scene.setRoot(scaled);
      scaled.setScale(2);
      fixture.theme().setTextScale(2);
    });
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      List<ConversationInfo> rooms = new ArrayList<>(List.of(session.lobby()));
      for (int i = 2; i < 12; i++) {
        rooms.add(session.room(i, "A room with a rather long name, number " + i, i % 3));
      }
      session.listener.accept(new SessionEvent.Welcomed(FakeSession.ME, rooms, 8000));
      people();
    });
    fixture.tell(() -> {
      TextArea input = (TextArea) fixture.node("#input");
      input.requestFocus();
      input.setText(
          "Lunch? \uD83C\uDF55\uD83D\uDE00 **now**, and everybody is invited to come along");
      input.end();
    });
    draw("large-room" + name);
    fixture.tell(() -> ((Button) fixture.node("#pickEmoji")).fire());
    draw("large-emoji" + name);
    assertWithin(fixture.node("#emojiPicker"));
    ChatScreenRobot robot = new ChatScreenRobot(fixture);
    robot.strike(KeyCode.ESCAPE, "", false);
    robot.strike(KeyCode.K, "k", true);
    draw("large-switcher" + name);
    assertWithin(fixture.node("#switcher"));
    fixture.close();
  }

  /// All of it can be seen in the window.
  private void assertWithin(Node node) {
    Bounds bounds = Fx.call(() -> node.localToScene(node.getLayoutBounds()));
    Scene scene = fixture.stage.getScene();
    assertTrue(
        bounds.getMinX() >= 0
            && bounds.getMinY() >= 0
            && bounds.getMaxX() <= scene.getWidth()
            && bounds.getMaxY() <= scene.getHeight(),
        () -> bounds + " in a window of " + scene.getWidth() + " x " + scene.getHeight());
  }

  @Test
  void everythingTwiceAsLarge() throws Exception {
    large(1600, 1000, false, "-light");
  }

  @Test
  void everythingTwiceAsLargeInTheUsualWindow() throws Exception {
    large(1100, 760, true, "-dark");
  }

  private static SharedItem shared(long seq, int days, String body, FileInfo... files) {
    return new SharedItem(
        seq,
        seq % 2 == 0 ? FakeSession.LENA : FakeSession.OMAR,
        ChatFixture.NINE.minus(Duration.ofDays(days)),
        files.length == 0 ? null : List.of(files),
        files.length == 0 ? List.of(new SharedLink(body, seq % 3 == 0 ? "the plan" : null)) : null);
  }

  private void sharedFiles(double width, boolean dark, String name) throws Exception {
    conversation();
    for (int i = 0; i < 14; i++) {
      String id = "shared" + i;
      session.files.contents.put(id, MessageFilesTest.png(200 + 20 * i, 180, i * 0x101905));
      session.rooms.shared.add(
          shared(
              90 - i,
              i * 4,
              "",
              new FileInfo(id, "roof " + i + ".png", "image/png", 4_000, 200 + 20 * i, 180, null)));
    }
    for (int i = 0; i < 6; i++) {
      session.rooms.shared.add(
          shared(
              60 - i,
              i * 9,
              "",
              new FileInfo(
                  "f" + i,
                  i == 2
                      ? "A very long name of a table of all that is in the cellar.xlsx"
                      : "plan " + i + ".pdf",
                  "application/pdf",
                  214_000L * (i + 1),
                  null,
                  null,
                  null)));
      session.rooms.shared.add(shared(40 - i, i * 9, "https://example.org/plans/" + i + "/roof"));
    }
    fixture.show(width, 700, dark);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
      people();
    });
    fixture.tell(() -> ((Button) fixture.node("#roomFiles")).fire());
    Fx.await("the pictures", () -> session.files.asked.contains("fetch shared5?small"));
    fixture.settle();
    Fx.run(() -> fixture.node("#sharedList").requestFocus());
    draw("shared-pictures" + name);
    for (String tab : List.of("Files", "Links")) {
      fixture.tell(() ->
          fixture.node("#filesTabs").lookupAll(".segment").stream()
              .map(ToggleButton.class::cast)
              .filter(button -> button.getText().equals(tab))
              .findFirst()
              .orElseThrow()
              .fire());
      draw("shared-" + tab.toLowerCase(java.util.Locale.ROOT) + name);
    }
    fixture.close();
  }

  @Test
  void whatWasShared() throws Exception {
    sharedFiles(1180, false, "-light");
  }

  @Test
  void whatWasSharedInTheDarkAndNarrow() throws Exception {
    sharedFiles(720, true, "-dark-narrow");
  }

  private static SearchHit found(
      AccountInfo sender, Instant at, String text, Mark mark, FileInfo... files) {
    return new SearchHit(
        1,
        new MessagePosted(
            1, 5, sender, text, at, null, null, null, null, null, null, null, List.of(files)),
        text,
        mark == null ? List.of() : List.of(mark),
        files.length == 0 ? List.of() : List.of(new FileMarks(0, List.of(new Mark(0, 5)))));
  }

  private void searched(double width, boolean dark, String name) throws Exception {
    conversation();
    FileInfo list =
        new FileInfo("list", "cable-list.pdf", "application/pdf", 214_000, null, null, null);
    session.rooms.found.add(
        new SearchResponse(
            List.of(
                found(FakeSession.LENA, today("09:02"), "The cable in question", new Mark(4, 9)),
                found(
                    FakeSession.ME,
                    today("09:04"),
                    "lpr -P labels -o media=62mm cable-tags.pdf",
                    new Mark(28, 33)),
                found(FakeSession.OMAR, today("11:40"), "Found it, thanks! 🎉", null, list),
                found(
                    FakeSession.ANA,
                    Instant.parse("2026-11-20T10:00:00Z"),
                    "The long cable with the blue end is in the van, and whoever takes it writes it"
                        + " down on the list that hangs on the door, as it says on the door, please",
                    new Mark(9, 14)),
                found(
                    FakeSession.LENA,
                    Instant.parse("2025-10-02T10:00:00Z"),
                    "電源cableを注文しました",
                    new Mark(2, 7)),
                found(
                    FakeSession.LENA,
                    Instant.parse("2025-10-01T10:00:00Z"),
                    "שלחתי cable לכולם",
                    new Mark(6, 11))),
            null,
            null));
    fixture.show(width, 760, dark);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
      people();
    });
    fixture.tell(() -> ((Button) fixture.node("#roomSearch")).fire());
    draw("search-empty" + name);
    fixture.tell(() -> ((TextInputControl) fixture.node("#messageSearch")).setText("cable"));
    Fx.await(
        "what is found", () -> ((ListView<?>) fixture.node("#searchList")).getItems().size() == 7);
    draw("search" + name);
    fixture.tell(() -> {
      TextInputControl field = (TextInputControl) fixture.node("#messageSearch");
      field.setText("cable from:");
      field.end();
    });
    draw("search-people" + name);
    fixture.close();
  }

  @Test
  void whatWasFound() throws Exception {
    searched(1280, false, "-light");
  }

  @Test
  void whatWasFoundInTheDark() throws Exception {
    searched(1280, true, "-dark");
  }

  @Test
  void whatWasFoundInANarrowWindow() throws Exception {
    searched(390, false, "-narrow");
  }

  @Test
  void anEmptyRoom() throws Exception {
    fixture.show(900, 640, false);
    fixture.tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
    });
    draw("empty");
    fixture.close();
  }
}
