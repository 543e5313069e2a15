package chatter.server.backup;

import chatter.server.store.DatabaseBackup;
import chatter.server.store.Findings;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A backup that was taken: one file with all accounts, messages and pictures, that was opened and
/// looked at before it got its name.
///
/// @param file where it is
/// @param bytes how large it is
/// @param messages how many it holds
/// @param people how many accounts it holds
/// @param took how long it took
/// @param faults what is wrong in the data itself, a sentence each; empty if nothing is
public record Backup(
    Path file, long bytes, long messages, long people, Duration took, List<String> faults) {
  public Backup {
    faults = List.copyOf(faults);
  }

  /// Backs up a data folder, also while a server uses it. Every message that was acknowledged
  /// before this was called is in it.
  ///
  /// @param file must not be there yet
  /// @throws StorageException with a sentence that says why there is no backup
  public static Backup take(Path data, Path file) {
    long began = System.nanoTime();
    Findings found = DatabaseBackup.write(data, file, DataCheck.ROWS);
    try {
      return new Backup(
          file,
          Files.size(file),
          found.count("messages"),
          found.count("people"),
          Duration.ofNanos(System.nanoTime() - began),
          found.faults());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
