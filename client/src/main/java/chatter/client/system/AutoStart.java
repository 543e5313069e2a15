package chatter.client.system;

import chatter.shared.system.HomeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether the program starts when its person signs in to the computer. Each system keeps that in a
/// place of its own, which the person can also see and change there. Reads and writes files or
/// starts a small program, so not for the JavaFX application thread.
public interface AutoStart {
  /// Whether it does.
  ///
  /// @throws IOException if the system does not say
  boolean isOn() throws IOException;

  /// Lets it start from the next sign-in on.
  ///
  /// @throws IOException with the reason, if the system does not let it
  void turnOn() throws IOException;

  /// Lets it start no more. Harmless if it does not.
  ///
  /// @throws IOException with the reason, if the system does not let it
  void turnOff() throws IOException;

  /// The one of this system.
  ///
  /// @param arguments what the program is to be started with
  /// @return nothing where the program was not started by its launcher, as from its build: there is
  ///   no file that a sign-in could start
  static Optional<AutoStart> here(List<String> arguments) {
    // On Linux a script is before jpackage's launcher; the package names it.
    return Optional.ofNullable(
            System.getProperty("chatter.launcher", System.getProperty("jpackage.app-path")))
        .map(Path::of)
        .map(launcher ->
            of(
                System.getProperty("os.name"),
                Path.of(HomeFolder.path()),
                System.getenv(),
                new StartCommand(launcher, arguments)));
  }

  /// The one of a system.
  ///
  /// @param os as Java names it
  static AutoStart of(String os, Path home, Map<String, String> environment, StartCommand command) {
    String system = os.toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return new WindowsAutoStart(command, new ProcessRunner());
    }
    if (system.startsWith("mac")) {
      return new MacAutoStart(home, command);
    }
    return new LinuxAutoStart(home, environment, command);
  }
}
