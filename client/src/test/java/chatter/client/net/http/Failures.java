package chatter.client.net.http;

import chatter.shared.api.Problem;
import java.io.IOException;
import java.time.Duration;

/// What calls fail with, for tests of other packages.
public final class Failures {
  private Failures() {}

  /// No answer came.
  public static ApiException unreachable() {
    return new ApiException.Unreachable(new IOException("nobody listens"));
  }

  /// The server refuses with a code, about a field.
  public static ApiException refused(String code, String field) {
    return new ApiException.Refused(
        new Problem(409, "Conflict", "no", code, field, null, null), null);
  }

  /// The server refuses with a status and a code.
  public static ApiException refused(int status, String code) {
    return new ApiException.Refused(
        new Problem(status, "Refused", "no", code, null, null, null), null);
  }

  /// The server has enough to do.
  public static ApiException busy(int status, Duration retryAfter) {
    return new ApiException.Refused(
        new Problem(status, "Busy", "later", "busy", null, null, null), retryAfter);
  }
}
