package chatter.server.backup;

import chatter.server.store.StorageException;
import chatter.server.store.sqlite.SqliteErrors;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What to say when a server cannot start because its database is broken: what happened, that
/// nothing was touched, and how to come back to the newest backup that is whole.
public final class DamageAdvice {
  private final Path data;
  private final BackupPlan plan;

  public DamageAdvice(Path data, BackupPlan plan) {
    this.data = data;
    this.plan = plan;
  }

  /// The failure with advice, if it says that the database is broken; else itself.
  public RuntimeException advised(RuntimeException failure) {
    if (!SqliteErrors.isDamage(failure)) {
      return failure;
    }
    StorageException told =
        failure instanceof StorageException storage
            ? storage
            : SqliteErrors.explained("read the database in " + data, failure);
    return new StorageException(told.kind(), told.getMessage() + ". " + advice(), failure);
  }

  private String advice() {
    return newestGood()
        .map(item ->
            "Nothing was changed. The newest good backup is of "
                + item.takenAt()
                + "; put it back with: chatter-server restore "
                + quoted(item.file())
                + " --data "
                + quoted(data))
        .orElse(
            "Nothing was changed, and no good backup was found in "
                + String.join(" or ", places().stream().map(Path::toString).toList())
                + "; keep the folder, and put a backup from elsewhere back with: chatter-server"
                + " restore FILE --data "
                + quoted(data));
  }

  private Optional<BackupShelf.Item> newestGood() {
    return places().stream().flatMap(place -> newestGood(place).stream()).findFirst();
  }

  private static Optional<BackupShelf.Item> newestGood(Path place) {
    try {
      return BackupShelf.in(place).newestGood();
    } catch (StorageException e) {
      // The place cannot be read now; the advice says where nothing was found.
      return Optional.empty();
    }
  }

  private List<Path> places() {
    Set<Path> places = new LinkedHashSet<>();
    plan.folder().ifPresent(places::add);
    places.add(BackupShelf.beside(data));
    return List.copyOf(places);
  }

  private static String quoted(Path path) {
    String text = path.toAbsolutePath().toString();
    return text.matches("[\\w./:\\\\+@%,=-]+") ? text : '"' + text + '"';
  }
}
