package chatter.server.session;

import chatter.server.store.TransactionStep;
import java.util.ArrayList;
import java.util.List;

/// Which logins outlive a restore: those that are in the backup and were still good in the data
/// that it replaces. A login that was ended since, on a lost telephone perhaps, must not come back
/// to life with an old file; where the data before cannot be asked, none does. For one restore.
public final class SessionsAtRestore {
  private final List<SessionStore.Known> good = new ArrayList<>();
  private int kept;
  private int ended;

  /// Reads who is signed in now, in the data that is to be replaced.
  public TransactionStep noting() {
    return handle -> good.addAll(SessionStore.allGood(handle));
  }

  /// Ends all other logins of the restored data. One that stays keeps the time of its last use.
  public TransactionStep endingOthers() {
    return handle -> {
      int before = SessionStore.count(handle);
      kept = SessionStore.keepOnly(handle, good);
      ended = before - kept;
    };
  }

  /// How many stayed.
  public int kept() {
    return kept;
  }

  /// How many were in the backup and ended.
  public int ended() {
    return ended;
  }
}
