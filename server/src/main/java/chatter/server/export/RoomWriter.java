package chatter.server.export;

import chatter.server.conversation.HistoryFile;
import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes one room into one new file. The room is read in one snapshot and written as it is read,
/// so its size does not matter; the file, and the folder with what people sent, get their names
/// when they are whole.
public final class RoomWriter {
  private static final int BUFFER = 64 * 1024;

  private final Path data;
  private final Origin origin;

  /// @param data the folder, also of a server that runs
  public RoomWriter(Path data, Origin origin) {
    this.data = data;
    this.origin = origin;
  }

  /// Writes the room.
  ///
  /// @param file must not be there yet; its name says what it is to be
  /// @return what there is now
  /// @throws StorageException with a sentence that says why there is no file
  public Written write(long room, Path file) {
    Form form = Form.of(file);
    mustBeFree(file);
    RoomFiles files = new RoomFiles(data, file);
    if (Files.exists(files.folder())) {
      throw isThere(files.folder(), null);
    }
    Path part = PrivateFiles.part(file.toAbsolutePath(), ".part");
    try (DatabaseFile database = DatabaseFile.in(data)) {
      try {
        PrivateFiles.create(part);
        long messages = write(database, room, part, form, files);
        PrivateFiles.sync(part);
        files.publish();
        try {
          PrivateFiles.publish(part, file.toAbsolutePath());
        } catch (IOException e) {
          files.withdraw();
          throw e;
        }
        return new Written(messages, files.copies(), files.bytes());
      } finally {
        Files.deleteIfExists(part);
        files.removeParts();
      }
    } catch (FileAlreadyExistsException e) {
      throw isThere(file, e);
    } catch (IOException e) {
      throw DiskErrors.explained("write " + file, e);
    }
  }

  /// What was written.
  ///
  /// @param files how many lie beside
  /// @param fileBytes how much those are together
  public record Written(long messages, long files, long fileBytes) {}

  private long write(DatabaseFile database, long room, Path part, Form form, RoomFiles files)
      throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.WRITE), BUFFER)) {
      RoomFile target =
          switch (form) {
            case HTML -> new HtmlRoom(out, origin, files);
            case JSON -> new JsonRoom(out, origin, files);
          };
      long messages = new HistoryFile(database).visit(room, target);
      target.end(messages);
      return messages;
    }
  }

  private static void mustBeFree(Path file) {
    if (Files.isDirectory(file)) {
      throw unusable(file + " is a folder; name a file in it", null);
    }
    if (Files.exists(file)) {
      throw isThere(file, null);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw unusable("there is no folder " + folder + " to write into", null);
    }
  }

  private static StorageException isThere(Path file, Throwable cause) {
    return unusable(
        file + " is there already, and nothing is overwritten; choose another name", cause);
  }

  private static StorageException unusable(String message, Throwable cause) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, cause);
  }

  private enum Form {
    HTML,
    JSON;

    private static Form of(Path file) {
      String name = file.toString();
      for (Form form : values()) {
        int ending = name.length() - form.name().length() - 1;
        if (ending > 0 && name.substring(ending).equalsIgnoreCase("." + form.name())) {
          return form;
        }
      }
      throw unusable(
          file + " ends neither in .html, a page to read, nor in .json, data for a program", null);
    }
  }
}
