package chatter.server.store.postgres;

import chatter.server.store.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a database is. Each part may be `?`, which is taken for whatever it is compared with: not
/// everybody may ask everything everywhere.
///
/// @param system the number that PostgreSQL gives itself when its files are made; a standby has its
///   primary's
/// @param timeline eight digits, another and higher one each time that a standby becomes a primary
///   or the files are taken back to an earlier time
/// @param tables the number of the table `meta`: `pg_restore` makes another
record DatabaseIdentity(String system, String timeline, String tables) {
  private static final Logger log = LoggerFactory.getLogger(DatabaseIdentity.class);
  private static final String UNKNOWN = "?";
  private static final int PARTS = 3;

  /// That of the database at the other end, which has tables.
  static DatabaseIdentity of(Connection connection) throws SQLException {
    return new DatabaseIdentity(
        part(connection, "SELECT CAST(system_identifier AS text) FROM pg_control_system()"),
        part(connection, "SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)"),
        part(connection, "SELECT CAST(CAST(CAST('meta' AS regclass) AS oid) AS text)"));
  }

  /// The same.
  ///
  /// @throws StorageException if it cannot be asked
  static DatabaseIdentity of(Handle handle) {
    try {
      return of(handle.getConnection());
    } catch (SQLException e) {
      throw new StorageException(
          StorageException.Kind.FAILED, "cannot see which database it is", e);
    }
  }

  private static String part(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      String part = row.next() ? row.getString(1) : null;
      return part == null ? UNKNOWN : part;
    } catch (SQLException e) {
      if (PostgresErrors.isLost(e)) {
        throw e;
      }
      log.debug("PostgreSQL does not say where it is", e);
      return UNKNOWN;
    }
  }

  /// Reads what `toString` wrote.
  static DatabaseIdentity parse(String text) {
    String[] parts = text.split("/", PARTS);
    return new DatabaseIdentity(part(parts, 0), part(parts, 1), part(parts, 2));
  }

  private static String part(String[] parts, int index) {
    return index < parts.length && !parts[index].isEmpty() ? parts[index] : UNKNOWN;
  }

  /// Whether it is the same one, and nothing has become of it since.
  boolean isSame(DatabaseIdentity other) {
    return isCopyOf(other) && agree(timeline, other.timeline);
  }

  /// Whether one is a physical copy of the other, on whatever timeline.
  boolean isCopyOf(DatabaseIdentity other) {
    return agree(system, other.system) && agree(tables, other.tables);
  }

  /// Whether another one took over from it, as from a primary that has come back.
  boolean isEarlierThan(DatabaseIdentity other) {
    return isCopyOf(other)
        && !agree(timeline, other.timeline)
        && timeline.compareTo(other.timeline) < 0;
  }

  private static boolean agree(String one, String other) {
    return one.equals(other) || one.equals(UNKNOWN) || other.equals(UNKNOWN);
  }

  @Override
  public String toString() {
    return String.join("/", system, timeline, tables);
  }
}
