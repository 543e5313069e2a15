package chatter.client.prefs;

import java.util.Objects;

/// The chat that this computer hosts.
///
/// @param on whether it was running when the program ended, and so starts with the program
/// @param open whether everyone on the network may reach it; otherwise this computer only
/// @param port the port it had; 0 if it never ran
/// @param whenClosed what becomes of it when the window is closed
/// @param backups whether a backup is taken every hour
/// @param id the number by which its server is known; empty if it never ran
public record HostingPreferences(
    boolean on, boolean open, int port, WhenClosed whenClosed, boolean backups, String id) {
  /// What becomes of the hosted chat when the window is closed.
  public enum WhenClosed {
    /// The person is asked each time.
    ASK,
    /// It goes on in the background.
    KEEP,
    /// It stops, and the program ends.
    STOP
  }

  /// Nothing was ever hosted.
  public static final HostingPreferences NEVER =
      new HostingPreferences(false, false, 0, WhenClosed.ASK, true, "");

  public HostingPreferences {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    Objects.requireNonNull(whenClosed, "whenClosed is missing");
    Objects.requireNonNull(id, "id is missing");
  }

  /// The same, running or not.
  public HostingPreferences withOn(boolean newOn) {
    return new HostingPreferences(newOn, open, port, whenClosed, backups, id);
  }

  /// The same for others, or for this computer only.
  public HostingPreferences withOpen(boolean newOpen) {
    return new HostingPreferences(on, newOpen, port, whenClosed, backups, id);
  }

  /// The same on another port.
  public HostingPreferences withPort(int newPort) {
    return new HostingPreferences(on, open, newPort, whenClosed, backups, id);
  }

  /// The same with another wish for when the window is closed.
  public HostingPreferences withWhenClosed(WhenClosed newWhenClosed) {
    return new HostingPreferences(on, open, port, newWhenClosed, backups, id);
  }

  /// The same with backups or without.
  public HostingPreferences withBackups(boolean newBackups) {
    return new HostingPreferences(on, open, port, whenClosed, newBackups, id);
  }

  /// The same, known by another number.
  public HostingPreferences withId(String newId) {
    return new HostingPreferences(on, open, port, whenClosed, backups, newId);
  }
}
