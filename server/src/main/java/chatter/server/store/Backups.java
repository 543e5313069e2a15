package chatter.server.store;

import static chatter.server.store.PrivateFiles.sibling;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes one file of a data folder's database, also while a server writes to it.
public final class Backups {
  private static final Logger log = LoggerFactory.getLogger(Backups.class);

  private Backups() {}

  /// Writes everything that is stored now into a new file: under another name first, which becomes
  /// the file's name when the copy is on the disk and was opened and looked at. Whatever happens
  /// before leaves nothing behind, except if the process is killed: then a file that ends in
  /// `.part`.
  ///
  /// @param file must not be there
  /// @param rows what else to look at in the copy
  /// @return what the copy holds. What is wrong with its rows was wrong before
  /// @throws StorageException with a sentence for whoever asked for it; there is no file then
  public static Findings write(Path folder, Path file, List<RowCheck> rows) {
    Path target = file.toAbsolutePath();
    mustBeFree(target, file);
    try (DatabaseFile present = DatabaseFile.in(folder)) {
      Path part =
          sibling(
              target,
              "." + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".part");
      Thread removal = new Thread(() -> remove(part), "backup cut off");
      Runtime.getRuntime().addShutdownHook(removal);
      try {
        PrivateFiles.create(part);
        present.copyTo(part);
        PrivateFiles.sync(part);
        Findings findings = look(part, rows);
        PrivateFiles.publish(part, target);
        return findings;
      } catch (FileAlreadyExistsException e) {
        throw isThere(file, e);
      } catch (IOException e) {
        throw DiskErrors.explained("write " + file, e);
      } finally {
        remove(part);
        unhook(removal);
      }
    }
  }

  private static Findings look(Path part, List<RowCheck> rows) {
    try (DatabaseFile copy = DatabaseFile.at(part)) {
      Findings findings = copy.look(rows);
      if (findings.damaged()) {
        throw new StorageException(
            StorageException.Kind.FAILED,
            "the copy did not come out whole, and was thrown away: "
                + String.join("; ", findings.faults()),
            null);
      }
      return findings;
    }
  }

  private static void mustBeFree(Path target, Path file) {
    if (Files.isDirectory(target)) {
      throw new StorageException(
          StorageException.Kind.UNUSABLE, file + " is a folder; name a file in it", null);
    }
    if (Files.exists(target)) {
      throw isThere(file, null);
    }
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "there is no folder " + parent + " to write the backup into",
          null);
    }
  }

  private static StorageException isThere(Path file, Throwable cause) {
    return new StorageException(
        StorageException.Kind.UNUSABLE,
        file + " is there already, and a backup overwrites nothing; choose another name",
        cause);
  }

  private static void remove(Path part) {
    try {
      DataFolder.forget(part);
    } catch (IOException e) {
      log.warn("could not remove {}: {}", part, DiskErrors.reason(e));
    }
  }

  private static void unhook(Thread removal) {
    try {
      var _ = Runtime.getRuntime().removeShutdownHook(removal);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook does its work.
      log.debug("ending during a backup", e);
    }
  }
}
