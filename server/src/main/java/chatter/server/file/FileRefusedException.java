package chatter.server.file;

/// A file is not taken, and nothing of it is kept that was not there before.
public final class FileRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What is in its way.
  public enum Reason {
    /// There is no such upload, or it is somebody else's: the two must look the same.
    UNKNOWN,
    /// It is larger than a file may be, or its body than was announced.
    TOO_LARGE,
    /// Nothing is in it.
    EMPTY,
    /// The account has sent as much today as it may.
    QUOTA,
    /// The account has sent as many files today as it may.
    TOO_MANY,
    /// The server's disk, or the part of it that is for files, is full.
    STORAGE_FULL,
    /// The body does not begin where the last one ended.
    WRONG_OFFSET,
    /// Another request writes at the same upload now and took this one's place.
    TAKEN_OVER,
    /// Too many uploads of the account are sent at the same time.
    TOO_MANY_AT_ONCE
  }

  private final Reason reason;
  private final long bytes;

  /// @param bytes what goes with the reason: how many bytes or files may be, or at which byte it
  ///   goes on; else 0
  public FileRefusedException(Reason reason, long bytes, Throwable cause) {
    super(reason.name(), cause);
    this.reason = reason;
    this.bytes = bytes;
  }

  /// One about which there is no number to tell.
  public FileRefusedException(Reason reason) {
    this(reason, 0, null);
  }

  /// What is in its way.
  public Reason reason() {
    return reason;
  }

  /// How many bytes may be, or at which it goes on.
  public long bytes() {
    return bytes;
  }
}
