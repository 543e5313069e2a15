package chatter.client.system;

import java.awt.AWTException;
import java.awt.EventQueue;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.awt.Toolkit;
import java.awt.TrayIcon;
import java.net.URL;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The program's icon beside the system's clock, where there is such a place. Made with AWT, which
/// is loaded only when somebody asks here, and used on its own thread only, never on JavaFX's: on
/// macOS the two would wait for each other. Safe for any thread.
public final class Tray implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tray.class);

  private final Look look;
  private final Runnable onOpen;
  private final Runnable onQuit;
  private TrayIcon shown;

  /// What it looks like.
  ///
  /// @param icon the picture
  /// @param tip shown when the mouse is over it
  /// @param open the word in its menu that opens the window
  /// @param quit the word in its menu that ends the program
  public record Look(URL icon, String tip, String open, String quit) {}

  /// One that does not show.
  ///
  /// @param onOpen called on a thread of AWT when the window is wanted
  /// @param onQuit called on a thread of AWT when the program is to end
  public Tray(Look look, Runnable onOpen, Runnable onQuit) {
    this.look = look;
    this.onOpen = onOpen;
    this.onQuit = onQuit;
  }

  /// Whether this desktop has a place for it. Loads AWT the first time, which takes a moment.
  public static CompletableFuture<Boolean> exists() {
    return CompletableFuture.supplyAsync(Tray::supported, Tray::inBackground);
  }

  /// Shows it.
  ///
  /// @return whether it shows
  public CompletableFuture<Boolean> show() {
    return CompletableFuture.supplyAsync(this::put, Tray::inBackground);
  }

  /// Takes it away. Does not wait for it, and loads nothing if it never showed.
  @Override
  public void close() {
    if (isShown()) {
      inBackground(this::take);
    }
  }

  private static void inBackground(Runnable task) {
    Thread.ofPlatform().daemon().name("chatter-tray").start(task);
  }

  private static boolean supported() {
    try {
      return SystemTray.isSupported();
    } catch (RuntimeException | LinkageError e) {
      // AWT without a display says so in many ways.
      LOG.info("There is no tray: {}", e.toString());
      return false;
    }
  }

  private synchronized boolean isShown() {
    return shown != null;
  }

  private synchronized boolean put() {
    if (shown != null) {
      return true;
    }
    if (!supported()) {
      return false;
    }
    MenuItem open = new MenuItem(look.open());
    open.addActionListener(click -> onOpen.run());
    MenuItem quit = new MenuItem(look.quit());
    quit.addActionListener(click -> onQuit.run());
    PopupMenu menu = new PopupMenu();
    menu.add(open);
    menu.add(quit);
    TrayIcon icon =
        new TrayIcon(Toolkit.getDefaultToolkit().getImage(look.icon()), look.tip(), menu);
    icon.setImageAutoSize(true);
    icon.addActionListener(doubleClick -> onOpen.run());
    try {
      SystemTray.getSystemTray().add(icon);
    } catch (AWTException e) {
      LOG.info("The tray takes no icon: {}", e.getMessage());
      return false;
    }
    shown = icon;
    return true;
  }

  private synchronized void take() {
    if (shown != null) {
      TrayIcon gone = shown;
      shown = null;
      EventQueue.invokeLater(() -> SystemTray.getSystemTray().remove(gone));
    }
  }
}
