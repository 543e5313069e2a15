package chatter.server.backup;

import chatter.server.session.SessionsAtRestore;
import chatter.server.store.Findings;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseRestore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// A backup that was put in the place of a data folder's database.
///
/// @param messages how many it holds
/// @param people how many accounts it holds
/// @param files how many contents of files it has
/// @param filesMissing how many contents that it names were nowhere; those files are shown as not
///   available
/// @param loginsKept who was signed in, in the backup as well as just before, and still is
/// @param loginsEnded who was signed in when the backup was taken, and is not any more
/// @param before where the database of before is now; empty if there was none
/// @param faults what is wrong in the restored data, a sentence each; empty if nothing is
public record Restore(
    long messages,
    long people,
    long files,
    long filesMissing,
    int loginsKept,
    int loginsEnded,
    Optional<Path> before,
    List<String> faults) {
  public Restore {
    faults = List.copyOf(faults);
  }

  /// Restores a backup into a folder that no server uses; the folder is made if it is not there.
  /// The backup is only read, and what is in its files is brought first. The database gets another
  /// epoch, so that clients drop what they know.
  ///
  /// @throws StorageException with a sentence that says why nothing was changed
  public static Restore of(Path file, Path data) {
    SessionsAtRestore logins = new SessionsAtRestore();
    RestoredContents contents = new RestoredContents(file, data);
    DatabaseRestore.Outcome done =
        DatabaseRestore.restore(
            file,
            data,
            Clock.systemUTC().instant(),
            DataCheck.ROWS,
            logins.noting(),
            DataCheck.endingAtRestore(logins),
            contents);
    Findings found = done.findings();
    return new Restore(
        found.count("messages"),
        found.count("people"),
        contents.files(),
        contents.missing(),
        logins.kept(),
        logins.ended(),
        Optional.ofNullable(done.aside()),
        found.faults());
  }
}
