package chatter.server.store.postgres;

import chatter.server.store.StorageException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// What PostgreSQL's errors mean for a chat, by the five characters that the SQL standard gives
/// them.
final class PostgresErrors {
  private PostgresErrors() {}

  /// The state that an error has; empty if it is none of a database's.
  static String state(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException s && s.getSQLState() != null) {
        return s.getSQLState();
      }
    }
    return "";
  }

  /// Whether the connection is gone, there is none, or the database does not take what is written.
  static boolean isLost(Throwable failure) {
    String state = state(failure);
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("53300")
        || isWithoutConnection(failure)
        // Another took the place of the primary, and this one only reads.
        || state.equals("25006");
  }

  private static boolean isWithoutConnection(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLTransientConnectionException) {
        return true;
      }
    }
    return false;
  }

  /// Whether an error ends the whole transaction, so that there is no going back to a savepoint of
  /// it.
  static boolean endsTransaction(Throwable failure) {
    String state = state(failure);
    return isLost(failure)
        || state.startsWith("53")
        || state.startsWith("58")
        || state.startsWith("40")
        || state.startsWith("XX")
        || state.equals("25P03")
        || state.equals("55P03");
  }

  /// Whether after an error in a commit everything may be stored all the same: whatever PostgreSQL
  /// itself did not refuse.
  static boolean leavesDoubt(Throwable failure) {
    String state = state(failure);
    return state.isEmpty() || isLost(failure) || state.startsWith("XX");
  }

  /// What an error is for those who wait.
  static StorageException.Kind kind(Throwable failure) {
    String state = state(failure);
    if (state.equals("53100")) {
      return StorageException.Kind.FULL;
    }
    if (isLost(failure)
        || state.startsWith("40")
        || state.equals("25P03")
        || state.equals("55P03")) {
      return StorageException.Kind.BUSY;
    }
    return failure instanceof StorageException told ? told.kind() : StorageException.Kind.FAILED;
  }

  /// The same as an exception in the words of the database, for whoever starts the server.
  static StorageException explained(String what, Throwable failure) {
    return new StorageException(
        StorageException.Kind.UNUSABLE, "cannot " + what + ": " + reason(failure), failure);
  }

  private static String reason(Throwable failure) {
    String words = failure.toString();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException) {
        words = String.valueOf(t.getMessage());
      }
    }
    String said = words.lines().findFirst().orElse(words);
    return switch (state(failure)) {
      case "28P01", "28000", "08004" ->
          said + " (give the password in PGPASSWORD, or in ~/.pgpass)";
      case "3D000" -> said + " (make it with: createdb --encoding=UTF8 --template=template0 NAME)";
      case "42501" ->
          said + " (the user must own the database, or be allowed to create in its schema)";
      default -> said;
    };
  }
}
