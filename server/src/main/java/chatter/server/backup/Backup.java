package chatter.server.backup;

import chatter.server.store.Findings;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A backup that was taken: one file with all accounts, messages and profile pictures, that was
/// opened and looked at before it got its name, and what is in the files of messages, in a folder
/// that all backups beside it share.
///
/// @param file where it is
/// @param bytes how large it is, with the contents of files
/// @param messages how many it holds
/// @param people how many accounts it holds
/// @param files how many contents of files belong to it
/// @param took how long it took
/// @param faults what is wrong in the data itself, a sentence each; empty if nothing is
/// @param notes what is not wrong but should be known, a sentence each
public record Backup(
    Path file,
    long bytes,
    long messages,
    long people,
    long files,
    Duration took,
    List<String> faults,
    List<String> notes) {
  public Backup {
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /// Backs up a data folder, also while a server uses it. Every message that was acknowledged
  /// before this was called is in it.
  ///
  /// @param file must not be there yet
  /// @throws StorageException with a sentence that says why there is no backup
  public static Backup take(Path data, Path file) {
    long began = System.nanoTime();
    BackupContents.Taken taken =
        BackupContents.write(data, file, null, DataCheck.ROWS, () -> false).orElseThrow();
    Findings found = taken.findings();
    List<String> faults = new ArrayList<>(found.faults());
    faults.addAll(taken.missing());
    try {
      return new Backup(
          file,
          Files.size(file) + found.count(BackupContents.BYTES),
          found.count("messages"),
          found.count("people"),
          found.count(BackupContents.FILES),
          Duration.ofNanos(System.nanoTime() - began),
          faults,
          found.notes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
