package chatter.server.limit;

/// Counts what guards against guessing, for all servers of a chat together: with each counting for
/// itself, several servers would allow so many times the guesses. Safe for any thread; may wait for
/// a database.
public interface Attempts {
  /// Counts one.
  ///
  /// @param key who tries what
  /// @return 0 if it is allowed, otherwise after how many milliseconds it would be
  long take(Rate rate, String key);

  /// Takes back the last of that key: it turned out to be one that is not counted.
  void giveBack(Rate rate, String key);

  /// How often something may be tried.
  ///
  /// @param name of what is counted, which no other rate has
  /// @param perSecond in the long run; 0 means no limit
  /// @param burst at once; 0 means no limit
  record Rate(String name, double perSecond, double burst) {
    private static final double SECONDS_PER_MINUTE = 60;

    /// So many a minute, and `burst` at once.
    public static Rate perMinute(String name, int count, int burst) {
      return new Rate(name, count / SECONDS_PER_MINUTE, burst);
    }

    /// Whether everything is allowed.
    public boolean isUnlimited() {
      return perSecond <= 0 || burst <= 0;
    }
  }
}
