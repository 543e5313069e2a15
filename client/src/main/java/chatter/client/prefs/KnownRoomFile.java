package chatter.client.prefs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// Which conversation one account on one server was in, so that what waits to be sent there can be
/// seen while the server is away. Safe for any thread.
public final class KnownRoomFile {
  private final PropertiesFile disk;
  private Optional<KnownRoom> known;

  /// Reads what was kept.
  ///
  /// @param folder the account's folder, see `ClientFolder.account`
  public KnownRoomFile(Path folder) throws IOException {
    disk = new PropertiesFile(folder.resolve("room.properties"));
    known =
        disk.read(from ->
            new KnownRoom(
                Long.parseLong(from.getProperty("id")),
                from.getProperty("title", ""),
                Integer.parseInt(from.getProperty("members", "0"))));
  }

  /// The conversation; nothing before the first welcome ever.
  public synchronized Optional<KnownRoom> load() {
    return known;
  }

  /// Keeps another one, or what has changed of it. It is on the disk when this returns.
  public synchronized void save(KnownRoom room) throws IOException {
    if (known.isPresent() && known.get().equals(room)) {
      return;
    }
    Properties to = new Properties();
    to.setProperty("id", Long.toString(room.id()));
    to.setProperty("title", room.title());
    to.setProperty("members", Integer.toString(room.members()));
    disk.write(to);
    known = Optional.of(room);
  }
}
