package chatter.server.store.sqlite;

import chatter.server.store.DiskErrors;
import chatter.server.store.Findings;
import chatter.server.store.PrivateFiles;
import chatter.server.store.RowCheck;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes one file of a data folder's database, also while a server writes to it.
public final class DatabaseBackup {
  /// How the name of a copy ends that is not finished.
  public static final String PART = ".part";

  private static final Logger log = LoggerFactory.getLogger(DatabaseBackup.class);

  private DatabaseBackup() {}

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
    return write(folder, file, new Terms(rows, null, Beside.NOTHING, () -> false)).orElseThrow();
  }

  /// The same on terms of one's own.
  ///
  /// @return empty if the copy was the same as the one it was not to repeat; there is no file then
  public static Optional<Findings> write(Path folder, Path file, Terms terms) {
    Path target = file.toAbsolutePath();
    mustBeFree(target, file);
    try (DatabaseFile present = DatabaseFile.in(folder)) {
      Path part = PrivateFiles.part(target, PART);
      Thread removal = new Thread(() -> remove(part), "backup cut off");
      Runtime.getRuntime().addShutdownHook(removal);
      try {
        PrivateFiles.create(part);
        present.copyTo(part, terms.stop());
        if (terms.unlike() != null && Files.mismatch(part, terms.unlike()) < 0) {
          // What lies beside may have got lost since.
          beside(part, terms, new Findings());
          return Optional.empty();
        }
        PrivateFiles.sync(part);
        Findings findings = look(part, terms);
        PrivateFiles.publish(part, target);
        return Optional.of(findings);
      } catch (FileAlreadyExistsException e) {
        throw isThere(file, e);
      } catch (IOException e) {
        throw SqliteErrors.explained("write " + file, e);
      } finally {
        remove(part);
        unhook(removal);
      }
    }
  }

  /// What else is wanted of a copy.
  ///
  /// @param rows what to look at in it besides the file itself
  /// @param unlike a copy of before that is not to be repeated, or null. Two copies of the same
  ///   content are the same byte for byte
  /// @param beside brings what belongs to a copy that is whole
  /// @param stop asked now and then; once it says yes, the copy fails
  public record Terms(List<RowCheck> rows, Path unlike, Beside beside, BooleanSupplier stop) {
    public Terms {
      rows = List.copyOf(rows);
    }
  }

  /// What belongs to a database and is not in it.
  @FunctionalInterface
  public interface Beside {
    /// There is nothing.
    Beside NOTHING = (copy, findings) -> {};

    /// Brings it to where it belongs with the copy, which has no name yet.
    ///
    /// @param findings gets what is missing, and how much there is
    /// @throws StorageException with a sentence; then nothing becomes of the copy
    void bring(DatabaseFile copy, Findings findings);
  }

  private static void beside(Path part, Terms terms, Findings findings) {
    try (DatabaseFile copy = DatabaseFile.at(part)) {
      terms.beside().bring(copy, findings);
    }
  }

  private static Findings look(Path part, Terms terms) {
    try (DatabaseFile copy = DatabaseFile.at(part)) {
      copy.stopWhen(terms.stop());
      Findings findings = copy.look(terms.rows());
      if (findings.damaged()) {
        throw new StorageException(
            StorageException.Kind.FAILED,
            "the copy did not come out whole, and was thrown away: "
                + String.join("; ", findings.faults()),
            null);
      }
      terms.beside().bring(copy, findings);
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

  /// Removes a copy that is not finished, if there is one.
  static void remove(Path part) {
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
