package chatter.server.store.sqlite;

import chatter.server.store.Jdbc;
import chatter.server.store.SchemaFile;
import chatter.server.store.StorageException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// Brings a database to this program's schema, one numbered file after the other, each in its own
/// transaction together with the number it leads to. `PRAGMA user_version` is that number.
final class Migrations {
  /// In order; number n in the list is schema version n. Never change one that has been released:
  /// add the next.
  private static final List<String> FILES =
      List.of(
          "001-start.sql",
          "002-joining.sql",
          "003-names.sql",
          "004-conversations.sql",
          "005-members.sql",
          "006-reactions.sql",
          "007-texts.sql",
          "008-files.sql",
          "009-notifications.sql");

  private static final Pattern COMMENT = Pattern.compile("--.*");

  private Migrations() {}

  /// The schema version of a database; 0 if it has none yet.
  static int version(Handle handle) {
    return Jdbc.first(handle, "PRAGMA user_version", row -> row.getInt(1)).orElse(0);
  }

  /// The version that `run` leads to.
  static int newest() {
    return FILES.size();
  }

  /// @throws StorageException if that version was written by a newer program
  static void mustKnow(int version) {
    if (version > FILES.size()) {
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "the data was written by a newer Chatter (schema "
              + version
              + ", this program knows "
              + FILES.size()
              + "); install the newer version again",
          null);
    }
  }

  /// @throws StorageException if the database was written by a newer program; it is left alone then
  static void run(Handle handle) {
    mustKnow(version(handle));
    run(handle, FILES.size());
  }

  /// The same, no further than to a version; 0 does nothing.
  static void run(Handle handle, int to) {
    for (int next = version(handle) + 1; next <= to; next++) {
      int number = next;
      handle.useTransaction(h -> {
        executeAll(h, SchemaFile.read(Migrations.class, FILES.get(number - 1)));
        h.execute("PRAGMA user_version = " + number);
        if (number == 1) {
          newEpoch(h);
        }
      });
    }
  }

  /// All statements of a file at once, as SQLite's driver passes them on. Jdbi's scripts take them
  /// apart first, which costs a new database more than all else in it. Like these, without what
  /// stands behind `--`: SQLite keeps a definition as it was written, and `SchemaCheck` holds
  /// databases that were made by those against what is made here.
  private static void executeAll(Handle handle, String statements) {
    try (Statement statement = handle.getConnection().createStatement()) {
      var _ = statement.executeUpdate(COMMENT.matcher(statements).replaceAll(""));
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /// Gives the database another epoch: whoever knows the one before drops what they know.
  static void newEpoch(Handle handle) {
    handle.execute(
        "INSERT INTO meta (key, value) VALUES ('epoch', ?)"
            + " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        UUID.randomUUID().toString());
  }
}
