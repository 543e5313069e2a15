package chatter.client.prefs;

/// How somebody likes notifications on this computer. Immutable.
///
/// @param on whether there are any
/// @param sound whether they make a sound
/// @param text whether they say what was written
public record NotificationPreferences(boolean on, boolean sound, boolean text) {
  /// Of somebody who has said nothing.
  public static final NotificationPreferences USUAL = new NotificationPreferences(true, true, true);

  /// The same on or off.
  public NotificationPreferences withOn(boolean now) {
    return new NotificationPreferences(now, sound, text);
  }

  /// The same with sound or without.
  public NotificationPreferences withSound(boolean now) {
    return new NotificationPreferences(on, now, text);
  }

  /// The same with what was written or without.
  public NotificationPreferences withText(boolean now) {
    return new NotificationPreferences(on, sound, now);
  }
}
