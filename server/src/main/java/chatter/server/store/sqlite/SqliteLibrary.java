package chatter.server.store.sqlite;

import chatter.server.store.StorageException;
import chatter.shared.system.LibraryFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where SQLite's driver unpacks its library at each start: in the system's folder for passing
/// files, unless nothing can be loaded from there. The packages bring it unpacked.
final class SqliteLibrary {
  private static final String UNPACKED = "org.sqlite.lib.path";
  private static final String FOLDER = "org.sqlite.tmpdir";

  private SqliteLibrary() {}

  /// Chooses before the driver does, which is at the first connection; later ones change nothing.
  ///
  /// @param data what is taken if there is no other
  /// @throws StorageException if nothing can be loaded from any of them
  static void place(Path data) {
    if (System.getProperty(UNPACKED) == null && System.getProperty(FOLDER) == null) {
      Path chosen =
          chosen(
              candidates(System.getProperty("java.io.tmpdir"), System.getenv(), data),
              LibraryFolders::fits);
      System.setProperty(FOLDER, chosen.toString());
    }
  }

  /// The user's own folder for passing files, and the one that outlives a restart, are tidied up by
  /// the system, unlike the data folder.
  static List<Path> candidates(String temporary, Map<String, String> environment, Path data) {
    return Stream.of(
            temporary, environment.getOrDefault("XDG_RUNTIME_DIR", ""), "/var/tmp", data.toString())
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute)
        .distinct()
        .toList();
  }

  static Path chosen(List<Path> candidates, Predicate<Path> fits) {
    return candidates.stream()
        .filter(fits)
        .findFirst()
        .orElseThrow(() ->
            new StorageException(
                StorageException.Kind.UNUSABLE,
                "SQLite's library can be loaded from none of "
                    + candidates.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ": they are mounted noexec, or cannot be written to. Mount one of them without"
                    + " noexec, or name another folder: JDK_JAVA_OPTIONS=-Dorg.sqlite.tmpdir=DIR",
                null));
  }
}
