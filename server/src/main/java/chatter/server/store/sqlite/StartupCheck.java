package chatter.server.store.sqlite;

import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// A look at a database before a server works with it, so that what is broken is said at the start
/// and not to the first who writes. It reads a few pages of each table, however large they are;
/// looking at every page would take as long as reading the file.
final class StartupCheck {
  private StartupCheck() {}

  /// @throws StorageException if it is somebody else's database, or a page that was read is broken
  static void at(Handle handle) {
    List<Table> tables =
        Jdbc.all(
            handle,
            "SELECT name, wr FROM pragma_table_list"
                + " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
            row -> new Table(row.getString(1), row.getBoolean(2)));
    if (tables.isEmpty() && Migrations.version(handle) == 0) {
      SchemaCheck.mustBeKnown(handle, "the database in the data folder");
      return;
    }
    SchemaCheck.mustBeKnown(handle, "the database in the data folder");
    if (Migrations.version(handle) == 0
        || tables.stream().noneMatch(table -> table.name.equals("meta"))) {
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "the database in the data folder is not one of Chatter's; choose another folder with"
              + " --data",
          null);
    }
    for (Table table : tables) {
      table.ends(handle);
    }
    List<String> strange = SchemaCheck.differences(handle);
    if (!strange.isEmpty()) {
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "the database in the data folder was changed by something else: "
              + String.join("; ", strange)
              + ". Nothing was done with it; put a backup back with: chatter-server restore FILE",
          null);
    }
  }

  private record Table(String name, boolean withoutRowid) {
    /// Looks at the first and the last row: down both sides of the tree.
    private void ends(Handle handle) {
      String order = withoutRowid ? "1" : "rowid";
      for (String direction : List.of("ASC", "DESC")) {
        Jdbc.first(
            handle,
            "SELECT * FROM \"" + name + "\" ORDER BY " + order + " " + direction + " LIMIT 1",
            row -> row.getObject(1));
      }
    }
  }
}
