package chatter.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A database file as it is, past everything that Chatter would make of it.
public final class Sqlite {
  private Sqlite() {}

  /// Changes a file that nobody has open.
  public static void change(Path file, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// The first column of what a query finds.
  public static List<String> ask(Path file, String query) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// Every table with everything in it.
  public static Map<String, List<String>> everything(Path file) {
    Map<String, List<String>> tables = new TreeMap<>();
    for (String table : ask(file, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
      String row =
          String.join(
              " || '|' || ",
              ask(file, "SELECT 'quote(' || name || ')' FROM pragma_table_info('" + table + "')"));
      tables.put(table, ask(file, "SELECT " + row + " FROM " + table + " ORDER BY 1"));
    }
    return tables;
  }
}
