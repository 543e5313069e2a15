package chatter.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file in a data folder that says that the chat's database is not in it. Who forgets to say
/// where it is would else get an empty chat, and who backs the folder up, half of one.
public final class StoreMarker {
  private static final String FILE = "chatter.store";

  private StoreMarker() {}

  /// Marks a folder that is locked.
  ///
  /// @param place of the database, without a secret
  public static void mark(Path folder, String place) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        PrivateFiles.create(file);
      }
      Files.writeString(file, place + "\n");
    } catch (IOException e) {
      throw DiskErrors.explained("write " + file, e);
    }
  }

  /// Says that the database of a locked folder is in it again.
  public static void remove(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (IOException e) {
      throw DiskErrors.explained("remove " + folder.resolve(FILE), e);
    }
  }

  /// Where the database of a folder's chat is; empty if it is in the folder.
  ///
  /// @throws StorageException if the folder cannot be read
  public static Optional<String> in(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw DiskErrors.explained("read " + file, e);
    }
  }

  /// @throws StorageException `UNUSABLE`, with a sentence that says what to do, if the folder's
  ///   database is elsewhere
  public static void mustNotBeIn(Path folder) {
    in(folder)
        .ifPresent(place -> {
          throw new StorageException(
              StorageException.Kind.UNUSABLE,
              "the chat of the folder "
                  + folder
                  + " has its database in PostgreSQL, at "
                  + place
                  + ": start it with --store; back it up with pg_dump and put it back with"
                  + " pg_restore, together with this folder",
              null);
        });
  }
}
