package chatter.server.cli;

import chatter.shared.system.HomeFolder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where programs keep their data on each system.
public final class DataFolders {
  private DataFolders() {}

  /// The headless server's folder when nobody names one.
  public static Path server() {
    return application(System.getProperty("os.name"), HomeFolder.path(), System.getenv())
        .resolve("server");
  }

  /// The desktop app's folder when nobody names one on its command line.
  static Path desktop() {
    String named = System.getenv("CHATTER_CLIENT_DATA");
    return named != null && !named.isBlank()
        ? Path.of(named)
        : application(System.getProperty("os.name"), HomeFolder.path(), System.getenv())
            .resolve("desktop");
  }

  /// @param os the name Java gives the system
  /// @param home the user's folder
  /// @param environment for `XDG_DATA_HOME` and `LOCALAPPDATA`
  static Path application(String os, String home, Map<String, String> environment) {
    String system = os.toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      return (local == null ? Path.of(home, "AppData", "Local") : Path.of(local))
          .resolve("Chatter");
    }
    if (system.startsWith("mac")) {
      return Path.of(home, "Library", "Application Support", "Chatter");
    }
    String xdg = environment.get("XDG_DATA_HOME");
    // The specification says that a relative path there is to be ignored.
    boolean usable = xdg != null && Path.of(xdg).isAbsolute();
    return (usable ? Path.of(xdg) : Path.of(home, ".local", "share")).resolve("chatter");
  }
}
