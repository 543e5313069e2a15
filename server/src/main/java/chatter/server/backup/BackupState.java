package chatter.server.backup;

import java.time.Instant;
import java.util.Optional;

/// How a server's own backups are doing.
///
/// @param next when it looks next whether there is something to back up
/// @param trouble why the last one could not be taken, a sentence; empty if all is well
public record BackupState(Instant next, Optional<String> trouble) {}
