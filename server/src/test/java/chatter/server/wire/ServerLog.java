package chatter.server.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What the server writes to its log, caught. Nothing that a peer sends may bring an error or a
/// stack trace: a log that strangers can fill is read by nobody.
final class ServerLog implements AutoCloseable {
  private static final Pattern TROUBLE =
      Pattern.compile("\\[ERROR]|^\\s+at |Exception|Error:", Pattern.MULTILINE);

  private final PrintStream real = System.err;
  private final ByteArrayOutputStream caught = new ByteArrayOutputStream();

  private ServerLog() {
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
  }

  /// Starts to catch.
  static ServerLog caught() {
    return new ServerLog();
  }

  String text() {
    return caught.toString(StandardCharsets.UTF_8);
  }

  void holdsNoTrouble() {
    String text = text();
    assertFalse(TROUBLE.matcher(text).find(), text);
  }

  /// Stops catching.
  @Override
  public void close() {
    System.setErr(real);
    real.print(text());
  }
}
