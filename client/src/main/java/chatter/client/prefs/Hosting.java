package chatter.client.prefs;

/// The chat that this computer hosts.
///
/// @param on whether it was running when the program ended, and so starts with the program
/// @param open whether everyone on the network may reach it; otherwise this computer only
/// @param port the port it had; 0 if it never ran
/// @param stays whether it goes on when the window is closed
/// @param backups whether a backup is taken every hour
public record Hosting(boolean on, boolean open, int port, boolean stays, boolean backups) {
  /// Nothing was ever hosted.
  public static final Hosting NEVER = new Hosting(false, false, 0, false, true);

  public Hosting {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /// The same, running or not.
  public Hosting withOn(boolean newOn) {
    return new Hosting(newOn, open, port, stays, backups);
  }

  /// The same for others, or for this computer only.
  public Hosting withOpen(boolean newOpen) {
    return new Hosting(on, newOpen, port, stays, backups);
  }

  /// The same on another port.
  public Hosting withPort(int newPort) {
    return new Hosting(on, open, newPort, stays, backups);
  }

  /// The same with another wish for when the window is closed.
  public Hosting withStays(boolean newStays) {
    return new Hosting(on, open, port, newStays, backups);
  }

  /// The same with backups or without.
  public Hosting withBackups(boolean newBackups) {
    return new Hosting(on, open, port, stays, newBackups);
  }
}
