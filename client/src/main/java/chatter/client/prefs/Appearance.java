package chatter.client.prefs;

/// Which theme the person wants.
public enum Appearance {
  /// The one of the operating system, following it when it changes.
  SYSTEM,
  /// Always light.
  LIGHT,
  /// Always dark.
  DARK
}
