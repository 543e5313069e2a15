package chatter.client.prefs;

import java.util.Objects;
import java.util.Optional;

/// What the program remembers about how somebody likes it. Immutable; nothing in it is secret.
///
/// @param serverAddress what was last signed in to, as shown; empty at first
/// @param appearance the theme
/// @param enterSends whether Enter sends and Shift+Enter begins a line; otherwise Ctrl+Enter sends
/// @param window where the window was, if it ever was
/// @param hosting the chat hosted here
/// @param notifications how new messages are told
/// @param copySize how much of what was read is kept here
public record Preferences(
    String serverAddress,
    Appearance appearance,
    boolean enterSends,
    Optional<WindowBounds> window,
    HostingPreferences hosting,
    NotificationPreferences notifications,
    CopySize copySize) {
  /// Of somebody who starts the program for the first time.
  public static final Preferences DEFAULTS =
      new Preferences(
          "",
          Appearance.SYSTEM,
          true,
          Optional.empty(),
          HostingPreferences.NEVER,
          NotificationPreferences.USUAL,
          CopySize.MB_500);

  public Preferences {
    Objects.requireNonNull(serverAddress, "serverAddress is missing");
    Objects.requireNonNull(appearance, "appearance is missing");
    Objects.requireNonNull(window, "window is missing");
    Objects.requireNonNull(hosting, "hosting is missing");
    Objects.requireNonNull(notifications, "notifications is missing");
    Objects.requireNonNull(copySize, "copySize is missing");
  }

  /// The same with another server.
  public Preferences withServerAddress(String newAddress) {
    return new Preferences(
        newAddress, appearance, enterSends, window, hosting, notifications, copySize);
  }

  /// The same with another theme.
  public Preferences withAppearance(Appearance newAppearance) {
    return new Preferences(
        serverAddress, newAppearance, enterSends, window, hosting, notifications, copySize);
  }

  /// The same with another meaning of Enter.
  public Preferences withEnterSends(boolean newEnterSends) {
    return new Preferences(
        serverAddress, appearance, newEnterSends, window, hosting, notifications, copySize);
  }

  /// The same with the window elsewhere.
  public Preferences withWindow(WindowBounds newWindow) {
    return new Preferences(
        serverAddress,
        appearance,
        enterSends,
        Optional.of(newWindow),
        hosting,
        notifications,
        copySize);
  }

  /// The same with other hosting.
  public Preferences withHosting(HostingPreferences newHosting) {
    return new Preferences(
        serverAddress, appearance, enterSends, window, newHosting, notifications, copySize);
  }

  /// The same with other notifications.
  public Preferences withNotifications(NotificationPreferences newNotifications) {
    return new Preferences(
        serverAddress, appearance, enterSends, window, hosting, newNotifications, copySize);
  }

  /// The same with another size of the copy.
  public Preferences withCopySize(CopySize newCopySize) {
    return new Preferences(
        serverAddress, appearance, enterSends, window, hosting, notifications, newCopySize);
  }
}
