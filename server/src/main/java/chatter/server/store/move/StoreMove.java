package chatter.server.store.move;

import chatter.server.store.Database;
import chatter.server.store.DiskErrors;
import chatter.server.store.FolderLock;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import chatter.server.store.StoreMarker;
import chatter.server.store.TransactionStep;
import chatter.server.store.postgres.PostgresAddress;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.server.store.sqlite.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Takes a chat from the file in its data folder to PostgreSQL, or back. Numbers, logins, and all
/// that clients know it by stay, so that they notice nothing; what is in files and the key stay
/// where they are, in the folder. No server runs meanwhile, which the locks of both see to.
public final class StoreMove {
  private static final String MAKING = "chatter.moving";

  private StoreMove() {}

  /// What was moved.
  ///
  /// @param rows how many each table had
  /// @param replaced how many texts had a U+0000, which PostgreSQL cannot hold: it is U+FFFD now
  public record Outcome(Map<String, Long> rows, long replaced) {
    private static Outcome of(TableCopy copy) {
      return new Outcome(Map.copyOf(copy.rows()), copy.replaced());
    }

    /// How many messages there are.
    public long messages() {
      return rows.getOrDefault(TableCopy.MESSAGES, 0L);
    }

    /// How many people.
    public long people() {
      return rows.getOrDefault(TableCopy.PEOPLE, 0L);
    }
  }

  /// From the folder's file into an empty database. The file stays, under another name.
  ///
  /// @throws StorageException with a sentence; the file is as it was then, and what it was to go to
  ///   is empty
  public static Outcome toPostgres(Path folder, PostgresAddress address) {
    StoreMarker.mustNotBeIn(folder);
    if (Files.notExists(StoreMarker.database(folder))) {
      throw unusable("there is no database in the folder " + folder);
    }
    Outcome outcome;
    String chat;
    try (Database from = SqliteDatabase.open(folder);
        PostgresDatabase to = PostgresDatabase.openToFill(address)) {
      chat = to.chat();
      outcome = move(from, to, there -> PostgresDatabase.numbersGoOn(there, TableCopy.names()));
    } catch (StorageException e) {
      throw e.kind() == StorageException.Kind.IN_DOUBT
          ? unusable(
              "the connection was lost at the end, and nobody knows whether everything is in "
                  + address
                  + "; the file is as it was. Make that database anew, empty, and move again")
          : e;
    }
    // The file is whole in itself now, as after every clean end.
    try (FolderLock _ = FolderLock.lock(folder)) {
      StoreMarker.mark(folder, new StoreMarker.Marked(address.toString(), Optional.of(chat), true));
      StoreMarker.settle(folder, address.toString(), chat);
    } catch (StorageException e) {
      throw new StorageException(
          e.kind(),
          "everything is in "
              + address
              + " now, but the file of before is not put aside ("
              + e.getMessage()
              + "): move "
              + StoreMarker.database(folder).getFileName()
              + " out of the folder, and start with --store",
          e);
    }
    return outcome;
  }

  /// From PostgreSQL into a file of the folder, which has none.
  ///
  /// @throws StorageException with a sentence; nothing is changed then
  public static Outcome toFile(PostgresAddress address, Path folder) {
    Path making = folder.resolve(MAKING);
    Outcome outcome;
    try (FolderLock _ = FolderLock.lock(folder)) {
      Optional<StoreMarker.Marked> marked = StoreMarker.in(folder);
      if (Files.exists(StoreMarker.database(folder))
          && !marked.map(StoreMarker.Marked::moving).orElse(false)) {
        throw unusable("there is a database in the folder " + folder + " already");
      }
      try (PostgresDatabase from = PostgresDatabase.openToTake(address, marked)) {
        StoreMarker.settle(folder, address.toString(), from.chat());
        forget(making);
        try (Database to = SqliteDatabase.open(making)) {
          outcome = move(from, to, TransactionStep.NOTHING);
        }
        StoreMarker.mark(
            folder, new StoreMarker.Marked(address.toString(), Optional.of(from.chat()), true));
        PrivateFiles.publish(StoreMarker.database(making), StoreMarker.database(folder));
      }
      unmark(folder, making);
      return outcome;
    } catch (IOException e) {
      throw DiskErrors.explained("make a database in " + folder, e);
    }
  }

  private static void unmark(Path folder, Path making) {
    try {
      StoreMarker.remove(folder);
      forget(making);
    } catch (IOException | StorageException e) {
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "everything is in "
              + StoreMarker.database(folder)
              + " now, but what belongs to the move is still there: remove chatter.store and "
              + MAKING
              + " from the folder, and start without --store",
          e);
    }
  }

  private static Outcome move(Database from, Database to, TransactionStep behind) {
    return from.read(source ->
        to.writeAndWait(target -> {
          TableCopy copy = new TableCopy(source, target, from.epoch());
          copy.run();
          behind.run(target);
          return Outcome.of(copy);
        }));
  }

  /// What a move that was cut off has left, worth nothing.
  private static void forget(Path making) throws IOException {
    SqliteDatabase.forget(making);
    Files.deleteIfExists(making);
  }

  private static StorageException unusable(String message) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, null);
  }
}
