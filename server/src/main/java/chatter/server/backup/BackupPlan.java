package chatter.server.backup;

import java.nio.file.Path;
import java.util.Optional;

/// Whether a server backs itself up while it runs.
///
/// @param folder where to; empty if it does not
public record BackupPlan(Optional<Path> folder) {
  /// It does not.
  public static BackupPlan none() {
    return new BackupPlan(Optional.empty());
  }

  /// Every hour in which something changed, each checked; the newest of the last 24 hours, 7 days
  /// and 4 weeks that have one are kept. What goes wrong is logged and tried again, and costs the
  /// server nothing.
  ///
  /// @param folder for the backups of this one chat; made at the start if it is not there. On
  ///   another disk it helps against more
  public static BackupPlan hourly(Path folder) {
    return new BackupPlan(Optional.of(folder));
  }
}
