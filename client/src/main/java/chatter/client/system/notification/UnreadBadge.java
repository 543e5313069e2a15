package chatter.client.system.notification;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// How many messages are unread, on what the desktop shows of the program whether or not its window
/// does: an icon beside the clock, or that of its dock. Nothing is loaded before there is something
/// to tell, and no call waits. Safe for any thread.
public interface UnreadBadge extends AutoCloseable {
  /// Shows so many; none at 0, where nobody is called any more either.
  void setUnread(int unread);

  /// Whether somebody is called to the program, by what the desktop does for that. What they are
  /// called for may be counted later, or not at all.
  void setUrgent(boolean urgent);

  /// Takes all of it away, and lets go of the computer. Waits for it a moment at most.
  @Override
  void close();

  /// That of a free desktop on a bus.
  ///
  /// @param address gives that of the bus; throws an `IllegalStateException` that says why if there
  ///   is none
  /// @param title what is said of so many
  /// @param open called on a thread of the badge's own when it is pressed
  static UnreadBadge onBus(Supplier<String> address, IntFunction<String> title, Runnable open) {
    return new FreedesktopBadge(address, title, open);
  }

  /// That of the computer that this runs on.
  ///
  /// @param title what is said of so many
  /// @param open called on a thread of the badge's own when it is pressed
  static UnreadBadge here(IntFunction<String> title, Runnable open) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (Boolean.getBoolean("java.awt.headless")) {
      return new NoBadge();
    }
    if (system.contains("linux") || system.contains("bsd")) {
      return onBus(() -> FreedesktopNotifications.sessionBus(System.getenv()), title, open);
    }
    // AWT can mark only windows of its own on Windows, which this program has none of.
    return system.contains("mac") ? new TaskbarBadge() : new NoBadge();
  }
}
