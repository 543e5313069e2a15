package chatter.server.store;

/// The database did not do what it was asked. Whatever the failed task changed has been undone, but
/// for `IN_DOUBT`.
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What the caller can make of it.
  public enum Kind {
    /// No space left on the disk; works again by itself once there is.
    FULL,
    /// The connection to the database was lost while it committed, and it cannot be asked:
    /// everything may be stored, or nothing. Whoever tries again must do it in a way that happens
    /// once.
    IN_DOUBT,
    /// Too much is waiting to be written, or the database is closing; try again.
    BUSY,
    /// The data folder or the database cannot be used: locked, unreadable, damaged, or written by a
    /// newer Chatter.
    UNUSABLE,
    /// Anything else.
    FAILED
  }

  private final Kind kind;

  /// @param kind what the caller can make of it
  /// @param message for the log and for whoever starts the server
  /// @param cause the driver's error, or null
  public StorageException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// What the caller can make of it.
  public Kind kind() {
    return kind;
  }
}
