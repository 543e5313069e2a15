package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.PictureCache;
import chatter.client.net.SessionEvent;
import chatter.client.ui.Fx;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import com.sun.javafx.tk.TKClipboard;
import com.sun.javafx.tk.Toolkit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.scene.paint.Color;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files above the field, in messages, in the whole window and on the disk, in a real window.
class MessageFilesTest {
  @TempDir private Path folder;
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open() throws Exception {
    session.copies = Files.createDirectory(folder.resolve("copies"));
    fixture.downloads = Files.createDirectory(folder.resolve("downloads"));
    fixture.fill(5);
    fixture.open(1000);
    fixture.tell(() ->
        session.listener.accept(
            new SessionEvent.Welcomed(FakeSession.ME, List.of(session.lobby()), 8000, 5_000L)));
  }

  static byte[] png(int width, int height, int colour) throws Exception {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, colour + (x * 255 / width) + ((y * 255 / height) << 8));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }

  private Path file(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes);
  }

  private void paste(Path... files) {
    fixture.tell(() -> {
      Clipboard.getSystemClipboard()
          .setContent(Map.of(DataFormat.FILES, Stream.of(files).map(Path::toFile).toList()));
      robot.input().paste();
    });
    Fx.await(
        "the copies",
        () -> fixture.composer().files().list().stream().allMatch(file -> file.kept() != null));
    fixture.settle();
  }

  private List<String> shown(String selector) {
    return Fx.call(() ->
        fixture.screen.root().lookupAll(selector).stream()
            .filter(node -> node instanceof Label label && label.isVisible())
            .map(node -> ((Label) node).getText())
            .toList());
  }

  private static String plain(String words) {
    return words.replaceAll("[\\u2066-\\u2069]", "");
  }

  private String problem() {
    return plain(shown(".file-problem").stream().findFirst().orElse(""));
  }

  static FileInfo info(String id, String name, String type, byte[] bytes, Integer w, Integer h) {
    return new FileInfo(id, name, type, bytes.length, w, h, null);
  }

  private MessagePosted comes(AccountInfo sender, String body, FileInfo... files) {
    MessagePosted message = session.addFiles(sender, fixture.clock.instant(), body, List.of(files));
    fixture.tell(() -> session.comes(message));
    return message;
  }

  private Button named(String words) {
    return Fx.call(() ->
        fixture.screen.root().lookupAll(".button").stream()
            .filter(Button.class::isInstance)
            .map(Button.class::cast)
            .filter(button ->
                button.isVisible()
                    && button.getAccessibleText() != null
                    && plain(button.getAccessibleText()).equals(words))
            .findFirst()
            .orElse(null));
  }

  private void press(String words) {
    Button button = named(words);
    assertNotNull(button, words);
    fixture.tell(button::fire);
  }

  @Test
  void chosenFilesStandAboveTheFieldAndGoWithTheMessage() throws Exception {
    open();
    fixture.tell(() -> fixture.composer().draftProperty().set("look"));
    paste(file("a.png", png(40, 20, 0)), file("notes.txt", new byte[1_200]));
    assertEquals(List.of("a.png", "notes.txt"), shown(".file-tile .file-name"));
    assertEquals("1 KB", plain(shown(".file-tile .file-size").getLast()));
    assertEquals("look", robot.written());
    press("Remove notes.txt");
    assertEquals(List.of("a.png"), shown(".file-tile .file-name"));
    assertTrue(session.calls.contains("forget notes.txt"));
    robot.strike(KeyCode.ENTER, "", false);
    fixture.settle();
    assertEquals("", robot.written());
    assertEquals(List.of(), shown(".file-tile .file-name"));
    var sent = session.outbox.getFirst();
    assertEquals("look", sent.body());
    assertEquals("a.png", sent.files().getFirst().name());
    assertEquals(40, sent.files().getFirst().width());
  }

  @Test
  void filesAloneAreAMessage() throws Exception {
    open();
    assertTrue(Fx.call(() -> fixture.node("#send").isDisabled()));
    paste(file("notes.txt", new byte[10]));
    assertFalse(Fx.call(() -> fixture.node("#send").isDisabled()));
    robot.strike(KeyCode.ENTER, "", false);
    assertEquals("", session.outbox.getFirst().body());
  }

  @Test
  void whatCannotBeSentIsSaidAtOnceAndTheTextStays() throws Exception {
    open();
    fixture.tell(() -> fixture.composer().draftProperty().set("look"));
    paste(file("large.bin", new byte[5_001]));
    assertEquals("large.bin is too large. A file has at most 5 KB here.", problem());
    paste(file("empty.txt", new byte[0]));
    assertEquals("There is nothing in empty.txt.", problem());
    paste(Files.createDirectory(folder.resolve("things")));
    assertEquals("things is a folder. Only files can be sent.", problem());
    List<Path> many = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      many.add(file(i + ".txt", new byte[1]));
    }
    paste(many.toArray(Path[]::new));
    assertEquals("One message takes at most 10 files.", problem());
    assertEquals(10, shown(".file-tile .file-name").size());
    assertEquals("look", robot.written());
    assertTrue(session.outbox.isEmpty());
  }

  @Test
  void aFullDiskIsSaidBeforeTheTextIsTaken() throws Exception {
    open();
    fixture.tell(() -> fixture.composer().draftProperty().set("look"));
    session.diskFull = true;
    paste(file("a.txt", new byte[10]));
    assertEquals("This computer has no room to keep a.txt until it is sent.", problem());
    assertEquals("look", robot.written());
  }

  @Test
  void aWaitingMessageShowsHowFarItIsAndCanBeTakenBack() throws Exception {
    open();
    paste(file("inventory.xlsx", new byte[4_000]));
    robot.strike(KeyCode.ENTER, "", false);
    fixture.tell(() -> session.progress(3_000));
    ProgressBar bar = (ProgressBar) fixture.node(".file-bar");
    assertEquals(0.75, bar.getProgress(), 0.001);
    assertEquals("3 of 4 KB", plain(shown(".message-files .file-size").getFirst()));
    press("Do not send");
    assertTrue(session.outbox.isEmpty());
    assertNull(fixture.node(".file-card"));
  }

  @Test
  void aRefusalIsSaidInWordsAndTriedAgain() throws Exception {
    open();
    paste(file("a.txt", new byte[10]));
    robot.strike(KeyCode.ENTER, "", false);
    fixture.tell(() -> session.refuseFiles("quota"));
    assertEquals(
        "Not sent. You have sent as many files today as you may. Try again tomorrow.",
        plain(((Label) fixture.node(".failure-reason")).getText()));
    assertNull(fixture.node(".file-bar"));
    fixture.tell(() -> {
      session.outbox.clear();
      session.listener.accept(new SessionEvent.OutboxChanged(List.of()));
    });
    paste(file("b.txt", new byte[10]));
    robot.strike(KeyCode.ENTER, "", false);
    fixture.tell(() -> session.refuseFiles("something_new"));
    assertEquals(
        "Not sent. The server did not take b.txt.",
        plain(((Label) fixture.node(".failure-reason")).getText()));
  }

  @Test
  void whatWasStoredIsTheServersFileAfterwards() throws Exception {
    open();
    paste(file("a.txt", new byte[10]));
    robot.strike(KeyCode.ENTER, "", false);
    fixture.settle();
    assertNotNull(fixture.node(".file-bar"));
    fixture.tell(session::acknowledge);
    assertNull(fixture.node(".file-bar"));
    assertNotNull(named("Save a.txt"));
  }

  @Test
  void picturesHaveTheirRoomBeforeTheyAreThereAndAreAskedForTogether() throws Exception {
    open();
    FileInfo[] infos = new FileInfo[3];
    for (int i = 0; i < 3; i++) {
      byte[] bytes = png(300, 200, i << 16);
      infos[i] = info("p" + i, "picture " + i + ".png", "image/png", bytes, 300, 200);
      session.files.contents.put("p" + i, bytes);
    }
    session.files.hold = true;
    comes(FakeSession.LENA, "three", infos);
    double before = Fx.call(() -> fixture.node(".message-files").getBoundsInParent().getHeight());
    assertTrue(before > 100);
    session.files.release();
    Fx.await(
        "the pictures",
        () -> fixture.screen.root().lookupAll(".picture-tile").stream().allMatch(this::isDrawn));
    assertEquals(
        before, Fx.call(() -> fixture.node(".message-files").getBoundsInParent().getHeight()));
    assertEquals(1, session.files.asked.stream().filter(ask -> ask.startsWith("links")).count());
    assertTrue(session.files.asked.contains("links 3"));
    assertTrue(session.files.asked.contains("fetch p0?small"));
    assertEquals(
        List.of("picture 0.png", "picture 1.png", "picture 2.png"),
        Fx.call(() ->
            fixture.screen.root().lookupAll(".picture-tile").stream()
                .map(Node::getAccessibleText)
                .toList()));
  }

  private boolean isDrawn(Node tile) {
    return tile.lookupAll(".image-view").stream()
        .anyMatch(view -> view instanceof ImageView shown && shown.getImage() != null);
  }

  @Test
  void aPictureIsKeptAndOneThatIsKeptIsNotAskedFor() throws Exception {
    open();
    byte[] bytes = png(300, 200, 0);
    PictureCache.Key there = new PictureCache.Key("there", PictureCache.Kind.SMALL);
    session.files.contents.put("there", bytes);
    comes(FakeSession.LENA, "", info("there", "there.png", "image/png", bytes, 300, 200));
    Fx.await("it to be kept", () -> session.pictures.kept.containsKey(there));
    assertArrayEquals(bytes, session.pictures.kept.get(there));
    session.files.asked.clear();

    // As if the server were away: it has no such file.
    session.pictures.kept.put(new PictureCache.Key("here", PictureCache.Kind.SMALL), bytes);
    comes(FakeSession.LENA, "", info("here", "here.png", "image/png", bytes, 300, 200));
    Fx.await(
        "both",
        () ->
            fixture.screen.root().lookupAll(".picture-tile").stream().filter(this::isDrawn).count()
                == 2);
    assertEquals(List.of(), session.files.asked);
  }

  @Test
  void aFileThatIsGoneSaysSoInItsPlaceAndADeletedMessageHasNone() throws Exception {
    open();
    MessagePosted message =
        comes(FakeSession.LENA, "", info("x", "gone.png", "image/png", new byte[9], 300, 200));
    Fx.await(
        "the words",
        () ->
            fixture.screen.root().lookupAll(".file-missing").stream()
                .anyMatch(words -> !((Label) words).getText().isEmpty()));
    assertEquals("gone.png is not available any more.", plain(shown(".file-missing").getFirst()));
    fixture.tell(() ->
        session.comes(
            new chatter.shared.protocol.ServerEvent.MessageDeleted(
                1, message.seq() + 1, FakeSession.LENA, fixture.clock.instant(), message.seq())));
    assertNull(fixture.node(".message-files"));
  }

  @Test
  void theViewerGoesFromPictureToPictureAndBack() throws Exception {
    open();
    for (int i = 0; i < 2; i++) {
      session.files.contents.put("p" + i, png(600, 400, i << 16));
    }
    comes(
        FakeSession.LENA,
        "",
        info("p0", "one.png", "image/png", new byte[9], 600, 400),
        info("p1", "two.png", "image/png", new byte[9], 600, 400));
    Node tile = fixture.node(".picture-tile");
    fixture.tell(() -> tile.executeAccessibleAction(javafx.scene.AccessibleAction.FIRE));
    Node viewer = fixture.node(".picture-viewer");
    assertTrue(viewer.isVisible());
    assertEquals("Picture one.png", plain(viewer.getAccessibleText()));
    Fx.await("the picture", () -> isDrawn(viewer));
    robot.strike(KeyCode.RIGHT, "", false);
    assertEquals("Picture two.png", plain(Fx.call(viewer::getAccessibleText)));
    Fx.await("the picture", () -> isDrawn(viewer));
    robot.strike(KeyCode.RIGHT, "", false);
    assertEquals("Picture two.png", plain(Fx.call(viewer::getAccessibleText)));
    Node view = viewer.lookup(".image-view");
    robot.strike(KeyCode.PLUS, "", false);
    assertEquals(1.25, Fx.call(view::getScaleX), 0.001);
    robot.strike(KeyCode.DIGIT0, "", false);
    assertEquals(1, Fx.call(view::getScaleX), 0.001);
    robot.strike(KeyCode.LEFT, "", false);
    assertEquals("Picture one.png", plain(Fx.call(viewer::getAccessibleText)));
    robot.strike(KeyCode.ESCAPE, "", false);
    assertFalse(Fx.call(viewer::isVisible));
    assertTrue(Fx.call(() -> robot.input().isFocused()));
  }

  @Test
  void aSavedFileHasASafeNameAndIsNotOpenedByItself() throws Exception {
    open();
    byte[] bytes = {1, 2, 3};
    session.files.contents.put("f", bytes);
    comes(FakeSession.LENA, "", info("f", "../../a:b.pdf", "application/pdf", bytes, null, null));
    press("Save ../../a:b.pdf");
    Path saved = fixture.downloads.resolve("a_b.pdf");
    Fx.await(
        "the file",
        () ->
            fixture.screen.root().lookupAll(".file-button").stream()
                .anyMatch(button ->
                    button.isVisible()
                        && plain(button.getAccessibleText())
                            .equals("Show ../../a:b.pdf in its folder")));
    assertArrayEquals(bytes, Files.readAllBytes(saved));
    assertEquals(List.of(), fixture.opened);
    press("Open ../../a:b.pdf");
    assertEquals(List.of(saved.toUri()), fixture.opened);
    assertTrue(session.files.asked.contains("save f?save"));
  }

  @Test
  void aProgramIsSavedAfterAWarningAndNeverOpened() throws Exception {
    open();
    byte[] bytes = {1, 2, 3};
    session.files.contents.put("f", bytes);
    comes(
        FakeSession.LENA,
        "",
        info("f", "setup.exe", "application/octet-stream", bytes, null, null));
    assertNull(named("Open setup.exe"));
    press("Save setup.exe");
    assertFalse(Files.exists(fixture.downloads.resolve("setup.exe")));
    fixture.tell(() -> ((Button) fixture.node("#dialogYes")).fire());
    Fx.await("the file", () -> Files.exists(fixture.downloads.resolve("setup.exe")));
    assertEquals(List.of(), fixture.opened);
  }

  @Test
  void manyPicturesTakeABoundedAmountOfMemory() throws Exception {
    open();
    byte[] bytes = png(560, 420, 7);
    for (int i = 0; i < 60; i++) {
      session.files.contents.put("p" + i, bytes);
      comes(FakeSession.LENA, "", info("p" + i, i + ".png", "image/png", bytes, 560, 420));
      int last = i;
      Fx.await("picture " + i, () -> session.files.asked.contains("fetch p" + last + "?small"));
    }
    assertTrue(Fx.call(() -> fixture.screen.pictures().held()) <= 16L * 1024 * 1024);
  }

  private static Dragboard held(Path... files) throws Exception {
    Constructor<Dragboard> make = Dragboard.class.getDeclaredConstructor(TKClipboard.class);
    make.setAccessible(true);
    TKClipboard local = Toolkit.getToolkit().createLocalClipboard();
    // The local one is none that anything is dragged with.
    TKClipboard dragged =
        (TKClipboard)
            Proxy.newProxyInstance(
                TKClipboard.class.getClassLoader(),
                new Class<?>[] {TKClipboard.class},
                (_, method, parameters) ->
                    method.getName().equals("getTransferModes")
                        ? Set.of(TransferMode.COPY)
                        : method.invoke(local, parameters));
    Dragboard held = make.newInstance(dragged);
    held.setContent(Map.of(DataFormat.FILES, Stream.of(files).map(Path::toFile).toList()));
    return held;
  }

  private DragEvent drag(EventType<DragEvent> type, Dragboard held) {
    DragEvent drag = new DragEvent(type, held, 50, 50, 50, 50, TransferMode.COPY, null, null, null);
    Event.fireEvent(fixture.node("#timeline"), drag);
    return drag;
  }

  @Test
  void whatIsDroppedOnTheMessagesIsChosen() throws Exception {
    open();
    Path file = file("notes.txt", new byte[10]);
    fixture.tell(() -> drag(DragEvent.DRAG_OVER, held(file)));
    Node target = fixture.node(".drop-target");
    assertTrue(target.isVisible());
    assertEquals("Drop files here to send them to Lobby", plain(((Label) target).getText()));
    fixture.tell(() -> drag(DragEvent.DRAG_DROPPED, held(file)));
    assertFalse(target.isVisible());
    Fx.await(
        "the copy",
        () -> fixture.composer().files().list().stream().anyMatch(chosen -> chosen.kept() != null));
    fixture.settle();
    assertEquals(List.of("notes.txt"), shown(".file-tile .file-name"));
    assertTrue(session.outbox.isEmpty(), "it is sent with Enter");
  }

  @Test
  void ctrlUAsksForFilesFromAnywhere() throws Exception {
    open();
    fixture.chosen = List.of(file("notes.txt", new byte[10]));
    fixture.tell(() -> robot.view().requestFocus());
    robot.strike(KeyCode.U, "", true);
    Fx.await(
        "the copy",
        () -> fixture.composer().files().list().stream().anyMatch(chosen -> chosen.kept() != null));
    fixture.settle();
    assertEquals(List.of("Attach files"), fixture.asked);
    assertEquals(List.of("notes.txt"), shown(".file-tile .file-name"));
    assertTrue(Fx.call(() -> robot.input().isFocused()));
    fixture.chosen = List.of();
    robot.strike(KeyCode.U, "", true);
    fixture.settle();
    assertEquals(List.of("notes.txt"), shown(".file-tile .file-name"));
  }

  @Test
  void aPastedPictureIsChosenAndAPictureOfATextIsNot() throws Exception {
    open();
    fixture.tell(() -> {
      Clipboard.getSystemClipboard()
          .setContent(
              Map.of(DataFormat.IMAGE, new WritableImage(30, 20), DataFormat.PLAIN_TEXT, "words"));
      robot.input().paste();
    });
    assertEquals("words", robot.written());
    assertEquals(List.of(), shown(".file-tile .file-name"));
    fixture.tell(() -> {
      Clipboard.getSystemClipboard()
          .setContent(Map.of(DataFormat.IMAGE, new WritableImage(30, 20)));
      robot.input().paste();
    });
    Fx.await(
        "the copy",
        () -> fixture.composer().files().list().stream().anyMatch(chosen -> chosen.kept() != null));
    fixture.settle();
    assertEquals(List.of("Pasted picture.png"), shown(".file-tile .file-name"));
    assertEquals(30, fixture.composer().files().list().getFirst().kept().width());
    assertEquals("words", robot.written());
  }

  @Test
  void aLinkThatDoesNotWorkAnyMoreIsAskedForAnew() throws Exception {
    open();
    byte[] bytes = png(60, 40, 7);
    session.files.contents.put("p", bytes);
    session.files.contents.put("f", new byte[] {1, 2});
    session.files.expired = true;
    comes(FakeSession.LENA, "", info("p", "p.png", "image/png", bytes, 60, 40));
    Fx.await("the picture", () -> isDrawn(fixture.node(".picture-tile")));
    assertEquals(2, session.files.asked.stream().filter(ask -> ask.startsWith("links")).count());
    comes(FakeSession.LENA, "", info("f", "f.pdf", "application/pdf", new byte[2], null, null));
    session.files.asked.clear();
    session.files.expired = true;
    press("Save f.pdf");
    Fx.await("the file", () -> Files.exists(fixture.downloads.resolve("f.pdf")));
    assertEquals(2, session.files.asked.stream().filter(ask -> ask.startsWith("save")).count());
  }

  /// One that is stored lying on its side, left half red, right half blue: upright, red is above.
  private static byte[] lyingJpeg() throws Exception {
    BufferedImage picture = new BufferedImage(80, 40, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 80; x++) {
      for (int y = 0; y < 40; y++) {
        picture.setRGB(x, y, x < 40 ? 0xff0000 : 0x0000ff);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpeg", bytes);
    ByteBuffer exif =
        ByteBuffer.allocate(4 + 6 + 26)
            .putShort((short) 0xffe1)
            .putShort((short) (2 + 6 + 26))
            .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
            .putInt(8)
            .putShort((short) 1)
            .putShort((short) 0x0112)
            .putShort((short) 3)
            .putInt(1)
            .putShort((short) 6)
            .putShort((short) 0)
            .putInt(0);
    byte[] stored = bytes.toByteArray();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(stored, 0, 2);
    all.write(exif.array());
    all.write(stored, 2, stored.length - 2);
    return all.toByteArray();
  }

  @Test
  void aPhotographThatWaitsStandsUpright() throws Exception {
    open();
    paste(file("photo.jpg", lyingJpeg()));
    assertEquals(40, fixture.composer().files().list().getFirst().kept().width());
    assertEquals(80, fixture.composer().files().list().getFirst().kept().height());
    Fx.await("the small one", () -> isDrawn(fixture.node(".file-tile")));
    robot.strike(KeyCode.ENTER, "", false);
    fixture.settle();
    Fx.await("the picture", () -> isDrawn(fixture.node(".picture-tile")));
    Image shown =
        Fx.call(() -> ((ImageView) fixture.node(".picture-tile").lookup(".image-view")).getImage());
    assertTrue(shown.getHeight() > shown.getWidth());
    int x = (int) (shown.getWidth() / 2);
    Color above = shown.getPixelReader().getColor(x, (int) (shown.getHeight() / 4));
    Color below = shown.getPixelReader().getColor(x, (int) (shown.getHeight() * 3 / 4));
    assertTrue(above.getRed() > 0.8 && above.getBlue() < 0.2, above.toString());
    assertTrue(below.getBlue() > 0.8 && below.getRed() < 0.2, below.toString());
  }

  /// Two pictures that follow each other for ever.
  private static byte[] gif() throws Exception {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int colour : new int[] {0xff0000, 0x0000ff}) {
        BufferedImage frame = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1200; i++) {
          frame.setRGB(i % 40, i / 40, colour);
        }
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private Image drawn() {
    return ((ImageView) fixture.node(".picture-tile").lookup(".image-view")).getImage();
  }

  @Test
  void aSmallGifMovesUnlessNothingShall() throws Exception {
    open();
    byte[] bytes = gif();
    session.files.contents.put("g", bytes);
    fixture.tell(() -> fixture.screen.setMotion(false));
    comes(FakeSession.LENA, "", info("g", "cat.gif", "image/gif", bytes, 40, 30));
    Fx.await("the picture", () -> session.files.asked.contains("fetch g?small"));
    fixture.settle();
    assertFalse(session.files.asked.contains("fetch g"));
    Fx.await("it is drawn", () -> drawn() != null);
    Image still = Fx.call(this::drawn);
    fixture.tell(() -> fixture.screen.setMotion(true));
    Fx.await("what moves", () -> !drawn().equals(still));
    assertTrue(session.files.asked.contains("fetch g"));
    fixture.tell(() -> fixture.screen.setMotion(false));
    assertEquals(still, Fx.call(this::drawn));
  }

  @Test
  void aGifOfTooMuchStandsStill() throws Exception {
    open();
    byte[] bytes = gif();
    session.files.contents.put("g", bytes);
    comes(FakeSession.LENA, "", new FileInfo("g", "cat.gif", "image/gif", 9_000_000, 40, 30, null));
    Fx.await("it is drawn", () -> drawn() != null);
    fixture.settle();
    assertFalse(session.files.asked.contains("fetch g"));
  }

  @Test
  void anAnswerToFilesAloneSaysWhatTheyAreCalled() throws Exception {
    open();
    MessagePosted files =
        comes(
            FakeSession.LENA,
            "",
            info("f", "plan.pdf", "application/pdf", new byte[2], null, null));
    MessagePosted answer =
        session.add(FakeSession.OMAR, fixture.clock.instant(), "thanks", files.seq());
    fixture.tell(() -> session.comes(answer));
    assertTrue(shown(".quote-text").contains("plan.pdf"), shown(".quote-text").toString());
  }

  @Test
  void soDoesAnAnswerToFilesThatAreNotLoaded() {
    session.addFiles(
        FakeSession.LENA,
        ChatFixture.NINE,
        "",
        List.of(info("f", "plan.pdf", "application/pdf", new byte[2], null, null)));
    fixture.fill(200);
    session.add(FakeSession.OMAR, fixture.clock.instant(), "thanks", 1L);
    session.readSeq = session.stored.size();
    fixture.open(1000);
    Fx.await(
        "the quote",
        () ->
            fixture.screen.root().lookupAll(".quote-text").stream()
                .anyMatch(
                    words -> words instanceof Label label && label.getText().equals("plan.pdf")));
  }

  @Test
  void aTextCannotBeEditedAwayAndTheFieldSaysWhy() throws Exception {
    open();
    session.add(FakeSession.ME, fixture.clock.instant(), "words", null);
    fixture.tell(() -> session.comes(session.stored.getLast()));
    robot.strike(KeyCode.UP, "", false);
    fixture.settle();
    assertEquals("words", robot.written());
    fixture.tell(() -> robot.input().clear());
    assertEquals(
        "A text cannot be left empty. Delete the message instead.",
        Fx.call(() -> robot.input().getPromptText()));
    assertTrue(Fx.call(() -> fixture.node("#send").isDisabled()));
    robot.strike(KeyCode.ESCAPE, "", false);
    assertEquals("Message Lobby", plain(Fx.call(() -> robot.input().getPromptText())));
  }
}
