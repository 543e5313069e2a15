package chatter.client.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.hosting.HostingViewModel.State;
import chatter.client.net.http.ServerAddress;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.server.archive.Archive;
import chatter.server.export.RoomExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups and copies of a chat that is hosted by the real server.
class HostedDataTest {
  @TempDir private Path folder;
  private HostingFixture here;

  @BeforeEach
  void open() throws Exception {
    here = new HostingFixture(folder.resolve("hosted"));
    here.start();
    here.signUp("Ada");
  }

  @AfterEach
  void close() {
    here.close();
  }

  @Test
  void backupIsTakenLookedIntoAndRestored() throws Exception {
    BackupsViewModel backups = here.backups();
    backups.backUp();
    here.until(() -> backups.backups().size() == 1 && !backups.busyProperty().get());
    here.until(() -> !backups.sizeProperty().get().isEmpty());
    backups.look(backups.backups().getFirst());
    here.until(() -> backups.lookedProperty().get().isPresent());
    assertEquals(1, backups.lookedProperty().get().orElseThrow().inside().people());
    here.rename("Ada", "Ada Lovelace");
    assertEquals("Ada Lovelace", HostingFixture.nameOf(here.address(), "Ada"));
    backups.restore(backups.backups().getFirst());
    here.untilRunning();
    assertEquals("Ada", HostingFixture.nameOf(here.address(), "Ada"));
    assertEquals(1, here.dialogs.asked.size());
  }

  @Test
  void whatIsAskedOnceTheAppClosesIsCancelledAndNotThrown() {
    HostedData data = new HostedData(folder.resolve("hosted"));
    data.close();
    assertTrue(data.backups().isCancelled());
    assertTrue(data.size().isCancelled());
  }

  @Test
  void backupThatIsDamagedIsToldAndTheChatRunsOn() throws Exception {
    BackupsViewModel backups = here.backups();
    backups.backUp();
    here.until(() -> backups.backups().size() == 1);
    Path file = backups.backups().getFirst().file();
    Files.write(file, new byte[5000]);
    backups.look(backups.backups().getFirst());
    here.until(() -> backups.statusProperty().get().problem());
    backups.restore(backups.backups().getFirst());
    here.until(() -> !here.hosting.problemProperty().get().isEmpty());
    here.untilRunning();
    assertEquals("Ada", HostingFixture.nameOf(here.address(), "Ada"));
  }

  @Test
  void whatIsAskedForWhileTheChatStartsIsDoneOnceItRuns() throws Exception {
    BackupsViewModel backups = here.backups();
    backups.backUp();
    here.until(() -> backups.backups().size() == 1 && !backups.busyProperty().get());
    here.rename("Ada", "Ada Lovelace");
    backups.schedule(false);
    assertEquals(State.STARTING, here.hosting.stateProperty().get());
    backups.restore(backups.backups().getFirst());
    here.untilRunning();
    here.until(() -> here.hosting.stateProperty().get() == State.STARTING);
    here.untilRunning();
    assertEquals("Ada", HostingFixture.nameOf(here.address(), "Ada"));
    backups.schedule(true);
    backups.schedule(false);
    here.untilRunning();
    here.until(() -> here.hosting.stateProperty().get() == State.STARTING);
    here.untilRunning();
    assertFalse(here.kept().backups());
  }

  @Test
  void hourlyBackupsCanBeSwitchedOffAndThatIsRemembered() throws Exception {
    BackupsViewModel backups = here.backups();
    assertTrue(backups.scheduledProperty().get());
    backups.schedule(false);
    here.untilRunning();
    assertFalse(here.kept().backups());
  }

  @Test
  void exportedRoomIsAPageAndIsNeverWrittenOverAnotherFile() throws Exception {
    ExportViewModel export = new ExportViewModel(here.context, here.hosting);
    assertEquals("Ada’s Chatter.chatter", export.fileName(".chatter"));
    export.findRooms();
    here.until(() -> !export.rooms().isEmpty());
    RoomExport.Room lobby = export.rooms().getFirst();
    assertEquals("Lobby.html", export.fileName(lobby, ".html"));
    Path page = folder.resolve("room.html");
    export.export(lobby.id(), page);
    here.until(() -> export.statusProperty().get().text().contains("room.html"));
    assertTrue(Files.readString(page).contains("<html"));
    assertEquals(Optional.of(page.toAbsolutePath()), export.writtenProperty().get());
    assertTrue(export.statusProperty().get().text().contains(page.toAbsolutePath().toString()));
    byte[] first = Files.readAllBytes(page);
    export.export(lobby.id(), page);
    here.until(() -> export.statusProperty().get().problem());
    assertEquals(Optional.empty(), export.writtenProperty().get());
    Assertions.assertArrayEquals(first, Files.readAllBytes(page));
  }

  @Test
  void archiveRunsInAnotherFolderWithEverybodyInIt() throws Exception {
    ExportViewModel export = new ExportViewModel(here.context, here.hosting);
    Path file = folder.resolve("moved.chatter");
    export.archive(file);
    here.until(() -> export.archiveProperty().get().isPresent());
    Path elsewhere = folder.resolve("elsewhere");
    Archive.open(file, elsewhere);
    try (ChatterServer server =
        new ChatterServer(ServerConfig.inFolder(elsewhere).withPort(0)).start()) {
      assertEquals(HostingFixture.NAME, server.chat().name());
      assertEquals("Ada", HostingFixture.nameOf(ServerAddress.local(server.port()), "Ada"));
    }
  }

  @Test
  void newestBackupThatIsWholeIsFound() throws Exception {
    Path good = here.data.backUp().get(60, TimeUnit.SECONDS).file();
    assertEquals(good, here.data.newestGood().get().orElseThrow().file());
    assertEquals(List.of(good), here.data.backups().get().stream().map(b -> b.file()).toList());
    Files.write(good, new byte[100]);
    assertTrue(here.data.newestGood().get().isEmpty());
    Assertions.assertThrows(ExecutionException.class, () -> here.data.look(good).get());
  }
}
