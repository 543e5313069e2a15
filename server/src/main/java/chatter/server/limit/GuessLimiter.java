package chatter.server.limit;

import java.util.function.LongSupplier;

/// Bounds the guessing of secrets without keeping out who knows them: wrong ones are counted, and
/// beyond so many a minute each is answered with how long to wait; a right one still passes, until
/// so many were tried that not even that is looked at. So whoever guesses learns nothing more by
/// going on, and has to go on far longer to be in others' way. Safe for any thread.
///
/// @param <K> who guesses at what
public final class GuessLimiter<K> {
  private static final double SECONDS_PER_MINUTE = 60;

  private final RateLimiter<K> wrong;
  private final RateLimiter<K> looks;

  /// @param wrongPerMinute so many wrong ones a minute, and at once, are answered as wrong; 0 means
  ///   no limit
  /// @param looksPerMinute so often a minute, in the long run, something is looked at that was not
  ///   right
  /// @param looksAtOnce so often at once
  /// @param nanoTime a monotonic clock
  public GuessLimiter(
      int wrongPerMinute, int looksPerMinute, int looksAtOnce, LongSupplier nanoTime) {
    this.wrong = new RateLimiter<>(wrongPerMinute / SECONDS_PER_MINUTE, wrongPerMinute, nanoTime);
    this.looks = new RateLimiter<>(looksPerMinute / SECONDS_PER_MINUTE, looksAtOnce, nanoTime);
  }

  /// Before something is looked at.
  ///
  /// @return 0 if it may be, otherwise after how many milliseconds
  public long before(K key) {
    return looks.take(key);
  }

  /// After `before` let it pass, and it was not a guess.
  public void right(K key) {
    looks.giveBack(key);
  }

  /// After `before` let it pass, and it was wrong.
  ///
  /// @return 0 if there may be another, otherwise after how many milliseconds
  public long wrong(K key) {
    return wrong.take(key);
  }
}
