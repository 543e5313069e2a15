package chatter.server.export;

import chatter.server.Version;
import chatter.server.conversation.HistoryFile;
import chatter.server.invite.ServerSettings;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// A room that was written into one file: `.html`, a page to read and print, with its pictures, or
/// `.json`, data for a program with everything the room holds. What else people sent lies in a
/// folder beside it, called like the file with `-files` after it. There are no email addresses and
/// no secrets in either.
///
/// @param file where it is
/// @param bytes how large it is, with the folder beside it
/// @param messages how many are in it
/// @param files how many lie beside it
/// @param took how long it took
public record RoomExport(Path file, long bytes, long messages, long files, Duration took) {
  /// A room that can be exported.
  ///
  /// @param messages how many are in it
  /// @param fileBytes how much their files are together
  public record Room(long id, String title, long messages, long fileBytes) {}

  /// The rooms in a data folder, by number, also while a server uses it.
  ///
  /// @throws StorageException with a sentence that says why there is no reading it
  public static List<Room> rooms(Path data) {
    try (DatabaseFile database = DatabaseFile.in(data)) {
      HistoryFile history = new HistoryFile(database);
      return history.rooms().stream()
          .map(room ->
              new Room(room.id(), room.title(), room.messages(), history.fileBytes(room.id())))
          .toList();
    }
  }

  /// Writes a room as it is now, also while a server goes on. It is written as it is read, so its
  /// size does not matter.
  ///
  /// @param file must not be there yet; its name ends in `.html` or `.json`
  /// @throws StorageException with a sentence that says why there is no file
  public static RoomExport write(Path data, long room, Path file) {
    long began = System.nanoTime();
    Origin origin =
        new Origin(
            ServerSettings.nameIn(data),
            Version.current(),
            Clock.systemUTC().instant(),
            ZoneId.systemDefault());
    RoomWriter.Written written = new RoomWriter(data, origin).write(room, file);
    try {
      return new RoomExport(
          file,
          Files.size(file) + written.fileBytes(),
          written.messages(),
          written.files(),
          Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
