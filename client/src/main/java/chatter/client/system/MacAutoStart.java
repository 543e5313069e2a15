package chatter.client.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// A property list in `~/Library/LaunchAgents`, which macOS reads at each login. Never run on a
/// Mac; its tests hold what it writes.
final class MacAutoStart implements AutoStart {
  private static final String LABEL = "chatter.desktop";

  private final Path file;
  private final StartCommand command;

  MacAutoStart(Path home, StartCommand command) {
    this.file = home.resolve("Library").resolve("LaunchAgents").resolve(LABEL + ".plist");
    this.command = command;
  }

  @Override
  public boolean isOn() {
    return Files.exists(file);
  }

  @Override
  public void turnOn() throws IOException {
    Files.createDirectories(file.getParent());
    String words =
        command.words().stream()
            .map(word -> "    <string>" + escaped(word) + "</string>\n")
            .collect(Collectors.joining());
    Files.writeString(
        file,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>Label</key>
          <string>%s</string>
          <key>ProgramArguments</key>
          <array>
        %s  </array>
          <key>RunAtLoad</key>
          <true/>
        </dict>
        </plist>
        """
            .formatted(LABEL, words));
  }

  @Override
  public void turnOff() throws IOException {
    Files.deleteIfExists(file);
  }

  private static String escaped(String word) {
    return word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
