package chatter.client.system.notification;

import java.util.List;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;

/// An icon beside the clock of a free desktop, as the specification of the same name has it. Public
/// because the D-Bus library asks for it.
@DBusInterfaceName("org.kde.StatusNotifierItem")
public interface StatusNotifierItem extends DBusInterface {
  /// Its interface's name.
  String NAME = "org.kde.StatusNotifierItem";

  /// Where it is.
  String PATH = "/StatusNotifierItem";

  /// It was pressed.
  @DBusMemberName("Activate")
  void activate(int x, int y);

  /// It was pressed in the second way, as with the middle button.
  @DBusMemberName("SecondaryActivate")
  void activateSecondary(int x, int y);

  /// Its menu is wanted.
  @DBusMemberName("ContextMenu")
  void showMenu(int x, int y);

  /// It was scrolled on.
  @DBusMemberName("Scroll")
  void scroll(int delta, String orientation);

  /// It is called something else.
  @DBusMemberName("NewTitle")
  class NewTitle extends DBusSignal {
    /// As the library makes it.
    public NewTitle(String path) throws DBusException {
      super(path);
    }
  }

  /// What it says when it is pointed at is another.
  @DBusMemberName("NewToolTip")
  class NewToolTip extends DBusSignal {
    /// As the library makes it.
    public NewToolTip(String path) throws DBusException {
      super(path);
    }
  }

  /// How much it matters is another.
  @DBusMemberName("NewStatus")
  class NewStatus extends DBusSignal {
    private final String status;

    /// As the library makes it.
    public NewStatus(String path, String status) throws DBusException {
      super(path, status);
      this.status = status;
    }

    /// `Passive`, `Active` or `NeedsAttention`.
    public String status() {
      return status;
    }
  }

  /// A picture: its size, and of each pixel, by rows, the opacity, red, green and blue.
  final class Pixmap extends Struct {
    /// In pixels.
    @Position(0)
    public final int width;

    /// In pixels.
    @Position(1)
    public final int height;

    /// Four bytes each.
    @Position(2)
    public final byte[] pixels;

    /// As said.
    public Pixmap(int width, int height, byte[] pixels) {
      this.width = width;
      this.height = height;
      this.pixels = pixels;
    }
  }

  /// What it says when it is pointed at.
  final class ToolTip extends Struct {
    /// The name of a picture of the desktop's; may be empty.
    @Position(0)
    public final String icon;

    /// A picture; may be empty.
    @Position(1)
    public final List<Pixmap> pictures;

    /// The words above.
    @Position(2)
    public final String title;

    /// The words below; may be empty.
    @Position(3)
    public final String text;

    /// As said.
    public ToolTip(String icon, List<Pixmap> pictures, String title, String text) {
      this.icon = icon;
      this.pictures = List.copyOf(pictures);
      this.title = title;
      this.text = text;
    }
  }
}
