package chatter.client.system.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// A real bus of a session, and on it a desktop that shows notifications, if it is to.
public final class SessionBus implements AutoCloseable {
  private final List<Desktop> desktops = new ArrayList<>();
  private final List<DBusConnection> others = new ArrayList<>();
  private final Process daemon;
  private final String address;

  private SessionBus(Process daemon, String address) {
    this.daemon = daemon;
    this.address = address;
  }

  /// Starts one of its own.
  public static SessionBus start(Path folder) throws IOException {
    Process daemon =
        new ProcessBuilder(
                "dbus-daemon",
                "--session",
                "--nofork",
                "--nopidfile",
                "--print-address",
                "--address=unix:path=" + folder.resolve("bus"))
            // It complains about limits that it may not raise.
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(daemon.getInputStream(), StandardCharsets.US_ASCII));
    String address = out.readLine();
    if (address == null) {
      throw new IOException("dbus-daemon did not start");
    }
    return new SessionBus(daemon, address);
  }

  /// Where it is.
  public String address() {
    return address;
  }

  /// A desktop on it that can do something.
  public Desktop desktop(String... capabilities) throws DBusException {
    DBusConnection connection = DBusConnectionBuilder.forAddress(address).withShared(false).build();
    Desktop desktop = new Desktop(connection, Set.of(capabilities));
    desktops.add(desktop);
    connection.requestBusName(NotificationDaemon.NAME);
    connection.exportObject(NotificationDaemon.PATH, desktop);
    return desktop;
  }

  /// A place for icons beside the clock.
  public Tray tray() throws DBusException {
    Tray tray = new Tray(connect());
    tray.connection.exportObject(StatusNotifierWatcher.PATH, tray);
    tray.connection.requestBusName(StatusNotifierWatcher.NAME);
    return tray;
  }

  /// A dock: all that it is told.
  public BlockingQueue<LauncherEntry.Update> dock() throws DBusException {
    BlockingQueue<LauncherEntry.Update> updates = new LinkedBlockingQueue<>();
    var _ = connect().addSigHandler(LauncherEntry.Update.class, updates::add);
    return updates;
  }

  private DBusConnection connect() throws DBusException {
    DBusConnection connection = DBusConnectionBuilder.forAddress(address).withShared(false).build();
    others.add(connection);
    return connection;
  }

  @Override
  public void close() throws IOException {
    for (DBusConnection connection : others) {
      connection.close();
    }
    for (Desktop desktop : desktops) {
      desktop.connection.close();
    }
    daemon.destroy();
    try {
      daemon.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What knows the icons beside the clock.
  public static final class Tray implements StatusNotifierWatcher, AutoCloseable {
    private final DBusConnection connection;
    private final BlockingQueue<String> icons = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> statuses = new LinkedBlockingQueue<>();

    private Tray(DBusConnection connection) throws DBusException {
      this.connection = connection;
      var _ =
          connection.addSigHandler(
              StatusNotifierItem.NewStatus.class, signal -> statuses.add(signal.status()));
    }

    @Override
    public void register(String service) {
      icons.add(service);
    }

    @Override
    public String getObjectPath() {
      return PATH;
    }

    /// The name of the next icon that came.
    public String awaitIcon() throws InterruptedException {
      String name = icons.poll(20, TimeUnit.SECONDS);
      if (name == null) {
        throw new AssertionError("no icon came");
      }
      return name;
    }

    /// What the next icon that is another says of how much it matters.
    public String awaitStatus() throws InterruptedException {
      String status = statuses.poll(20, TimeUnit.SECONDS);
      if (status == null) {
        throw new AssertionError("no icon is another");
      }
      return status;
    }

    /// What an icon says of itself.
    public Map<String, Variant<?>> properties(String name) throws DBusException {
      return connection
          .getRemoteObject(name, StatusNotifierItem.PATH, Properties.class)
          .GetAll(StatusNotifierItem.NAME);
    }

    /// Somebody presses an icon.
    public void press(String name) throws DBusException {
      connection
          .getRemoteObject(name, StatusNotifierItem.PATH, StatusNotifierItem.class)
          .activate(0, 0);
    }

    /// It goes from the bus.
    @Override
    public void close() throws DBusException {
      connection.releaseBusName(NAME);
    }
  }

  /// A notification as the desktop got it.
  public record Note(
      long id,
      long replaces,
      String program,
      String summary,
      String body,
      List<String> actions,
      Map<String, Object> hints) {}

  /// What shows them, and lets the test press on them.
  public static final class Desktop implements NotificationDaemon {
    private final DBusConnection connection;
    private final Set<String> capabilities;
    private final BlockingQueue<Note> shown = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> withdrawn = new LinkedBlockingQueue<>();
    private final Set<Long> ids = new HashSet<>();
    private boolean refuses;
    private long last;

    private Desktop(DBusConnection connection, Set<String> capabilities) {
      this.connection = connection;
      this.capabilities = capabilities;
    }

    @Override
    public synchronized UInt32 show(
        String program,
        UInt32 replaces,
        String icon,
        String summary,
        String body,
        List<String> actions,
        Map<String, Variant<?>> hints,
        int timeout) {
      if (refuses) {
        throw new DBusExecutionException("too many notifications");
      }
      long id = ids.contains(replaces.longValue()) ? replaces.longValue() : ++last;
      ids.add(id);
      Map<String, Object> values = new HashMap<>();
      hints.forEach((key, value) -> values.put(key, value.getValue()));
      shown.add(
          new Note(
              id, replaces.longValue(), program, summary, body, new ArrayList<>(actions), values));
      return new UInt32(id);
    }

    @Override
    public synchronized void withdraw(UInt32 id) {
      if (!ids.remove(id.longValue())) {
        throw new DBusExecutionException("there is no such notification");
      }
      withdrawn.add(id.longValue());
    }

    @Override
    public List<String> capabilities() {
      return List.copyOf(capabilities);
    }

    @Override
    public String getObjectPath() {
      return PATH;
    }

    /// The next one that was shown.
    public Note awaitShown() throws InterruptedException {
      Note note = shown.poll(20, TimeUnit.SECONDS);
      if (note == null) {
        throw new AssertionError("nothing was shown");
      }
      return note;
    }

    /// Whether none was shown that nobody asked about.
    public boolean isQuiet() {
      return shown.isEmpty();
    }

    /// The id of the next one that was taken away.
    public long awaitWithdrawn() throws InterruptedException {
      Long id = withdrawn.poll(20, TimeUnit.SECONDS);
      if (id == null) {
        throw new AssertionError("nothing was taken away");
      }
      return id;
    }

    /// Somebody chooses an action.
    public void choose(long id, String action) throws DBusException {
      connection.sendMessage(new ActionInvoked(PATH, new UInt32(id), action));
    }

    /// Somebody writes a reply.
    public void reply(long id, String text) throws DBusException {
      connection.sendMessage(new NotificationReplied(PATH, new UInt32(id), text));
    }

    /// Whether it takes no more notifications from now on.
    public synchronized void refuse(boolean more) {
      refuses = more;
    }

    /// It goes without a word.
    public synchronized void lose(long id) {
      ids.remove(id);
    }

    /// It goes by itself.
    public void expire(long id) throws DBusException {
      synchronized (this) {
        ids.remove(id);
      }
      connection.sendMessage(new NotificationClosed(PATH, new UInt32(id), new UInt32(1)));
    }
  }
}
