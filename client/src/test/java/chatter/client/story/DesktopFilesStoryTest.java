package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.message.MessageFile;
import chatter.client.chat.timeline.MessageRow;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A picture and a document go from one desktop to another, by a server that is away at first.
@Tag("story")
class DesktopFilesStoryTest {
  private static final int WIDTH = 80;

  @TempDir private Path folder;
  private Story story;
  private Talker ada;

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    story.signUp("Bob");
    ada = new Talker(story.signedIn("Ada"));
    ada.say("before");
    ada.awaitCaughtUp();
  }

  @AfterEach
  void close() {
    story.close();
  }

  private static byte[] picture() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(WIDTH, 40, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }

  @Test
  void whatWasChosenWhileTheServerWasAwayArrivesAfterARestartOfBoth() throws Exception {
    byte[] picture = picture();
    byte[] document = "%PDF-1.4 words".getBytes(StandardCharsets.US_ASCII);
    Path roof = Files.write(folder.resolve("roof.png"), picture);
    Path list = Files.write(folder.resolve("list.pdf"), document);
    story.stopServer();
    ada.desktop()
        .onFx(() -> {
          Clipboard.getSystemClipboard()
              .setContent(Map.of(DataFormat.FILES, List.of(roof.toFile(), list.toFile())));
          ada.desktop().stage().getScene().lookup("#input").requestFocus();
          return null;
        });
    ada.desktop().press(KeyCode.CONTROL, KeyCode.V);
    ada.desktop().sees("roof.png");
    ada.desktop().sees("list.pdf");
    ada.desktop().seesNoMore("Getting ready…");
    ada.say("here");
    // What was chosen is not needed any more.
    Files.delete(roof);
    Files.delete(list);
    ada.desktop().sees("here");
    ada.desktop().restart();
    ada.desktop().sees("here");
    ada.desktop().sees("list.pdf");
    story.startServer();
    ada.awaitCaughtUp();
    try (Participant bob = story.participant("Bob")) {
      MessageRow row = bob.sees("here");
      List<MessageFile> files = row.message().content().files();
      assertEquals(List.of("roof.png", "list.pdf"), files.stream().map(MessageFile::name).toList());
      assertEquals("application/pdf", files.getLast().mediaType());
      assertArrayEquals(document, bob.read(files.getLast().id()));
      assertArrayEquals(picture, bob.read(files.getFirst().id()));
    }
    // As the server has it now.
    ada.desktop().restart();
    ada.desktop().await("the picture", this::showsPicture);
    story.stopServer();
    ada.desktop().restart();
    ada.desktop().await("the picture without the server", this::showsPicture);
  }

  /// Whether it is there itself, and not some few pixels of it.
  private boolean showsPicture() {
    return ada
        .desktop()
        .stage()
        .getScene()
        .getRoot()
        .lookupAll(".picture-tile .image-view")
        .stream()
        .anyMatch(view ->
            view instanceof ImageView shown
                && shown.getImage() != null
                && shown.getImage().getWidth() == WIDTH);
  }
}
