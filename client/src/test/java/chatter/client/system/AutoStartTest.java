package chatter.client.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Linux's for real; what the others would write and run.
class AutoStartTest {
  private static final StartCommand COMMAND =
      new StartCommand(Path.of("/opt/chatter/bin/chatter"), List.of("--background"));

  @TempDir private Path folder;

  private AutoStart linux(StartCommand command) {
    return AutoStart.of(
        "Linux", folder.resolve("home"), Map.of("XDG_CONFIG_HOME", folder.toString()), command);
  }

  private String entry() throws IOException {
    return Files.readString(folder.resolve("autostart").resolve("chatter.desktop"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxWritesAnEntryThatStartsTheProgramAndTakesItAway() throws IOException {
    AutoStart start = linux(COMMAND);
    assertFalse(start.isOn());
    start.turnOn();
    assertTrue(start.isOn());
    assertEquals(
        """
        [Desktop Entry]
        Type=Application
        Name=Chatter
        Icon=chatter
        Exec="/opt/chatter/bin/chatter" "--background"
        Terminal=false
        X-GNOME-Autostart-enabled=true
        """,
        entry());
    start.turnOff();
    assertFalse(start.isOn());
    start.turnOff();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxTakesTheHomesFolderWhereNoneIsNamed() throws IOException {
    AutoStart.of("Linux", folder, Map.of("XDG_CONFIG_HOME", "relative"), COMMAND).turnOn();
    assertTrue(Files.exists(folder.resolve(".config/autostart/chatter.desktop")));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxSeesThatTheDesktopSwitchedItsEntryOff() throws IOException {
    AutoStart start = linux(COMMAND);
    start.turnOn();
    Path file = folder.resolve("autostart").resolve("chatter.desktop");
    Files.writeString(file, entry() + "Hidden=true\n");
    assertFalse(start.isOn());
    start.turnOn();
    assertTrue(start.isOn());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxEscapesWhatMeansSomethingInAnEntry() throws IOException {
    linux(new StartCommand(Path.of("/home/a b/100%/$x\"y"), List.of())).turnOn();
    assertTrue(entry().contains("Exec=\"/home/a b/100%%/\\\\$x\\\\\"y\"\n"), entry());
  }

  @Test
  void folderThatCannotBeMadeIsTold() throws IOException {
    Files.writeString(folder.resolve("autostart"), "a file in the way");
    assertThrows(IOException.class, () -> linux(COMMAND).turnOn());
  }

  @Test
  void macWritesAnAgentThatRunsAtLogin() throws IOException {
    AutoStart start =
        AutoStart.of(
            "Mac OS X",
            folder,
            Map.of(),
            new StartCommand(Path.of("/Applications/A & B/Chatter"), List.of("--background")));
    assertFalse(start.isOn());
    start.turnOn();
    assertTrue(start.isOn());
    String written = Files.readString(folder.resolve("Library/LaunchAgents/chatter.desktop.plist"));
    assertTrue(
        written.contains(
            """
              <key>ProgramArguments</key>
              <array>
                <string>/Applications/A &amp; B/Chatter</string>
                <string>--background</string>
              </array>
              <key>RunAtLoad</key>
              <true/>
            """),
        written);
    start.turnOff();
    assertFalse(start.isOn());
  }

  @Test
  void windowsSetsAndDeletesOneValueOfTheRegistry() throws IOException {
    List<List<String>> run = new ArrayList<>();
    AutoStart start =
        new WindowsAutoStart(
            new StartCommand(
                Path.of("C:\\Program Files\\Chatter\\Chatter.exe"), List.of("--background")),
            words -> {
              run.add(words);
              return 0;
            });
    String key = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run";
    start.turnOn();
    assertTrue(start.isOn());
    start.turnOff();
    assertEquals(
        List.of(
            List.of(
                "reg",
                "add",
                key,
                "/v",
                "Chatter",
                "/t",
                "REG_SZ",
                "/d",
                "\"\\\"C:\\Program Files\\Chatter\\Chatter.exe\\\" \\\"--background\\\"\"",
                "/f"),
            List.of("reg", "query", key, "/v", "Chatter"),
            List.of("reg", "query", key, "/v", "Chatter"),
            List.of("reg", "delete", key, "/v", "Chatter", "/f")),
        run);
  }

  @Test
  void windowsRefusalIsTold() {
    AutoStart start = new WindowsAutoStart(COMMAND, words -> 1);
    assertThrows(IOException.class, start::turnOn);
  }
}
