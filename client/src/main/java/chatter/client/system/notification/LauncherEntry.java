package chatter.client.system.notification;

import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.Variant;

/// The program's icon in a dock, as Unity had it, and the docks of Ubuntu and KDE among others
/// still do. Public because the D-Bus library asks for it.
@DBusInterfaceName("com.canonical.Unity.LauncherEntry")
public interface LauncherEntry extends DBusInterface {
  /// Where it is.
  String PATH = "/com/canonical/unity/launcherentry/chatter";

  /// What the dock shows on it.
  @DBusMemberName("Update")
  class Update extends DBusSignal {
    private final String program;
    private final Map<String, Variant<?>> properties;

    /// As the library makes it.
    public Update(String path, String program, Map<String, Variant<?>> properties)
        throws DBusException {
      super(path, program, properties);
      this.program = program;
      this.properties = Map.copyOf(properties);
    }

    /// The address of its desktop entry.
    public String program() {
      return program;
    }

    /// `count`, `count-visible` and `urgent`.
    public Map<String, Variant<?>> properties() {
      return properties;
    }
  }
}
