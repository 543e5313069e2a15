package chatter.server.backup;

import chatter.server.conversation.HistoryFile;
import chatter.server.file.NamedContents;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The backups in one folder: what a server took by its plan, and what somebody asked for. Only
/// `take` changes anything. Every call reads the folder anew; each may wait for a disk, so none is
/// for a thread that serves people or a window.
public final class BackupShelf {
  private static final int LINES = 20;

  private final BackupFolder folder;
  private final Clock clock;

  private BackupShelf(BackupFolder folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// The backups in a folder, which need not be there yet.
  public static BackupShelf in(Path folder) {
    return new BackupShelf(new BackupFolder(folder), Clock.systemUTC());
  }

  /// Where the backups of a data folder go when nobody chose another place. It is the same disk:
  /// good against mistakes, not against its end.
  public static Path beside(Path data) {
    return data.resolve("backups");
  }

  /// A backup.
  ///
  /// @param file where it is; `Restore.of` takes it
  /// @param takenAt when, to the second
  /// @param bytes how large it is, with the contents of files, which backups share
  /// @param byHand whether somebody asked for it; the plan never removes it then
  public record Item(Path file, Instant takenAt, long bytes, boolean byHand) {}

  /// What is in a backup.
  ///
  /// @param people how many accounts
  /// @param rooms how many rooms
  /// @param messages how many, of all rooms together
  /// @param first when the first was written; empty if there is none
  /// @param last when the last was written; empty if there is none
  /// @param newest the last 20, in their order
  public record Contents(
      long people,
      long rooms,
      long messages,
      Optional<Instant> first,
      Optional<Instant> last,
      List<Line> newest) {
    public Contents {
      newest = List.copyOf(newest);
    }
  }

  /// A message in a backup, to be shown.
  public record Line(String name, String body, Instant sentAt) {}

  /// All of them, the newest first; none if there is no folder.
  ///
  /// @throws StorageException with a sentence that says why they cannot be listed
  public List<Item> list() {
    return folder.newestFirst().stream().map(BackupShelf::item).toList();
  }

  private static Item item(BackupFolder.Entry entry) {
    return new Item(
        entry.file(), entry.takenAt(), entry.bytes() + contents(entry.file()), entry.byHand());
  }

  private static long contents(Path file) {
    try (DatabaseFile database = DatabaseFile.at(file)) {
      return new NamedContents(database).total().bytes();
    } catch (StorageException e) {
      // It is listed all the same; who looks into it is told.
      return 0;
    }
  }

  /// The newest.
  ///
  /// @throws StorageException with a sentence that says why they cannot be listed
  public Optional<Item> newest() {
    return folder.newestFirst().stream().findFirst().map(BackupShelf::item);
  }

  /// The newest that is whole, found by looking at every page of it and of those after it. A file
  /// that is not is passed over.
  ///
  /// @throws StorageException with a sentence that says why they cannot be listed
  public Optional<Item> newestGood() {
    return folder.newestFirst().stream()
        .filter(entry -> isGood(entry.file()))
        .findFirst()
        .map(BackupShelf::item);
  }

  /// Looks into a backup, which is only read.
  ///
  /// @throws StorageException with a sentence that says why there is no looking into it
  public Contents look(Path file) {
    try (DatabaseFile database = DatabaseFile.at(file)) {
      database.mustBeAsMade();
      HistoryFile.Summary found = new HistoryFile(database).summary(LINES);
      return new Contents(
          found.people(),
          found.rooms(),
          found.messages(),
          found.first(),
          found.last(),
          found.newest().stream()
              .map(line -> new Line(line.name(), line.body(), line.sentAt()))
              .toList());
    }
  }

  /// Takes a backup now, which stays until somebody removes it; also while a server runs. The
  /// folder is made if it is not there.
  ///
  /// @param data the folder to back up
  /// @throws StorageException with a sentence that says why there is no backup
  public Backup take(Path data) {
    folder.make();
    return Backup.take(data, folder.fresh(clock.instant(), true));
  }

  private static boolean isGood(Path file) {
    try (DatabaseFile database = DatabaseFile.at(file)) {
      return database.look(DataCheck.ROWS).usable();
    } catch (StorageException e) {
      // It is no backup that could be restored.
      return false;
    }
  }
}
