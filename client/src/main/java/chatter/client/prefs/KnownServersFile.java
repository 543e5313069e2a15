package chatter.client.prefs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

/// The servers this computer knows, with their keys and logins, in a file only its owner can read.
/// What an older version remembered, one server and one login, is taken over. Safe for any thread.
public final class KnownServersFile {
  private final PropertiesFile disk;
  private final PropertiesFile oldLogin;
  private final PropertiesFile preferences;

  /// @param folder the program's data folder
  public KnownServersFile(Path folder) {
    disk = new PropertiesFile(folder.resolve("servers.properties"));
    oldLogin = new PropertiesFile(folder.resolve("login.properties"));
    preferences = new PropertiesFile(folder.resolve("preferences.properties"));
  }

  /// Every server, the one used last first.
  ///
  /// @throws IOException if there is a file that cannot be read
  public synchronized List<KnownServer> load() throws IOException {
    var kept = disk.read(KnownServersFile::read);
    if (kept.isPresent()) {
      return kept.get();
    }
    List<KnownServer> before = FirstVersionLogin.read(oldLogin, preferences);
    if (!before.isEmpty()) {
      save(before);
      oldLogin.delete();
    }
    return before;
  }

  /// Keeps these servers instead of those before; they are on the disk when this returns.
  public synchronized void save(List<KnownServer> servers) throws IOException {
    Properties to = new Properties();
    for (int i = 0; i < servers.size(); i++) {
      write(servers.get(i), "server." + i + ".", to);
    }
    disk.write(to);
  }

  private static List<KnownServer> read(Properties from) {
    List<KnownServer> servers = new ArrayList<>();
    for (int i = 0; from.getProperty("server." + i + ".id") != null; i++) {
      servers.add(read(from, "server." + i + "."));
    }
    servers.sort(Comparator.comparing(KnownServer::lastUsed).reversed());
    return List.copyOf(servers);
  }

  private static KnownServer read(Properties from, String prefix) {
    return new KnownServer(
        required(from, prefix + "id"),
        from.getProperty(prefix + "name", ""),
        List.of(required(from, prefix + "addresses").split(" ")),
        from.getProperty(prefix + "fingerprint", ""),
        new SavedLogin(
            required(from, prefix + "account.folder"),
            from.getProperty(prefix + "account.token", ""),
            Long.parseLong(from.getProperty(prefix + "account.number", "0")),
            from.getProperty(prefix + "account.name", ""),
            from.getProperty(prefix + "account.email", "")),
        instant(required(from, prefix + "lastUsed")));
  }

  private static void write(KnownServer server, String prefix, Properties to) {
    to.setProperty(prefix + "id", server.id());
    to.setProperty(prefix + "name", server.name());
    to.setProperty(prefix + "addresses", String.join(" ", server.addresses()));
    to.setProperty(prefix + "fingerprint", server.fingerprint());
    to.setProperty(prefix + "account.folder", server.account().folder());
    to.setProperty(prefix + "account.token", server.account().token());
    to.setProperty(prefix + "account.number", Long.toString(server.account().account()));
    to.setProperty(prefix + "account.name", server.account().name());
    to.setProperty(prefix + "account.email", server.account().email());
    to.setProperty(prefix + "lastUsed", server.lastUsed().toString());
  }

  static String required(Properties from, String key) {
    String value = from.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text + " is no point in time", e);
    }
  }
}
