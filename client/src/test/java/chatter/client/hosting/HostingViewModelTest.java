package chatter.client.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.hosting.HostedServer.Running;
import chatter.client.ui.Texts;
import chatter.shared.api.Registration;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/// Against the real server.
class HostingViewModelTest {
  @TempDir private Path folder;
  private HostingFixture here;

  @BeforeEach
  void open() throws Exception {
    here = new HostingFixture(folder.resolve("hosted"));
  }

  @AfterEach
  void close() {
    here.close();
  }

  private Running running() {
    return here.hosting.runningProperty().get().orElseThrow();
  }

  @Test
  void newChatHasTheNameOfWhoBeginsItAndAsksForInvites() throws Exception {
    here.start();
    assertEquals(HostingFixture.NAME, running().name());
    assertEquals(Registration.INVITE, running().registration());
    assertTrue(running().fingerprint().isEmpty());
    assertEquals("http://localhost:" + here.hosting.port(), running().places().getFirst().url());
    assertTrue(here.kept().on());
  }

  @Test
  void chatThatCouldNotGoOnStartsAgainByItselfAndSaysSo() throws Exception {
    here.start();
    here.signUp("ada");
    int port = here.hosting.port();
    here.server.broke(here.server.current(), new OutOfMemoryError("planted"));
    here.until(() -> !here.hosting.noticeProperty().get().isEmpty());
    here.untilRunning();
    assertTrue(here.hosting.noticeProperty().get().contains("not enough memory"));
    assertEquals(port, here.hosting.port());
    assertEquals("ada", HostingFixture.nameOf(here.address(), "ada"));
  }

  @Test
  void chatThatBreaksAgainAtOnceIsLeftStoppedAndTheReasonIsSaid() throws Exception {
    here.start();
    here.server.broke(here.server.current(), new InternalError("planted"));
    here.until(() -> !here.hosting.noticeProperty().get().isEmpty());
    here.untilRunning();
    here.server.broke(here.server.current(), new InternalError("planted twice"));
    here.until(() -> here.hosting.stateProperty().get() == HostingViewModel.State.STOPPED);
    assertTrue(here.hosting.problemProperty().get().contains("planted twice"));
    here.start();
  }

  @Test
  void nameForANewChatIsTheFirstNameOfThePerson() {
    Texts texts = Texts.of(HostingController.class);
    assertEquals("Ana’s Chatter", HostingScreen.nameForNew(texts, "ana.lopez"));
    assertEquals("Ana’s Chatter", HostingScreen.nameForNew(texts, "Ana López"));
    assertEquals("Our Chatter", HostingScreen.nameForNew(texts, " "));
  }

  @Test
  void chatForTheNetworkHasItsOwnKeyAndStillTakesItsHostInPlainHttp() throws Exception {
    here.hosting.chooseOpen(true);
    here.start();
    assertTrue(running().fingerprint().isPresent());
    running()
        .places()
        .forEach(place -> assertTrue(place.url().startsWith("https://"), place.url()));
    here.signUp("Ada");
    assertEquals("Ada", HostingFixture.nameOf(here.address(), "Ada"));
  }

  @Test
  void takenPortLeadsToTheNextOneAndThatIsSaid() throws Exception {
    int wanted = here.hosting.port();
    try (ServerSocket taken = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      here.start();
      assertNotEquals(taken.getLocalPort(), here.hosting.port());
    }
    assertEquals(
        "Port " + wanted + " was taken, so it is " + here.hosting.port() + " now.",
        here.hosting.noticeProperty().get());
  }

  @Test
  void folderThatCannotBeUsedIsToldAndNothingRuns() throws Exception {
    Files.writeString(folder.resolve("hosted"), "a file in the way");
    String said = here.problemAtStart();
    assertTrue(said.contains(folder.resolve("hosted").toString()), said);
    assertEquals(HostingViewModel.State.STOPPED, here.hosting.stateProperty().get());
    assertEquals("a file in the way", Files.readString(folder.resolve("hosted")));
  }

  @Test
  void secondProgramOnTheSameFolderIsTold() throws Exception {
    here.start();
    try (HostingFixture other = new HostingFixture(here.folder)) {
      String said = other.problemAtStart();
      assertTrue(said.contains("another") || said.contains("already"), said);
    }
  }

  @Test
  void damagedDatabaseIsToldAndTheNewestGoodBackupComesBackWithOneClick() throws Exception {
    here.start();
    here.signUp("Ada");
    BackupsViewModel backups = here.backups();
    backups.backUp();
    here.until(() -> !backups.backups().isEmpty());
    here.stop();
    try (FileChannel file =
        FileChannel.open(here.folder.resolve("chatter.db"), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[8192]), 0);
    }
    String said = here.problemAtStart();
    assertTrue(said.contains("Nothing was changed"), said);
    here.until(() -> here.hosting.rescueProperty().get().isPresent());
    here.hosting.rescue();
    here.untilRunning();
    assertEquals("Ada", HostingFixture.nameOf(here.address(), "Ada"));
    assertEquals("", here.hosting.problemProperty().get());
  }

  @Test
  void databaseOfANewerChatterIsToldAndLeftAlone() throws Exception {
    here.start();
    here.stop();
    Path file = here.folder.resolve("chatter.db");
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 9999");
    }
    byte[] before = Files.readAllBytes(file);
    String said = here.problemAtStart();
    assertTrue(said.contains("newer"), said);
    assertEquals(Optional.empty(), here.hosting.rescueProperty().get());
    org.junit.jupiter.api.Assertions.assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void archiveCutShortIsToldAndLeavesNoChatBehind() throws Exception {
    here.start();
    here.signUp("Ada");
    Path whole = folder.resolve("moved.chatter");
    here.data.archive(whole).get(60, TimeUnit.SECONDS);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.chatter");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    try (HostingFixture other = new HostingFixture(folder.resolve("other"))) {
      other.hosting.bring(cut);
      other.until(() -> !other.hosting.problemProperty().get().isEmpty());
      assertFalse(other.hosting.hasChat());
      other.hosting.bring(whole);
      other.untilRunning();
      assertEquals("", other.hosting.problemProperty().get());
      assertEquals("Ada", HostingFixture.nameOf(other.address(), "Ada"));
    }
  }

  @Test
  void peopleWhoAreHereAreCounted() throws Exception {
    here.start();
    here.hosting.refresh();
    here.until(() -> here.hosting.onlineProperty().get() == 0);
  }
}
