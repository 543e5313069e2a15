package chatter.client.system.notification;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// What shows notifications on a free desktop, as the Desktop Notifications Specification 1.3 has
/// it, with the reply of KDE. Public because the D-Bus library asks for it.
@DBusInterfaceName("org.freedesktop.Notifications")
public interface NotificationDaemon extends DBusInterface {
  /// Its name on the bus.
  String NAME = "org.freedesktop.Notifications";

  /// Where it is.
  String PATH = "/org/freedesktop/Notifications";

  /// Shows one.
  ///
  /// @param replaces the id of the one whose place it takes; 0 for none
  /// @param actions keys and words in turn
  /// @param timeout in milliseconds; -1 for what the desktop thinks right
  /// @return its id
  @DBusMemberName("Notify")
  UInt32 show(
      String program,
      UInt32 replaces,
      String icon,
      String summary,
      String body,
      List<String> actions,
      Map<String, Variant<?>> hints,
      int timeout);

  /// Takes one away.
  @DBusMemberName("CloseNotification")
  void withdraw(UInt32 id);

  /// What it can do, such as `actions`, `body-markup` and `inline-reply`.
  @DBusMemberName("GetCapabilities")
  List<String> capabilities();

  /// Somebody chose an action.
  @DBusMemberName("ActionInvoked")
  class ActionInvoked extends DBusSignal {
    private final UInt32 id;
    private final String action;

    /// As the library makes it.
    public ActionInvoked(String path, UInt32 id, String action) throws DBusException {
      super(path, id, action);
      this.id = id;
      this.action = action;
    }

    /// Of which notification.
    public UInt32 id() {
      return id;
    }

    /// The key of the action.
    public String action() {
      return action;
    }
  }

  /// Somebody wrote a reply.
  @DBusMemberName("NotificationReplied")
  class NotificationReplied extends DBusSignal {
    private final UInt32 id;
    private final String text;

    /// As the library makes it.
    public NotificationReplied(String path, UInt32 id, String text) throws DBusException {
      super(path, id, text);
      this.id = id;
      this.text = text;
    }

    /// To which notification.
    public UInt32 id() {
      return id;
    }

    /// What it says.
    public String text() {
      return text;
    }
  }

  /// One is there no more.
  @DBusMemberName("NotificationClosed")
  class NotificationClosed extends DBusSignal {
    private final UInt32 id;
    private final UInt32 reason;

    /// As the library makes it.
    public NotificationClosed(String path, UInt32 id, UInt32 reason) throws DBusException {
      super(path, id, reason);
      this.id = id;
      this.reason = reason;
    }

    /// Which.
    public UInt32 id() {
      return id;
    }

    /// Why: 1 for time, 2 for somebody, 3 for the program.
    public UInt32 reason() {
      return reason;
    }
  }
}
