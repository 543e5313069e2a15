package chatter.client.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.api.LoginResponse;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real server, without a window.
class ProfileViewModelTest {
  @TempDir private Path folder;
  private SettingsFixture fixture;
  private ProfileViewModel profile;

  @BeforeEach
  void open() throws Exception {
    fixture = new SettingsFixture(folder, "Ada");
    LoginResponse login = fixture.login("Ada");
    profile = new ProfileViewModel(fixture.calls(login), login.account());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Path picture() throws IOException {
    Path file = folder.resolve("ada.png");
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return file;
  }

  private String status() {
    return profile.statusProperty().get().text();
  }

  @Test
  void chosenPictureIsUploadedShownAndRemovedAgain() throws Exception {
    profile.choose(picture());
    assertTrue(profile.busyProperty().get());
    fixture.until(() -> profile.pictureProperty().get().bytes().length > 0);
    assertEquals("Your new picture is on.", status());
    assertNotNull(profile.accountProperty().get().avatarUrl());
    assertEquals("ada@example.org", profile.accountProperty().get().email());
    profile.removePicture();
    fixture.until(() -> profile.pictureProperty().get().bytes().length == 0);
    assertNull(profile.accountProperty().get().avatarUrl());
    assertEquals("Your picture is gone.", status());
  }

  @Test
  void fileThatIsNoPictureIsRefusedBeforeItIsSent() throws Exception {
    Path file = folder.resolve("letter.png");
    Files.writeString(file, "Dear Ada");
    profile.choose(file);
    assertEquals("Choose a PNG, JPEG, GIF or WebP picture.", status());
    assertTrue(profile.statusProperty().get().problem());
    assertTrue(fixture.isIdle());
  }

  @Test
  void fileThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
    Path file = folder.resolve("huge.png");
    Files.write(file, new byte[5 * 1024 * 1024 + 1]);
    profile.choose(file);
    assertEquals("This picture is larger than 5 MB. Choose a smaller one.", status());
  }

  @Test
  void pictureThatTheServerCannotReadIsTold() throws Exception {
    Path file = folder.resolve("broken.png");
    byte[] bytes = Files.readAllBytes(picture());
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    profile.choose(file);
    fixture.until(() -> profile.statusProperty().get().problem());
    assertEquals("This picture cannot be read. Choose another one.", status());
  }

  @Test
  void fileThatIsGoneIsTold() {
    profile.choose(folder.resolve("gone.png"));
    assertEquals("This picture cannot be read. Choose another one.", status());
  }
}
