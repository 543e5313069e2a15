package chatter.server.store.sqlite;

import chatter.server.store.Jdbc;
import chatter.server.store.Scope;
import chatter.server.store.StorageException;
import chatter.server.store.Transactions;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteErrorCode;

/// Transactions of the file's one writer.
final class SqliteTransactions implements Transactions {
  private final Connections connections;

  SqliteTransactions(Connections connections) {
    this.connections = connections;
  }

  @Override
  public Handle open() {
    return connections.writer();
  }

  @Override
  public void begin(Handle handle, Set<Scope> scopes) {
    Jdbc.execute(handle, "BEGIN IMMEDIATE");
  }

  @Override
  public void commit(Handle handle) {
    Jdbc.execute(handle, "COMMIT");
  }

  /// SQLite rolls back everything by itself when the disk is full.
  @Override
  public boolean endsTransaction(Throwable error) {
    return switch (SqliteErrors.code(error)) {
      case null -> false;
      case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM, SQLITE_BUSY, SQLITE_INTERRUPT -> true;
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_READONLY, SQLITE_CANTOPEN -> true;
      case SQLiteErrorCode other -> other.name().startsWith("SQLITE_IOERR");
    };
  }

  @Override
  public StorageException.Kind kind(Throwable error) {
    SQLiteErrorCode code = SqliteErrors.code(error);
    return code == SQLiteErrorCode.SQLITE_FULL
            || (code != null && code.name().startsWith("SQLITE_IOERR_WRITE"))
        ? StorageException.Kind.FULL
        : StorageException.Kind.FAILED;
  }

  /// Whoever writes the file sees itself what became of it.
  @Override
  public boolean leavesDoubt(Throwable error) {
    return false;
  }

  @Override
  public boolean isStored(Handle handle) {
    return false;
  }

  @Override
  public boolean isLost(Throwable error) {
    return false;
  }

  @Override
  public boolean isOver(Throwable error) {
    return false;
  }
}
