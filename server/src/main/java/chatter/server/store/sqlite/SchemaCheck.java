package chatter.server.store.sqlite;

import chatter.server.store.Jdbc;
import chatter.server.store.SchemaFile;
import chatter.server.store.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.JDBC;

/// Whether a database is laid out as this program lays it out: everything that SQLite lists, by
/// kind and name, and nothing else. A foreign trigger would run at every write and can delete what
/// people wrote; a view in a table's place can show what nobody wrote.
final class SchemaCheck {
  private static final String UNMADE = " is not as this program makes it";

  /// Without what SQLite keeps for itself.
  private static final String OURS =
      "name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' AND name <> 'sqlite_sequence'";

  /// Everything that SQLite lists of a database of the newest version, as `everything` has it. A
  /// test keeps it up to date; if it were not, a start would only take longer.
  private static final String NEWEST = "newest-schema.json";

  private SchemaCheck() {}

  /// @param what the database, for the message
  /// @throws StorageException if its numbers say that it is not Chatter's, or a newer Chatter's
  static void mustBeKnown(Handle handle, String what) {
    int application = number(handle, "application_id");
    int version = Migrations.version(handle);
    if (application != 0) {
      throw unusable(
          what
              + " is not one of Chatter's: it is marked as another program's (application_id "
              + Integer.toUnsignedString(application)
              + ")");
    }
    if (version < 0) {
      throw unusable(
          what
              + " says that its tables are of version "
              + version
              + ", which no Chatter has ever written; it was changed by something else");
    }
    Migrations.mustKnow(version);
  }

  /// What differs from what this program makes up to the same version, a sentence each; empty if
  /// nothing does.
  static List<String> differences(Handle handle) {
    List<String> differences = new ArrayList<>();
    if (isNewest(handle)) {
      return differences;
    }
    Map<String, String> here = objects(handle);
    try (Handle fresh = memory()) {
      Migrations.run(fresh, Migrations.version(handle));
      Map<String, String> made = objects(fresh);
      made.forEach((name, sql) -> {
        if (!here.containsKey(name)) {
          differences.add("the " + name + " is missing");
        } else if (!sql.equals(here.get(name))) {
          differences.add("the " + name + UNMADE);
        }
      });
      here.keySet().stream()
          .filter(name -> !made.containsKey(name))
          .forEach(name -> differences.add("the " + name + " is none of Chatter's"));
    }
    return differences;
  }

  /// Whether nothing differs from the newest version, letter by letter. Otherwise something may,
  /// and another database has to be made to see what.
  static boolean isNewest(Handle handle) {
    return Migrations.version(handle) == Migrations.newest()
        && everything(handle).equals(SchemaFile.read(SchemaCheck.class, NEWEST).strip());
  }

  /// All definitions, in order, as JSON, which tells where each begins whatever is in it.
  static String everything(Handle handle) {
    return Jdbc.first(
            handle,
            "SELECT json_group_array(json_array(type, name, tbl_name, sql) ORDER BY type, name)"
                + " FROM sqlite_schema WHERE "
                + OURS,
            row -> row.getString(1))
        .orElseThrow();
  }

  private static Handle memory() {
    return Jdbi.create(() -> JDBC.createConnection("jdbc:sqlite::memory:", new Properties()))
        .open();
  }

  /// Definitions by kind and name, without what SQLite keeps for itself.
  private static Map<String, String> objects(Handle handle) {
    Map<String, String> objects = new TreeMap<>();
    Jdbc.all(
        handle,
        "SELECT type || ' ' || name, tbl_name || ': ' || coalesce(sql, '') FROM sqlite_schema WHERE "
            + OURS,
        row -> objects.put(row.getString(1), row.getString(2).replaceAll("\\s+", " ")));
    return objects;
  }

  private static int number(Handle handle, String pragma) {
    return Jdbc.first(handle, "PRAGMA " + pragma, row -> row.getInt(1)).orElse(0);
  }

  private static StorageException unusable(String message) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, null);
  }
}
