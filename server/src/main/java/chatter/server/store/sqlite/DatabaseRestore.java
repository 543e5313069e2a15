package chatter.server.store.sqlite;

import static chatter.server.store.PrivateFiles.sibling;

import chatter.server.store.Findings;
import chatter.server.store.PrivateFiles;
import chatter.server.store.RowCheck;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a backup in the place of a data folder's database. At every moment either the old or the
/// new database is whole and the one that counts; the old one is kept under another name.
public final class DatabaseRestore {
  private static final Logger log = LoggerFactory.getLogger(DatabaseRestore.class);

  private DatabaseRestore() {}

  /// What a restore did.
  ///
  /// @param findings what the restored database holds
  /// @param aside where the database of before is now; null if there was none
  public record Outcome(Findings findings, Path aside) {}

  /// Restores a backup, or another whole database of Chatter's with or without its log. The file
  /// itself is only read.
  ///
  /// @param now for the name of what is set aside
  /// @param rows what else to look at in the backup
  /// @param present looks at the database of before, if there is one that can be read
  /// @param restored changes the new one, in the transaction that gives it another epoch
  /// @param beside brings what belongs to the new one and is not in it, before it takes the place
  ///   of the present one; so it must be in nobody's way
  /// @throws StorageException with a sentence for whoever asked for it; nothing is changed then
  public static Outcome restore(
      Path file,
      Path folder,
      Instant now,
      List<RowCheck> rows,
      TransactionStep present,
      TransactionStep restored,
      DatabaseBackup.Beside beside) {
    mustLookLikeADatabase(file, DataFolder.database(folder));
    try (var _ = DataFolder.lock(folder)) {
      return restoreLocked(file, folder, now, rows, present, restored, beside);
    } catch (IOException e) {
      throw SqliteErrors.explained("restore into " + folder, e);
    }
  }

  private static Outcome restoreLocked(
      Path file,
      Path folder,
      Instant now,
      List<RowCheck> rows,
      TransactionStep present,
      TransactionStep restored,
      DatabaseBackup.Beside beside)
      throws IOException {
    Path staged = DataFolder.restoring(folder);
    List<Path> aside = new ArrayList<>();
    boolean decided = false;
    try {
      stage(file, staged);
      lookAt(folder, present);
      Findings findings = adopt(file, staged, rows, restored);
      try (DatabaseFile adopted = DatabaseFile.at(staged)) {
        beside.bring(adopted, findings);
      }
      setAside(folder, now, aside);
      // The old database has its second name on the disk before the decision is there.
      PrivateFiles.syncFolder(staged);
      Files.move(staged, DataFolder.restored(folder), StandardCopyOption.ATOMIC_MOVE);
      decided = true;
      PrivateFiles.syncFolder(staged);
      DataFolder.finishRestore(folder);
      return new Outcome(findings, aside.isEmpty() ? null : aside.getFirst());
    } finally {
      if (!decided) {
        DataFolder.forget(staged);
        for (Path name : aside) {
          Files.deleteIfExists(name);
        }
      }
    }
  }

  /// Before anything is made, and before the present database could be opened by mistake.
  private static void mustLookLikeADatabase(Path file, Path present) {
    if (Files.isDirectory(file)) {
      throw unusable(file + " is a folder, not a backup");
    }
    if (Files.notExists(file)) {
      throw unusable("there is no file " + file);
    }
    try {
      if (Files.exists(present) && Files.isSameFile(file, present)) {
        throw unusable(file + " is the database that is in use, not a backup of it");
      }
    } catch (IOException e) {
      throw SqliteErrors.explained("read " + file, e);
    }
    DatabaseFile.mustHaveHeader(file);
  }

  private static void stage(Path file, Path staged) throws IOException {
    PrivateFiles.copy(file, staged);
    Path log = sibling(file, "-wal");
    if (Files.exists(log)) {
      PrivateFiles.copy(log, sibling(staged, "-wal"));
    }
  }

  private static void lookAt(Path folder, TransactionStep present) {
    if (Files.notExists(DataFolder.database(folder))) {
      return;
    }
    try (DatabaseFile before = DatabaseFile.in(folder)) {
      before.read(h -> {
        present.run(h);
        return null;
      });
    } catch (StorageException e) {
      // People restore because the present data cannot be read.
      log.warn("the present data cannot be read: {}", e.getMessage());
    }
  }

  /// Makes a copy of a database the beginning of a history of its own: it is looked at, brought up
  /// to date, given another epoch, and on the disk when this returns.
  ///
  /// @param file where it is from, for what is said about it
  /// @param staged the copy, which nobody else knows
  /// @param rows what else to look at in it
  /// @param restored changes it, in the transaction that gives it another epoch
  /// @throws StorageException with a sentence that says why it cannot be used
  public static Findings adopt(
      Path file, Path staged, List<RowCheck> rows, TransactionStep restored) throws IOException {
    Findings findings;
    try (DatabaseFile database = DatabaseFile.toChange(staged)) {
      findings = database.look(rows);
      if (findings.damaged() || findings.strange()) {
        throw unusable(file + " cannot be restored: " + String.join("; ", findings.faults()));
      }
      database.change(h -> {
        Migrations.newEpoch(h);
        restored.run(h);
      });
    } catch (StorageException e) {
      // It knows only the copy, which nobody else does.
      throw new StorageException(
          e.kind(), e.getMessage().replace(staged.toString(), file.toString()), e);
    }
    PrivateFiles.sync(staged);
    return findings;
  }

  private static void setAside(Path folder, Instant now, List<Path> names) throws IOException {
    Path database = DataFolder.database(folder);
    if (Files.notExists(database)) {
      return;
    }
    String ending =
        ".before-restore-" + now.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    Path name = sibling(database, ending);
    for (int i = 2; Files.exists(name); i++) {
      name = sibling(database, ending + "-" + i);
    }
    names.add(name);
    PrivateFiles.alsoName(database, name);
    Path log = sibling(database, "-wal");
    if (Files.exists(log) && Files.size(log) > 0) {
      names.add(sibling(name, "-wal"));
      PrivateFiles.alsoName(log, sibling(name, "-wal"));
    }
  }

  private static StorageException unusable(String message) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, null);
  }
}
