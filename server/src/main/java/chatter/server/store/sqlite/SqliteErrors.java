package chatter.server.store.sqlite;

import chatter.server.store.DiskErrors;
import chatter.server.store.StorageException;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Says in words what went wrong with a database file, for whoever sits at the command line.
public final class SqliteErrors {
  private SqliteErrors() {}

  /// @param what after "cannot", e.g. `read /data/chatter.db`
  public static StorageException explained(String what, Throwable failure) {
    SQLiteErrorCode code = code(failure);
    if (code == null) {
      return DiskErrors.explained(what, failure);
    }
    StorageException.Kind kind =
        code == SQLiteErrorCode.SQLITE_FULL
            ? StorageException.Kind.FULL
            : StorageException.Kind.UNUSABLE;
    return new StorageException(kind, "cannot " + what + ": " + reason(code), failure);
  }

  /// What SQLite says an error is; null if it is none of SQLite's.
  static SQLiteErrorCode code(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLiteException s) {
        return s.getResultCode();
      }
      if (t instanceof SQLException s && s.getErrorCode() != 0) {
        return SQLiteErrorCode.getErrorCode(s.getErrorCode());
      }
    }
    return null;
  }

  /// Whether an error says that a database file is not what it was when it was written.
  public static boolean isDamage(Throwable failure) {
    return switch (code(failure)) {
      case null -> false;
      case SQLITE_NOTADB -> true;
      case SQLiteErrorCode other ->
          other.name().startsWith("SQLITE_CORRUPT")
              || other.name().equals("SQLITE_IOERR_SHORT_READ");
    };
  }

  /// Whether an error says that this user may not.
  static boolean isRefusal(Throwable failure) {
    return switch (code(failure)) {
      case null -> false;
      case SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN -> true;
      case SQLiteErrorCode other ->
          other.name().startsWith("SQLITE_CANTOPEN") || other.name().startsWith("SQLITE_READONLY");
    };
  }

  private static String reason(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_NOTADB -> "it is not a database";
      case SQLITE_FULL -> "there is no space left";
      case SQLITE_BUSY, SQLITE_LOCKED -> "somebody else is writing to it";
      case SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN -> "permission denied";
      case SQLiteErrorCode other when other.name().startsWith("SQLITE_CORRUPT") ->
          "it is damaged or cut short";
      case SQLiteErrorCode other when other.name().startsWith("SQLITE_CANTOPEN") ->
          "permission denied";
      case SQLiteErrorCode other when other.name().equals("SQLITE_IOERR_SHORT_READ") ->
          "it is damaged or cut short";
      case SQLiteErrorCode other when other.name().startsWith("SQLITE_IOERR") ->
          "the disk does not do what it should (" + other.name().toLowerCase(Locale.ROOT) + ")";
      case SQLiteErrorCode other -> other.message;
    };
  }
}
