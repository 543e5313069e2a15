package chatter.client.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.ui.Texts;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.shared.api.LoginResponse;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real server, without a window.
class ProfileViewModelTest {
  @TempDir private Path folder;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private ChatterServer server;
  private ServerApi api;
  private ProfileViewModel profile;

  @BeforeEach
  void open() throws Exception {
    server =
        new ChatterServer(
                ServerConfig.inFolder(folder.resolve("server"))
                    .withPort(0)
                    .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
            .start();
    api = new ServerApi(ServerAddress.local(server.port()));
    api.register("Ada", "ada@example.org", "correct horse").get(60, TimeUnit.SECONDS);
    LoginResponse login =
        api.login("ada@example.org", "correct horse", "test").get(60, TimeUnit.SECONDS);
    AccountCalls calls =
        new AccountCalls(
            api.as(new SessionToken(login.token())),
            tasks::add,
            Texts.of(SettingsController.class),
            () -> {});
    profile = new ProfileViewModel(calls, login.account());
  }

  @AfterEach
  void close() {
    api.close();
    server.close();
  }

  /// Runs what the calls bring back, as the JavaFX thread would, until it is so.
  private void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      Runnable task = tasks.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertNotNull(task, () -> "nothing more comes; " + profile.statusProperty().get());
      task.run();
    }
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
    until(() -> profile.pictureProperty().get().bytes().length > 0);
    assertEquals("Your new picture is on.", status());
    assertNotNull(profile.accountProperty().get().avatarUrl());
    assertEquals("ada@example.org", profile.accountProperty().get().email());
    profile.removePicture();
    until(() -> profile.pictureProperty().get().bytes().length == 0);
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
    assertTrue(tasks.isEmpty());
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
    until(() -> profile.statusProperty().get().problem());
    assertEquals("This picture cannot be read. Choose another one.", status());
  }

  @Test
  void fileThatIsGoneIsTold() {
    profile.choose(folder.resolve("gone.png"));
    assertEquals("This picture cannot be read. Choose another one.", status());
  }
}
