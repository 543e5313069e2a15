package chatter.server.session;

import java.util.Collection;

/// Who wants to know that logins ended, so that nothing goes on under them. Called after the change
/// reached the disk, on the thread that asked for it.
@FunctionalInterface
public interface RevocationListener {
  /// These logins ended: by logout, by their owner from another device, by a new password, or by
  /// time.
  void sessionsEnded(Collection<Long> sessionIds);
}
