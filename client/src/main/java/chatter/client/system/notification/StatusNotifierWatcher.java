package chatter.client.system.notification;

import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.interfaces.DBusInterface;

/// What knows the icons beside the clock of a free desktop. Public because the D-Bus library asks
/// for it.
@DBusInterfaceName("org.kde.StatusNotifierWatcher")
public interface StatusNotifierWatcher extends DBusInterface {
  /// Its name on the bus.
  String NAME = "org.kde.StatusNotifierWatcher";

  /// Where it is.
  String PATH = "/StatusNotifierWatcher";

  /// Makes an icon known until its name is gone from the bus.
  ///
  /// @param service the name on the bus
  @DBusMemberName("RegisterStatusNotifierItem")
  void register(String service);
}
