package chatter.server.archive;

import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.server.store.RowCheck;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import chatter.server.store.sqlite.DatabaseRestore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// Makes a data folder of an archive. The folder is there whole or not at all, and never takes the
/// place of another.
public final class ArchiveOpening {
  /// Says which archive a folder was made of.
  private static final String ORIGIN = "opened-from";

  private final ArchiveFile archive;
  private final Path file;
  private final List<RowCheck> rows;

  /// @param file the archive
  /// @param rows what else to look at in its database
  /// @throws StorageException as reading it does
  public ArchiveOpening(Path file, List<RowCheck> rows) {
    this.archive = ArchiveFile.read(file);
    this.file = file;
    this.rows = List.copyOf(rows);
  }

  /// What the archive says about itself.
  public Manifest manifest() {
    return archive.manifest();
  }

  /// Whether a folder was made of this very archive, by whoever opened it before.
  public boolean made(Path folder) {
    Path origin = folder.resolve(ORIGIN);
    try {
      return Files.isRegularFile(origin)
          && Files.readString(origin).strip().equals(archive.manifest().id());
    } catch (IOException e) {
      throw DiskErrors.explained("read " + origin, e);
    }
  }

  /// Unpacks it.
  ///
  /// @param folder must not be there; the one it is in must
  /// @param changed changes the database, in the transaction that gives it another epoch
  /// @throws StorageException with a sentence that says why nothing was changed
  public void into(Path folder, TransactionStep changed) {
    Path target = folder.toAbsolutePath();
    mustBeFree(folder, target);
    Path part = PrivateFiles.part(target, ".part");
    try {
      PrivateFiles.createFolders(part);
      try {
        mustFit(part);
        archive.unpackInto(part);
        DatabaseRestore.adopt(file, part.resolve(Manifest.DATABASE), rows, changed);
        Path origin = part.resolve(ORIGIN);
        PrivateFiles.create(origin);
        Files.writeString(
            origin,
            archive.manifest().id() + "\n",
            StandardCharsets.UTF_8,
            StandardOpenOption.WRITE);
        PrivateFiles.sync(origin);
        PrivateFiles.syncFolder(origin);
        mustBeFree(folder, target);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.syncFolder(target);
      } finally {
        remove(part);
      }
    } catch (IOException e) {
      throw DiskErrors.explained("unpack " + file + " into " + folder, e);
    }
  }

  private void mustBeFree(Path folder, Path target) {
    if (Files.exists(target)) {
      throw unusable(
          "cannot unpack "
              + file
              + ", because the folder "
              + folder
              + " is there already; start from it with --data "
              + folder
              + ", or give the archive another name");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw unusable("there is no folder " + target.getParent() + " to unpack " + file + " into");
    }
  }

  /// A disk that runs full in the middle is found as well, but later.
  private void mustFit(Path part) throws IOException {
    long free = Files.getFileStore(part).getUsableSpace();
    long needed = archive.manifest().bytes();
    if (free < needed) {
      throw new StorageException(
          StorageException.Kind.FULL,
          "cannot unpack "
              + file
              + ": it needs "
              + needed / 1_000_000
              + " MB, and "
              + free / 1_000_000
              + " MB are free",
          null);
    }
  }

  private static void remove(Path part) throws IOException {
    if (Files.notExists(part)) {
      return;
    }
    Files.walkFileTree(
        part,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, IOException failure)
              throws IOException {
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static StorageException unusable(String message) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, null);
  }
}
