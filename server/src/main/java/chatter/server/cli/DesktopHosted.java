package chatter.server.cli;

import chatter.server.ServerConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// The chat that the desktop app hosts on this computer.
///
/// @param data its folder
/// @param port the one it listens on, or last listened on
record DesktopHosted(Path data, int port) {
  private static final int HIGHEST = 65_535;

  /// @param desktop the desktop app's folder
  /// @return empty if it never hosted a chat
  static Optional<DesktopHosted> in(Path desktop) {
    Path data = desktop.resolve("hosted");
    return Files.isDirectory(data)
        ? Optional.of(new DesktopHosted(data, port(desktop.resolve("preferences.properties"))))
        : Optional.empty();
  }

  /// The app remembers the port, so that its chat stays where people found it.
  private static int port(Path preferences) {
    Properties remembered = new Properties();
    try (Reader reader = Files.newBufferedReader(preferences, StandardCharsets.UTF_8)) {
      remembered.load(reader);
      int port = Integer.parseInt(remembered.getProperty("hosting.port", "0"));
      return port > 0 && port <= HIGHEST ? port : ServerConfig.DEFAULT_PORT;
    } catch (IOException | IllegalArgumentException e) {
      // Then it is looked for where it would be at first, and the look says what is there.
      return ServerConfig.DEFAULT_PORT;
    }
  }
}
