package chatter.client.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// A desktop entry in the folder `autostart`, which every desktop environment reads (the XDG
/// autostart specification).
final class LinuxAutoStart implements AutoStart {
  private final Path file;
  private final StartCommand command;

  LinuxAutoStart(Path home, Map<String, String> environment, StartCommand command) {
    String named = environment.get("XDG_CONFIG_HOME");
    // The specification says that a relative path there is to be ignored.
    boolean usable = named != null && Path.of(named).isAbsolute();
    Path folder = usable ? Path.of(named) : home.resolve(".config");
    this.file = folder.resolve("autostart").resolve("chatter.desktop");
    this.command = command;
  }

  @Override
  public boolean isOn() throws IOException {
    // Desktop environments switch an entry off by a line in it.
    return Files.exists(file)
        && Files.readAllLines(file).stream()
            .map(String::strip)
            .noneMatch(line ->
                line.equals("Hidden=true") || line.equals("X-GNOME-Autostart-enabled=false"));
  }

  @Override
  public void turnOn() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        [Desktop Entry]
        Type=Application
        Name=Chatter
        Icon=chatter
        Exec=%s
        Terminal=false
        X-GNOME-Autostart-enabled=true
        """
            .formatted(
                command.words().stream()
                    .map(LinuxAutoStart::quoted)
                    .collect(Collectors.joining(" "))));
  }

  @Override
  public void turnOff() throws IOException {
    Files.deleteIfExists(file);
  }

  /// Twice escaped: as a word of the command line, then as a value of the file, where `%` begins a
  /// field code.
  private static String quoted(String word) {
    String inside = word.replaceAll("([\"`$\\\\])", "\\\\$1");
    return ("\"" + inside + "\"").replace("\\", "\\\\").replace("%", "%%");
  }
}
