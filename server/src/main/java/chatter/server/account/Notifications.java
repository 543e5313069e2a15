package chatter.server.account;

import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.shared.notification.DoNotDisturb;
import chatter.shared.notification.NotificationSettings;
import java.util.List;

/// What accounts have said about notifications. It is only kept here and told to their devices,
/// which follow it. Every call blocks. Safe for any thread.
public final class Notifications {
  private final NotificationStore store;
  private final Listener listener;
  private final Object telling = new Object();

  /// Who wants to know.
  @FunctionalInterface
  public interface Listener {
    /// What an account has said is something else now. Called after that reached the disk, on the
    /// thread that asked for it.
    void notificationsChanged(long account, NotificationSettings settings);
  }

  /// @param listener is told after a change
  public Notifications(Database database, Listener listener) {
    this.store = new NotificationStore(database);
    this.listener = listener;
  }

  /// What an account has said.
  public NotificationSettings get(long account) {
    return store.get(account);
  }

  /// Changes some of it.
  ///
  /// @param doNotDisturb null to leave that as it is
  /// @param words null to leave them as they are
  /// @param permission runs in the same transaction; what it throws comes from here
  /// @return what holds now
  /// @throws InvalidNotificationsException if that would mean nothing; then nothing has changed
  public NotificationSettings change(
      long account, DoNotDisturb doNotDisturb, List<String> words, TransactionStep permission) {
    store.change(
        account,
        before -> {
          NotificationSettings after =
              doNotDisturb == null ? before : before.withDoNotDisturb(doNotDisturb);
          after = words == null ? after : after.withWords(words);
          after
              .problem()
              .ifPresent(problem -> {
                throw new InvalidNotificationsException(problem);
              });
          return after;
        },
        permission);
    // One at a time, so that of two changes the older one is never told last.
    synchronized (telling) {
      NotificationSettings now = store.get(account);
      listener.notificationsChanged(account, now);
      return now;
    }
  }
}
