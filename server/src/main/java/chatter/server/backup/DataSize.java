package chatter.server.backup;

import chatter.server.file.ContentFolder;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// How much room a data folder takes, in bytes.
///
/// @param chat the database with its log, and the files that people sent: what the chat itself
///   needs
/// @param setAside databases of before a restore, which somebody may delete
/// @param backups the backups in it; what they share with the chat is the chat's
/// @param other everything else
/// @param free what is left on the disk
public record DataSize(long chat, long setAside, long backups, long other, long free) {
  /// Adds up a folder, also one that a server uses; 0 for one that is not there.
  ///
  /// @throws StorageException with a sentence that says why it cannot be read
  public static DataSize of(Path data) {
    Sum sum = new Sum(data);
    try {
      if (Files.notExists(data)) {
        return new DataSize(0, 0, 0, 0, free(data));
      }
      Files.walkFileTree(data, sum);
      return new DataSize(sum.chat, sum.setAside, sum.backups, sum.other, free(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everything in the folder.
  public long total() {
    return chat + setAside + backups + other;
  }

  private static long free(Path data) throws IOException {
    for (Path path = data.toAbsolutePath(); path != null; path = path.getParent()) {
      if (Files.exists(path)) {
        return Files.getFileStore(path).getUsableSpace();
      }
    }
    return 0;
  }

  /// Contents, previews of them, and what is on its way.
  private static final List<String> OF_FILES =
      List.of(ContentFolder.IN_DATA, "previews", "uploads");

  private static final class Sum extends SimpleFileVisitor<Path> {
    private final Path data;
    private final ContentFolder contents;
    private long chat;
    private long setAside;
    private long backups;
    private long other;

    private Sum(Path data) {
      this.data = data;
      this.contents = ContentFolder.in(data);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = file.getFileName().toString();
      boolean top = data.equals(file.getParent());
      if (top && (name.equals("chatter.db") || name.startsWith("chatter.db-"))) {
        chat += attributes.size();
      } else if (top && name.startsWith("chatter.db.before-restore-")) {
        setAside += attributes.size();
      } else if (OF_FILES.stream().anyMatch(folder -> file.startsWith(data.resolve(folder)))) {
        chat += attributes.size();
      } else if (file.startsWith(BackupShelf.beside(data))) {
        backups += isOfTheChat(name, file) ? 0 : attributes.size();
      } else {
        other += attributes.size();
      }
      return FileVisitResult.CONTINUE;
    }

    /// A second name of the same file takes no room.
    private boolean isOfTheChat(String name, Path file) throws IOException {
      if (!ContentFolder.isName(name)) {
        return false;
      }
      Path original = contents.at(name);
      try {
        return Files.exists(original) && Files.isSameFile(original, file);
      } catch (NoSuchFileException e) {
        // Removed a moment ago.
        return false;
      }
    }

    /// A helper of the database may go while this looks.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (Files.notExists(file)) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
