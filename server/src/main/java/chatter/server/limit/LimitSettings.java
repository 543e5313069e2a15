package chatter.server.limit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The value of every limit: the default, unless it was set. Immutable.
public final class LimitSettings {
  private final EnumMap<Limit, Integer> set;

  private LimitSettings(EnumMap<Limit, Integer> set) {
    this.set = set;
  }

  /// Nothing set.
  public static LimitSettings defaults() {
    return new LimitSettings(new EnumMap<>(Limit.class));
  }

  /// These settings with one more.
  ///
  /// @throws IllegalArgumentException if the value is negative
  public LimitSettings with(Limit limit, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          limit.limitName() + " must be 0 (no limit) or more, not " + value);
    }
    EnumMap<Limit, Integer> copy = new EnumMap<>(set);
    copy.put(limit, value);
    return new LimitSettings(copy);
  }

  /// These settings with one more, written as `name=value`.
  ///
  /// @throws IllegalArgumentException if it is not of that form; the message lists the names
  public LimitSettings with(String assignment) {
    int equals = assignment.indexOf('=');
    String name = equals < 0 ? assignment.strip() : assignment.substring(0, equals).strip();
    Limit limit =
        Limit.named(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "there is no limit '" + name + "'; there are " + names()));
    if (equals < 0) {
      throw new IllegalArgumentException("write " + name + "=VALUE");
    }
    try {
      return with(limit, Integer.parseInt(assignment.substring(equals + 1).strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " takes a whole number", e);
    }
  }

  /// The limit's value; 0 means that there is none.
  public int value(Limit limit) {
    return set.getOrDefault(limit, limit.defaultValue());
  }

  /// The limit's value as a bound to compare with: the largest number if it is switched off.
  public int bound(Limit limit) {
    int value = value(limit);
    return value == 0 ? Integer.MAX_VALUE : value;
  }

  @Override
  public String toString() {
    return set.entrySet().stream()
        .map((Map.Entry<Limit, Integer> e) -> e.getKey().limitName() + "=" + e.getValue())
        .collect(Collectors.joining(", ", "LimitSettings[", "]"));
  }

  private static String names() {
    return Arrays.stream(Limit.values()).map(Limit::limitName).collect(Collectors.joining(", "));
  }
}
