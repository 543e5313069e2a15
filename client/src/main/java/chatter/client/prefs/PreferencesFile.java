package chatter.client.prefs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/// The preferences on disk. Safe for any thread.
public final class PreferencesFile {
  private final PropertiesFile disk;

  /// @param folder the program's data folder
  public PreferencesFile(Path folder) {
    disk = new PropertiesFile(folder.resolve("preferences.properties"));
  }

  /// What was saved last; the defaults at first, and where a value makes no sense.
  ///
  /// @throws IOException if there is a file that cannot be read
  public Preferences load() throws IOException {
    return disk.read(PreferencesFile::read).orElse(Preferences.DEFAULTS);
  }

  /// Saves all of it; it is on the disk when this returns.
  public void save(Preferences preferences) throws IOException {
    disk.write(write(preferences));
  }

  private static Preferences read(Properties from) {
    Preferences defaults = Preferences.DEFAULTS;
    return new Preferences(
        from.getProperty("server", defaults.serverAddress()),
        Appearance.valueOf(
            from.getProperty("appearance", defaults.appearance().name()).toUpperCase(Locale.ROOT)),
        bool(from, "enterSends", defaults.enterSends()),
        window(from),
        new HostingPreferences(
            bool(from, "hosting.on", false),
            bool(from, "hosting.open", false),
            Integer.parseInt(from.getProperty("hosting.port", "0")),
            whenClosed(from),
            bool(from, "hosting.backups", defaults.hosting().backups()),
            from.getProperty("hosting.id", "")),
        new NotificationPreferences(
            bool(from, "notifications.on", defaults.notifications().on()),
            bool(from, "notifications.sound", defaults.notifications().sound()),
            bool(from, "notifications.text", defaults.notifications().text())),
        CopySize.valueOf(
            from.getProperty("copy.size", defaults.copySize().name()).toUpperCase(Locale.ROOT)));
  }

  /// Before there was a choice of three, a switch said whether it stays.
  private static HostingPreferences.WhenClosed whenClosed(Properties from) {
    String value = from.getProperty("hosting.whenClosed");
    if (value != null) {
      return HostingPreferences.WhenClosed.valueOf(value.toUpperCase(Locale.ROOT));
    }
    return bool(from, "hosting.stays", false)
        ? HostingPreferences.WhenClosed.KEEP
        : HostingPreferences.WhenClosed.ASK;
  }

  private static Optional<WindowBounds> window(Properties from) {
    return from.getProperty("window.width") == null
        ? Optional.empty()
        : Optional.of(
            new WindowBounds(
                number(from, "window.x"),
                number(from, "window.y"),
                number(from, "window.width"),
                number(from, "window.height"),
                bool(from, "window.maximized", false)));
  }

  private static Properties write(Preferences preferences) {
    Properties to = new Properties();
    to.setProperty("server", preferences.serverAddress());
    to.setProperty("appearance", preferences.appearance().name().toLowerCase(Locale.ROOT));
    to.setProperty("enterSends", Boolean.toString(preferences.enterSends()));
    to.setProperty("hosting.on", Boolean.toString(preferences.hosting().on()));
    to.setProperty("hosting.open", Boolean.toString(preferences.hosting().open()));
    to.setProperty("hosting.port", Integer.toString(preferences.hosting().port()));
    to.setProperty(
        "hosting.whenClosed", preferences.hosting().whenClosed().name().toLowerCase(Locale.ROOT));
    to.setProperty("hosting.backups", Boolean.toString(preferences.hosting().backups()));
    to.setProperty("hosting.id", preferences.hosting().id());
    to.setProperty("notifications.on", Boolean.toString(preferences.notifications().on()));
    to.setProperty("notifications.sound", Boolean.toString(preferences.notifications().sound()));
    to.setProperty("notifications.text", Boolean.toString(preferences.notifications().text()));
    to.setProperty("copy.size", preferences.copySize().name().toLowerCase(Locale.ROOT));
    preferences
        .window()
        .ifPresent(place -> {
          to.setProperty("window.x", Double.toString(place.x()));
          to.setProperty("window.y", Double.toString(place.y()));
          to.setProperty("window.width", Double.toString(place.width()));
          to.setProperty("window.height", Double.toString(place.height()));
          to.setProperty("window.maximized", Boolean.toString(place.maximized()));
        });
    return to;
  }

  private static boolean bool(Properties from, String key, boolean otherwise) {
    String value = from.getProperty(key, Boolean.toString(otherwise));
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(key + " is neither true nor false");
    };
  }

  private static double number(Properties from, String key) {
    double value = Double.parseDouble(from.getProperty(key, "missing"));
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(key + " is not finite");
    }
    return value;
  }
}
