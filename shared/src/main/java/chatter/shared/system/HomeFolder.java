package chatter.shared.system;

import java.util.Locale;
import java.util.Map;

/// The user's folder. Nothing else may ask Java for it, which heeds the list of users alone.
public final class HomeFolder {
  private HomeFolder() {}

  /// What `HOME` names, as for every other program; otherwise what the list of users says. Windows
  /// has no such custom.
  public static String path() {
    return path(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
  }

  static String path(String os, String listed, Map<String, String> environment) {
    String named = environment.get("HOME");
    return named != null
            && named.startsWith("/")
            && !os.toLowerCase(Locale.ROOT).startsWith("windows")
        ? named
        : listed;
  }
}
