package chatter.client.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.prefs.HostingPreferences.WhenClosed;
import chatter.client.system.AutoStart;
import chatter.client.system.StartCommand;
import chatter.client.ui.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundViewModelTest {
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

  private BackgroundViewModel background(boolean tray, Optional<AutoStart> autoStart) {
    return new BackgroundViewModel(
        here.context,
        new BackgroundViewModel.Desk(
            () -> CompletableFuture.completedFuture(tray), autoStart, Runnable::run));
  }

  private AutoStart autoStart() {
    return AutoStart.of(
        "Linux",
        folder,
        Map.of("XDG_CONFIG_HOME", folder.resolve("config").toString()),
        new StartCommand(Path.of("/opt/chatter/bin/chatter"), List.of("--background")));
  }

  @Test
  void wishToGoOnIsRemembered() {
    BackgroundViewModel background = background(true, Optional.empty());
    assertEquals(WhenClosed.ASK, background.whenClosedProperty().get());
    background.setWhenClosed(WhenClosed.KEEP);
    assertEquals(WhenClosed.KEEP, here.kept().whenClosed());
  }

  @Test
  void whatBecomesOfTheWindowIsSaidAsTheDesktopIs() throws Exception {
    BackgroundViewModel with = background(true, Optional.empty());
    with.look();
    here.until(() -> with.hintProperty().get().contains("beside the clock; its menu"));
    BackgroundViewModel without = background(false, Optional.empty());
    without.look();
    here.until(() -> without.hintProperty().get().contains("minimised"));
  }

  @Test
  void startAtLoginIsSwitchedOnAndOff() throws Exception {
    BackgroundViewModel background = background(false, Optional.of(autoStart()));
    assertTrue(background.atLoginPossible());
    background.setAtLogin(true);
    here.until(() -> background.atLoginProperty().get());
    assertTrue(autoStart().isOn());
    BackgroundViewModel later = background(false, Optional.of(autoStart()));
    later.look();
    here.until(() -> later.atLoginProperty().get());
    later.setAtLogin(false);
    here.until(() -> !later.atLoginProperty().get());
    assertFalse(autoStart().isOn());
  }

  @Test
  void refusalOfTheSystemIsToldAndTheSwitchGoesBack() throws Exception {
    Files.writeString(folder.resolve("config"), "a file in the way");
    BackgroundViewModel background = background(false, Optional.of(autoStart()));
    background.setAtLogin(true);
    here.until(() -> background.statusProperty().get().problem());
    assertFalse(background.atLoginProperty().get());
  }

  @Test
  void programThatWasNotInstalledCannotStartAtLogin() {
    BackgroundViewModel background = background(false, Optional.empty());
    assertFalse(background.atLoginPossible());
    background.setAtLogin(true);
    assertFalse(background.atLoginProperty().get());
    assertEquals(Status.NONE, background.statusProperty().get());
  }
}
