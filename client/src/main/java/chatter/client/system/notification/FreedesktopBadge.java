package chatter.client.system.notification;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// On a free desktop, over D-Bus: an icon beside the clock for as long as something is unread,
/// where there is a place for such icons, and the number on the icon in a dock. Everything with the
/// bus happens on a thread of its own, and what is to show is kept until that comes to it, the
/// newest only.
final class FreedesktopBadge implements UnreadBadge {
  private static final Logger LOG = LoggerFactory.getLogger(FreedesktopBadge.class);

  /// The packages install its desktop entry under that name.
  private static final String PROGRAM = "application://chatter.desktop";

  private static final int SIDE = 64;

  private final Supplier<String> address;
  private final IntFunction<String> title;
  private final Runnable open;
  private final BusThread tasks = new BusThread("chatter-badge");

  private State wanted = State.NOTHING;
  private boolean planned;

  // On the thread of tasks only.
  private State shown = State.NOTHING;
  private Bus bus;
  private boolean told;

  private record State(int unread, boolean urgent) {
    static final State NOTHING = new State(0, false);

    String status() {
      if (urgent) {
        return "NeedsAttention";
      }
      return unread == 0 ? "Passive" : "Active";
    }
  }

  private record Bus(DBusConnection connection, String name, Item item) {}

  FreedesktopBadge(Supplier<String> address, IntFunction<String> title, Runnable open) {
    this.address = address;
    this.title = title;
    this.open = open;
  }

  @Override
  public synchronized void setUnread(int unread) {
    want(new State(unread, unread > 0 && wanted.urgent()));
  }

  @Override
  public synchronized void setUrgent(boolean urgent) {
    want(new State(wanted.unread(), urgent));
  }

  private void want(State state) {
    wanted = state;
    if (!planned) {
      planned = true;
      tasks.run(this::carryOut);
    }
  }

  private synchronized State take() {
    planned = false;
    return wanted;
  }

  private void carryOut() {
    State now = take();
    if (now.equals(shown)) {
      return;
    }
    try {
      show(now);
      shown = now;
      told = false;
    } catch (DBusException | DBusExecutionException | IllegalStateException | IOException e) {
      if (!told) {
        LOG.info("This computer shows no number of unread messages: {}", e.getMessage());
        told = true;
      }
      // The next number is shown, whatever it is.
      shown = null;
      disconnect();
    }
  }

  private void show(State now) throws DBusException, IOException {
    DBusConnection connection = connected(now);
    connection.sendMessage(new StatusNotifierItem.NewTitle(StatusNotifierItem.PATH));
    connection.sendMessage(new StatusNotifierItem.NewToolTip(StatusNotifierItem.PATH));
    connection.sendMessage(new StatusNotifierItem.NewStatus(StatusNotifierItem.PATH, now.status()));
    Map<String, Variant<?>> properties =
        Map.of(
            "count", new Variant<>((long) now.unread()),
            "count-visible", new Variant<>(now.unread() > 0),
            "urgent", new Variant<>(now.urgent()));
    connection.sendMessage(new LauncherEntry.Update(LauncherEntry.PATH, PROGRAM, properties));
  }

  /// A connection on which the icon is as it should be.
  private DBusConnection connected(State now) throws DBusException, IOException {
    if (bus != null && bus.connection().isConnected()) {
      bus.item().state = now;
      return bus.connection();
    }
    disconnect();
    DBusConnection connection =
        DBusConnectionBuilder.forAddress(address.get()).withShared(false).build();
    try {
      String name = StatusNotifierItem.NAME + "-" + ProcessHandle.current().pid() + "-1";
      Item item = new Item(now);
      connection.requestBusName(name);
      connection.exportObject(StatusNotifierItem.PATH, item);
      bus = new Bus(connection, name, item);
      var _ =
          connection.addSigHandler(
              DBus.NameOwnerChanged.class,
              signal -> {
                if (signal.name.equals(StatusNotifierWatcher.NAME) && !signal.newOwner.isEmpty()) {
                  tasks.run(this::register);
                }
              });
      register();
      return connection;
    } catch (DBusException | DBusExecutionException e) {
      bus = null;
      connection.close();
      throw e;
    }
  }

  private void register() {
    if (bus == null) {
      return;
    }
    try {
      bus.connection()
          .getRemoteObject(
              StatusNotifierWatcher.NAME, StatusNotifierWatcher.PATH, StatusNotifierWatcher.class)
          .register(bus.name());
    } catch (DBusException | DBusExecutionException e) {
      // Many desktops have no place for icons. One that comes later says so.
      LOG.debug("There is no icon beside the clock: {}", e.getMessage());
    }
  }

  private void disconnect() {
    if (bus != null) {
      DBusConnection old = bus.connection();
      bus = null;
      BusThread.end(old);
    }
  }

  @Override
  public void close() {
    setUnread(0);
    tasks.run(this::disconnect);
    tasks.end("its number of unread messages");
  }

  /// The icon as the desktop asks for it, on threads of the library.
  private final class Item implements StatusNotifierItem, Properties {
    private static final List<Pixmap> PICTURE =
        List.of(new Pixmap(SIDE, SIDE, BadgePicture.draw(SIDE)));

    private volatile State state;

    private Item(State state) {
      this.state = state;
    }

    @Override
    public void activate(int x, int y) {
      open.run();
    }

    @Override
    public void activateSecondary(int x, int y) {
      open.run();
    }

    /// There is none.
    @Override
    public void showMenu(int x, int y) {
      open.run();
    }

    @Override
    public void scroll(int delta, String orientation) {
      // There is nothing to scroll.
    }

    @Override
    public Map<String, Variant<?>> GetAll(String of) {
      State now = state;
      String said = title.apply(now.unread());
      Map<String, Variant<?>> all = new HashMap<>();
      all.put("Category", new Variant<>("Communications"));
      all.put("Id", new Variant<>("chatter"));
      all.put("Title", new Variant<>(said));
      all.put("Status", new Variant<>(now.status()));
      all.put("WindowId", new Variant<>(0));
      // A name would be taken instead of the picture with its dot.
      all.put("IconName", new Variant<>(""));
      all.put("IconPixmap", new Variant<>(PICTURE, "a(iiay)"));
      all.put("AttentionIconName", new Variant<>(""));
      all.put("AttentionIconPixmap", new Variant<>(PICTURE, "a(iiay)"));
      all.put("ToolTip", new Variant<>(new ToolTip("", List.of(), said, ""), "(sa(iiay)ss)"));
      all.put("ItemIsMenu", new Variant<>(false));
      return all;
    }

    @Override
    // As the library declares it.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <A> A Get(String of, String property) {
      Variant<?> value = GetAll(of).get(property);
      if (value == null) {
        throw new DBusExecutionException("there is no " + property);
      }
      return (A) value;
    }

    @Override
    public <A> void Set(String of, String property, A value) {
      throw new DBusExecutionException("nothing can be set");
    }

    @Override
    public String getObjectPath() {
      return PATH;
    }
  }
}
