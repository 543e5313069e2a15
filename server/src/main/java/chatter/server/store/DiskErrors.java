package chatter.server.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Says in words what went wrong with a file, for whoever sits at the command line.
public final class DiskErrors {
  private DiskErrors() {}

  /// @param what after "cannot", e.g. `read /data/chatter.db`
  public static StorageException explained(String what, Throwable failure) {
    StorageException.Kind kind =
        isFull(failure) ? StorageException.Kind.FULL : StorageException.Kind.UNUSABLE;
    String reason = failure instanceof IOException io ? reason(io) : root(failure).toString();
    return new StorageException(kind, "cannot " + what + ": " + reason, failure);
  }

  private static boolean isFull(Throwable failure) {
    return failure instanceof IOException io && reason(io).contains("No space left");
  }

  /// A `FileSystemException`'s message is often the path alone.
  public static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException gone -> "there is no such folder";
      case FileAlreadyExistsException there -> "it is there already";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
