package chatter.client.system.notification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.errors.NoReply;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.exceptions.NotConnected;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notifications of a free desktop (GNOME, KDE, Xfce …), over D-Bus. The library is loaded with the
/// first use, on a thread of its own, and everything with the bus happens there. What is to show is
/// kept per conversation until that thread comes to it, the newest only.
final class FreedesktopNotifications implements SystemNotifications {
  private static final Logger LOG = LoggerFactory.getLogger(FreedesktopNotifications.class);

  /// Of so many notifications replies are known where they belong.
  private static final int MOST_REPLIED_TO = 500;

  private static final String OPEN = "default";
  private static final String READ = "mark-read";
  private static final String REPLY = "inline-reply";

  private final Supplier<String> address;
  private final Words words;
  private final NotificationActions actions;
  private final BusThread tasks = new BusThread("chatter-notifications");

  /// What is to happen next with a conversation's: shown, or taken away if empty.
  private final Map<Long, Optional<SystemNotification>> wanted = new LinkedHashMap<>();

  // On the thread of tasks only.
  private final Map<Long, Shown> shown = new HashMap<>();

  /// Where a reply belongs, by the id of the notification it is written into, also for some time
  /// after that is gone: what somebody has written must not be lost because they took their time.
  private final Map<UInt32, Long> replyTo =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UInt32, Long> eldest) {
          return size() > MOST_REPLIED_TO;
        }
      };

  private Bus bus;
  private boolean told;

  private record Shown(UInt32 id, SystemNotification notification) {}

  private record Bus(DBusConnection connection, NotificationDaemon daemon, Set<String> can) {}

  /// @param address gives the address of the session's bus; throws an `IllegalStateException` that
  ///   says why if there is none
  FreedesktopNotifications(Supplier<String> address, Words words, NotificationActions actions) {
    this.address = address;
    this.words = words;
    this.actions = actions;
  }

  /// Where the bus of somebody's session is.
  ///
  /// @throws IllegalStateException if there is none, with the reason
  static String sessionBus(Map<String, String> environment) {
    String given = environment.get("DBUS_SESSION_BUS_ADDRESS");
    if (given != null && !given.isBlank()) {
      return given;
    }
    String folder = environment.get("XDG_RUNTIME_DIR");
    if (folder != null && Files.exists(Path.of(folder, "bus"))) {
      return "unix:path=" + Path.of(folder, "bus");
    }
    throw new IllegalStateException("no D-Bus session (DBUS_SESSION_BUS_ADDRESS is not set)");
  }

  @Override
  public void show(SystemNotification notification) {
    want(notification.conversation(), Optional.of(notification));
  }

  @Override
  public void withdraw(long conversation) {
    want(conversation, Optional.empty());
  }

  private void want(long conversation, Optional<SystemNotification> what) {
    synchronized (wanted) {
      boolean planned = !wanted.isEmpty();
      // What was wanted of it before came to nothing.
      wanted.put(conversation, what);
      if (planned) {
        return;
      }
    }
    tasks.run(this::carryOut);
  }

  private void carryOut() {
    Map<Long, Optional<SystemNotification>> now;
    synchronized (wanted) {
      now = new LinkedHashMap<>(wanted);
      wanted.clear();
    }
    now.forEach((conversation, what) -> {
      if (what.isEmpty() && !shown.containsKey(conversation)) {
        return;
      }
      try {
        if (what.isPresent()) {
          put(what.get());
        } else {
          connected().daemon().withdraw(shown.remove(conversation).id());
        }
        told = false;
      } catch (NotConnected | NoReply e) {
        failed(e);
      } catch (DBusExecutionException e) {
        if (bus == null) {
          failed(e);
        } else {
          // The desktop refused this one, as when there are many, or one is gone already.
          LOG.debug("A notification was refused: {}", e.getMessage());
        }
      } catch (DBusException | IllegalStateException | IOException e) {
        failed(e);
      }
    });
  }

  private void failed(Exception e) {
    if (!told) {
      LOG.info("This computer shows no notifications: {}", e.getMessage());
      told = true;
    }
    disconnect();
  }

  private void put(SystemNotification notification) throws DBusException, IOException {
    Bus to = connected();
    Shown before = shown.get(notification.conversation());
    String body = plain(notification.body());
    List<String> offered = new ArrayList<>();
    if (to.can().contains("actions")) {
      offered.addAll(List.of(OPEN, words.open(), READ, words.markRead()));
      if (to.can().contains(REPLY) && notification.mayReply()) {
        offered.addAll(List.of(REPLY, words.reply()));
      }
    }
    UInt32 id =
        to.daemon()
            .show(
                words.program(),
                before == null ? new UInt32(0) : before.id(),
                "chatter",
                plain(notification.title()),
                to.can().contains("body-markup") ? escaped(body) : body,
                offered,
                Map.of(
                    "desktop-entry", new Variant<>("chatter"),
                    "category", new Variant<>("im.received"),
                    // The program has a sound of its own, with a switch.
                    "suppress-sound", new Variant<>(true),
                    "x-kde-reply-placeholder-text", new Variant<>(words.reply())),
                -1);
    shown.put(notification.conversation(), new Shown(id, notification));
    if (notification.mayReply()) {
      replyTo.put(id, notification.conversation());
    }
  }

  /// Without what a string on the bus may not hold, or a desktop would show as a box.
  private static String plain(String text) {
    return text.codePoints()
        .map(c -> c == '\t' ? ' ' : c)
        .filter(c -> c == '\n' || !Character.isISOControl(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// As text of what reads markup.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private Bus connected() throws DBusException, IOException {
    if (bus != null && bus.connection().isConnected()) {
      return bus;
    }
    disconnect();
    DBusConnection connection =
        DBusConnectionBuilder.forAddress(address.get()).withShared(false).build();
    try {
      NotificationDaemon daemon =
          connection.getRemoteObject(
              NotificationDaemon.NAME, NotificationDaemon.PATH, NotificationDaemon.class);
      Set<String> can = Set.copyOf(daemon.capabilities());
      var _ =
          connection.addSigHandler(
              NotificationDaemon.ActionInvoked.class,
              signal -> tasks.run(() -> chosen(signal.id(), signal.action())));
      var _ =
          connection.addSigHandler(
              NotificationDaemon.NotificationReplied.class,
              signal -> tasks.run(() -> replied(signal.id(), signal.text())));
      var _ =
          connection.addSigHandler(
              NotificationDaemon.NotificationClosed.class,
              signal -> tasks.run(() -> byId(signal.id()).ifPresent(gone -> forget(gone))));
      bus = new Bus(connection, daemon, can);
      return bus;
    } catch (DBusException | DBusExecutionException e) {
      connection.close();
      throw e;
    }
  }

  private void disconnect() {
    // Another daemon knows nothing of what this one showed.
    shown.clear();
    replyTo.clear();
    if (bus != null) {
      DBusConnection old = bus.connection();
      bus = null;
      BusThread.end(old);
    }
  }

  private Optional<Shown> byId(UInt32 id) {
    return shown.values().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private void forget(Shown gone) {
    SystemNotification of = gone.notification();
    shown.remove(of.conversation());
    actions.closed(of.conversation(), of.seq());
  }

  private void chosen(UInt32 id, String action) {
    byId(id)
        .map(Shown::notification)
        .ifPresent(of -> {
          switch (action) {
            case OPEN -> actions.open(of.conversation(), of.seq());
            case READ -> actions.markRead(of.conversation(), of.seq());
            default -> LOG.debug("There is no action {}", action);
          }
        });
  }

  private void replied(UInt32 id, String text) {
    Long conversation = replyTo.get(id);
    if (conversation != null && !text.isBlank()) {
      actions.reply(conversation, text);
    }
  }

  @Override
  public CompletableFuture<Optional<String>> trouble() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            var _ = connected();
            return Optional.empty();
          } catch (DBusException | DBusExecutionException | IllegalStateException | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
          }
        },
        tasks.executor());
  }

  @Override
  public void close() {
    tasks.run(() -> {
      if (bus != null && bus.connection().isConnected()) {
        try {
          for (Shown one : shown.values()) {
            bus.daemon().withdraw(one.id());
          }
        } catch (DBusExecutionException e) {
          LOG.info("A notification stays: {}", e.getMessage());
        }
      }
      disconnect();
    });
    tasks.end("its notifications");
  }
}
