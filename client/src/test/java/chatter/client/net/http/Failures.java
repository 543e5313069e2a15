package chatter.client.net.http;

import java.io.IOException;

/// What calls fail with, for tests of other packages.
public final class Failures {
  private Failures() {}

  /// No answer came.
  public static ApiException unreachable() {
    return new ApiException.Unreachable(new IOException("nobody listens"));
  }
}
