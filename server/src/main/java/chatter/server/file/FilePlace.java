package chatter.server.file;

import chatter.server.store.Database;
import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import chatter.server.store.postgres.PostgresDatabase;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The folder that has what people sent: the data folder, or one that all servers of a chat reach.
///
/// @param shared whether others write there too
public record FilePlace(Path folder, boolean shared) {
  /// Says whose files are in a shared folder.
  static final String MARKER = "chatter.files";

  /// The data folder.
  public static FilePlace in(Path data) {
    return new FilePlace(data, false);
  }

  /// A folder that several servers share. It gets to know its chat, so that a disk that is not
  /// there is not taken for an empty one.
  ///
  /// @throws StorageException `UNUSABLE`, with a sentence, if it has another chat's files, or not
  ///   this one's
  public static FilePlace shared(Path folder, Database database) {
    String chat = ((PostgresDatabase) database).chat();
    Path marker = folder.resolve(MARKER);
    try {
      PrivateFiles.createFolders(folder);
      if (Files.notExists(marker)) {
        mustHaveWhatIsNamed(folder, new UploadStore(database).newest());
        mark(marker, chat);
      }
      if (!Files.readString(marker).strip().equals(chat)) {
        throw unusable("the folder " + folder + " has the files of another chat");
      }
      return new FilePlace(folder, true);
    } catch (IOException e) {
      throw DiskErrors.explained("use the folder " + folder + " for files", e);
    }
  }

  private static void mustHaveWhatIsNamed(Path folder, Optional<String> named) {
    if (named.isPresent()
        && Files.notExists(
            new FolderStore(folder.resolve(ContentFolder.IN_DATA)).at(named.get()))) {
      throw unusable(
          "the folder "
              + folder
              + " does not have this chat's files: mount what has them, or move files, previews and"
              + " uploads there out of the data folder");
    }
  }

  private static void mark(Path marker, String chat) throws IOException {
    Path part = PrivateFiles.part(marker, ".part");
    PrivateFiles.create(part);
    Files.writeString(part, chat + "\n");
    PrivateFiles.sync(part);
    try {
      PrivateFiles.publish(part, marker);
    } catch (FileAlreadyExistsException e) {
      // Another server came first; what it wrote is looked at.
      Files.deleteIfExists(part);
    }
  }

  private static StorageException unusable(String message) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, null);
  }
}
