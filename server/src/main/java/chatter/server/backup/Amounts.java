package chatter.server.backup;

import java.time.Duration;
import java.util.Locale;

/// How sizes and times are told to whoever runs a server.
public final class Amounts {
  private Amounts() {}

  /// E.g. `1.5 s`.
  public static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /// E.g. `12.3 MB`, of a million bytes each.
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
