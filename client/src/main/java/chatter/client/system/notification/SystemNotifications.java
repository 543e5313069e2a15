package chatter.client.system.notification;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The place where the computer shows what is new, whatever is in front. Nothing is loaded and
/// nobody is asked before the first use, and no call waits: a computer that answers slowly, or not
/// at all, holds nothing up. Safe for any thread.
public interface SystemNotifications extends AutoCloseable {
  /// Shows one, in place of the one that its conversation has.
  void show(SystemNotification notification);

  /// Takes away what a conversation has, if it has one.
  void withdraw(long conversation);

  /// Why this computer shows none, in the system's own words; empty if it does.
  CompletableFuture<Optional<String>> trouble();

  /// Takes away all there are, and lets go of the computer. Waits for it a moment at most.
  @Override
  void close();

  /// The words of a notification that are not a message's.
  ///
  /// @param program what the program is called
  /// @param open the action that shows the message
  /// @param markRead the action that marks it as read
  /// @param reply the action that writes a reply
  record Words(String program, String open, String markRead, String reply) {}

  /// Those of a free desktop on a bus.
  ///
  /// @param address gives that of the bus; throws an `IllegalStateException` that says why if there
  ///   is none
  static SystemNotifications onBus(
      Supplier<String> address, Words words, NotificationActions actions) {
    return new FreedesktopNotifications(address, words, actions);
  }

  /// Those of the computer that this runs on.
  static SystemNotifications here(Words words, NotificationActions actions) {
    if (Boolean.getBoolean("java.awt.headless")) {
      return new NoNotifications("there is no screen");
    }
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("linux") || system.contains("bsd")) {
      return onBus(() -> FreedesktopNotifications.sessionBus(System.getenv()), words, actions);
    }
    if (system.contains("windows")) {
      return new TrayNotifications(words, actions);
    }
    if (system.contains("mac")) {
      return new ScriptNotifications();
    }
    return new NoNotifications(system);
  }
}
