package chatter.server.store.move;

import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import chatter.shared.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Takes all rows of all tables from one database into another with the same tables and columns,
/// and looks whether they arrived. Whose rows others name comes first.
final class TableCopy {
  static final String PEOPLE = "registered_users";
  static final String MESSAGES = "message_rows";

  /// By name, with the columns that tell a row from all others.
  private static final Map<String, String> TABLES = tables();

  private static final int AT_ONCE = 500;

  private final Handle from;
  private final Handle to;
  private final String epoch;
  private final Map<String, Long> rows = new LinkedHashMap<>();
  private long replaced;

  /// @param epoch of the database that it comes from
  TableCopy(Handle from, Handle to, String epoch) {
    this.from = from;
    this.to = to;
    this.epoch = epoch;
  }

  private static Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("avatars", "hash");
    tables.put(PEOPLE, "id");
    tables.put("active_users", "id");
    tables.put("conversations", "id");
    tables.put("memberships", "conversation, account");
    tables.put(MESSAGES, "id");
    tables.put("edits", "id");
    tables.put("message_states", "message");
    tables.put("changes", "id");
    tables.put("reactions", "conversation, message, emoji, account");
    tables.put("mentions", "account, conversation, message");
    tables.put("server_settings", "key");
    tables.put("invites", "id");
    tables.put("password_resets", "id");
    tables.put("files", "id");
    tables.put("file_contents", "file");
    tables.put("message_files", "conversation, message, position");
    tables.put("released_contents", "hash");
    tables.put("notification_settings", "account");
    tables.put("notification_words", "account, position");
    return Collections.unmodifiableMap(tables);
  }

  /// The tables that it takes.
  static List<String> names() {
    return List.copyOf(TABLES.keySet());
  }

  /// Takes everything, in the transaction of the handle that it goes to.
  ///
  /// @throws StorageException `UNUSABLE` if there is something already where it goes to, and
  ///   `FAILED` if something did not arrive as it was
  void run() {
    try {
      for (String table : List.of(PEOPLE, "conversations", MESSAGES)) {
        if (count(to, table) > 0) {
          throw new StorageException(
              StorageException.Kind.UNUSABLE,
              "there is a chat already where this one is to go; give it an empty database",
              null);
        }
      }
      try (Statement statement = to.getConnection().createStatement()) {
        // What a new one begins with.
        statement.executeUpdate("DELETE FROM server_settings");
      }
      for (String table : TABLES.keySet()) {
        copy(table);
      }
      Jdbc.execute(to, "UPDATE meta SET value = ? WHERE key = 'epoch'", epoch);
    } catch (SQLException e) {
      throw new StorageException(StorageException.Kind.FAILED, "cannot take it there", e);
    }
  }

  /// How many rows each table had.
  Map<String, Long> rows() {
    return Collections.unmodifiableMap(rows);
  }

  /// How many texts had a character that not every database can hold, U+0000, which was replaced.
  long replaced() {
    return replaced;
  }

  private static long count(Handle handle, String table) throws SQLException {
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet found = statement.executeQuery("SELECT count(*) FROM " + table)) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  private void copy(String table) throws SQLException {
    List<String> columns = columns(table);
    String all = String.join(", ", columns);
    String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
    MessageDigest sent = Sha256.digest();
    long copied = 0;
    try (Statement statement = reading(from.getConnection());
        ResultSet row = statement.executeQuery(select(table, all));
        PreparedStatement insert =
            to.getConnection()
                .prepareStatement(
                    "INSERT INTO " + table + " (" + all + ") VALUES (" + places + ")")) {
      while (row.next()) {
        for (int i = 1; i <= columns.size(); i++) {
          Object value = held(row.getObject(i));
          add(sent, value);
          insert.setObject(i, value);
        }
        insert.addBatch();
        if (++copied % AT_ONCE == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    rows.put(table, copied);
    if (!Arrays.equals(sent.digest(), arrived(table, columns))) {
      throw new StorageException(
          StorageException.Kind.FAILED, "not everything of " + table + " arrived as it was", null);
    }
  }

  /// In pages along the key: within a transaction that began by a statement, the driver of
  /// PostgreSQL would fetch a whole table at once.
  private byte[] arrived(String table, List<String> columns) throws SQLException {
    MessageDigest arrived = Sha256.digest();
    List<Object> last = page(table, columns, List.of(), arrived);
    while (!last.isEmpty()) {
      last = page(table, columns, last, arrived);
    }
    return arrived.digest();
  }

  /// @param after the key of the row before the first; empty for the first of all
  /// @return the key of the last row; empty if there was none
  private List<Object> page(
      String table, List<String> columns, List<Object> after, MessageDigest arrived)
      throws SQLException {
    String key = TABLES.get(table);
    String where =
        after.isEmpty()
            ? ""
            : " WHERE ("
                + key
                + ") > ("
                + String.join(", ", Collections.nCopies(after.size(), "?"))
                + ")";
    String sql =
        "SELECT "
            + String.join(", ", columns)
            + " FROM "
            + table
            + where
            + " ORDER BY "
            + key
            + " LIMIT "
            + AT_ONCE;
    List<Object> last = new ArrayList<>();
    try (PreparedStatement statement = to.getConnection().prepareStatement(sql)) {
      for (int i = 0; i < after.size(); i++) {
        statement.setObject(i + 1, after.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          for (int i = 1; i <= columns.size(); i++) {
            add(arrived, row.getObject(i));
          }
          last.clear();
          for (String column : key.split(", ", -1)) {
            last.add(row.getObject(column));
          }
        }
      }
    }
    return last;
  }

  private static Statement reading(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setFetchSize(AT_ONCE);
    return statement;
  }

  private static String select(String table, String all) {
    return "SELECT " + all + " FROM " + table + " ORDER BY " + TABLES.get(table);
  }

  private List<String> columns(String table) throws SQLException {
    try (Statement statement = from.getConnection().createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + table + " LIMIT 0")) {
      String[] names = new String[none.getMetaData().getColumnCount()];
      for (int i = 0; i < names.length; i++) {
        names[i] = none.getMetaData().getColumnName(i + 1);
      }
      return List.of(names);
    }
  }

  private Object held(Object value) {
    if (value instanceof String text && text.indexOf(0) >= 0) {
      replaced++;
      return text.replace('\0', '\ufffd');
    }
    return value instanceof Integer number ? Long.valueOf(number) : value;
  }

  private static void add(MessageDigest digest, Object value) {
    byte[] bytes =
        switch (value) {
          case null -> new byte[0];
          case byte[] image -> image;
          default -> value.toString().getBytes(StandardCharsets.UTF_8);
        };
    digest.update(
        ((value == null ? "null" : String.valueOf(bytes.length)) + ":")
            .getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
