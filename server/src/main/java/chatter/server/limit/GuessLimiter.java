package chatter.server.limit;

/// Bounds the guessing of secrets without keeping out who knows them: wrong ones are counted, and
/// beyond so many a minute each is answered with how long to wait; a right one still passes, until
/// so many were tried that not even that is looked at. So whoever guesses learns nothing more by
/// going on, and has to go on far longer to be in others' way. Safe for any thread.
public final class GuessLimiter {
  private final Attempts attempts;
  private final Attempts.Rate wrong;
  private final Attempts.Rate looks;

  /// @param attempts counts them
  /// @param name of what is guessed, which no other has
  /// @param wrongPerMinute so many wrong ones a minute, and at once, are answered as wrong; 0 means
  ///   no limit
  /// @param looksPerMinute so often a minute, in the long run, something is looked at that was not
  ///   right
  /// @param looksAtOnce so often at once
  public GuessLimiter(
      Attempts attempts, String name, int wrongPerMinute, int looksPerMinute, int looksAtOnce) {
    this.attempts = attempts;
    this.wrong = Attempts.Rate.perMinute(name + "/wrong", wrongPerMinute, wrongPerMinute);
    this.looks = Attempts.Rate.perMinute(name, looksPerMinute, looksAtOnce);
  }

  /// Before something is looked at.
  ///
  /// @param key who guesses at what
  /// @return 0 if it may be, otherwise after how many milliseconds
  public long before(String key) {
    return attempts.take(looks, key);
  }

  /// After `before` let it pass, and it was not a guess.
  public void right(String key) {
    attempts.giveBack(looks, key);
  }

  /// After `before` let it pass, and it was wrong.
  ///
  /// @return 0 if there may be another, otherwise after how many milliseconds
  public long wrong(String key) {
    return attempts.take(wrong, key);
  }
}
