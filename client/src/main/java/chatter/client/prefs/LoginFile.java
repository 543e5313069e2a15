package chatter.client.prefs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// The login on disk, in a file only its owner can read. Safe for any thread.
public final class LoginFile {
  private final PropertiesOnDisk disk;

  /// @param folder the program's data folder
  public LoginFile(Path folder) {
    disk = new PropertiesOnDisk(folder.resolve("login.properties"));
  }

  /// The login saved last, if it was not forgotten since.
  public Optional<Login> load() throws IOException {
    return disk.read(from ->
        new Login(
            required(from, "server"),
            required(from, "token"),
            Long.parseLong(required(from, "account")),
            required(from, "name"),
            from.getProperty("email", "")));
  }

  /// Keeps a login instead of the one before.
  public void save(Login login) throws IOException {
    Properties to = new Properties();
    to.setProperty("server", login.server());
    to.setProperty("token", login.token());
    to.setProperty("account", Long.toString(login.account()));
    to.setProperty("name", login.name());
    to.setProperty("email", login.email());
    disk.write(to);
  }

  /// Forgets it.
  public void forget() throws IOException {
    disk.delete();
  }

  private static String required(Properties from, String key) {
    String value = from.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }
}
