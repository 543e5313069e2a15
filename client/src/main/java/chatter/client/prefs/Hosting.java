package chatter.client.prefs;

/// The chat that this computer hosts.
///
/// @param on whether it was running when the program ended, and so starts with the program
/// @param open whether everyone on the network may join; otherwise this computer only
/// @param port the port it had; 0 if it never ran
public record Hosting(boolean on, boolean open, int port) {
  /// Nothing was ever hosted.
  public static final Hosting NEVER = new Hosting(false, false, 0);

  public Hosting {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }
}
