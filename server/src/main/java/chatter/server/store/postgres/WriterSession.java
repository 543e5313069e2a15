package chatter.server.store.postgres;

import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The session at PostgreSQL of a connection that writes.
///
/// @param pid its number, which alone may be somebody else's later
/// @param began when it began, as PostgreSQL writes it
record WriterSession(int pid, String began) {
  private static final Logger log = LoggerFactory.getLogger(WriterSession.class);

  /// The standard's state of a commit of which nobody knows.
  static final String UNKNOWN_RESOLUTION = "08007";

  /// PostgreSQL's state for nothing worth a warning.
  private static final String NO_WARNING = "00000";

  static WriterSession of(Handle handle) {
    return Jdbc.first(
            handle,
            "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()",
            row -> new WriterSession(row.getInt(1), row.getString(2)))
        .orElseThrow();
  }

  /// A computer that went away without a word would else keep the lock for hours, for nobody.
  static void setUp(Handle handle) {
    set(
        handle,
        List.of(
            "statement_timeout = 0",
            "tcp_keepalives_idle = 10",
            "tcp_keepalives_interval = 5",
            "tcp_keepalives_count = 3",
            "client_connection_check_interval = '5s'"));
  }

  /// Sets what this PostgreSQL has of these.
  static void set(Handle handle, List<String> settings) {
    for (String setting : settings) {
      try (Statement statement = handle.getConnection().createStatement()) {
        statement.execute("SET " + setting);
      } catch (SQLException e) {
        if (PostgresErrors.isLost(e)) {
          throw new StorageException(StorageException.Kind.FAILED, "cannot set up", e);
        }
        // Not every system that PostgreSQL runs on has each of them.
        log.debug("this PostgreSQL has no {}", setting, e);
      }
    }
  }

  /// Ends it from another connection: it may not have noticed yet that nobody is at its other end.
  void end(Handle handle) {
    var _ =
        Jdbc.first(
            handle,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ?"
                + " AND backend_start::text = ?",
            row -> row.getBoolean(1),
            pid,
            began);
  }

  /// From where somebody has a lock, whole or shared; empty if it was given back just now.
  static String holder(Handle handle, long lock) {
    return Jdbc.first(
            handle,
            "SELECT a.pid, host(a.client_addr) FROM pg_locks l"
                + " JOIN pg_stat_activity a ON a.pid = l.pid"
                + " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
                + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                + " AND (l.classid::bigint << 32) + l.objid::bigint = ?",
            row -> {
              String address = row.getString(2);
              return (address == null ? "" : ", from " + address)
                  + " (process "
                  + row.getLong(1)
                  + " of PostgreSQL)";
            },
            lock)
        .orElse("");
  }

  /// It warns when it gave up waiting for a standby: then this is stored here, and nowhere else.
  static void mustBeWithoutWarning(Statement statement) throws SQLException {
    for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
      if (!NO_WARNING.equals(w.getSQLState())) {
        throw new SQLException("committed with a warning", UNKNOWN_RESOLUTION, w);
      }
    }
  }
}
