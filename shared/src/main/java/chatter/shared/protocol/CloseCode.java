package chatter.shared.protocol;

import java.util.Arrays;
import java.util.Optional;

/// Why the server ended a connection. 4000 to 4499: come back; 4500 to 4999: stop.
public enum CloseCode {
  /// The server is shutting down.
  DRAINING(4000),
  /// The client reads too slowly; it resumes and loses nothing.
  SLOW_CONSUMER(4001),
  /// Nothing was heard from the client for too long.
  HEARTBEAT(4002),
  /// The client sends too fast and does not heed `rate_limited`.
  RATE_LIMIT(4003),
  /// The client did not say `hello` in time.
  NO_HELLO(4005),
  /// The login behind the connection ended.
  SESSION_ENDED(4501),
  /// The client speaks a version that this server does not.
  VERSION(4502),
  /// The client keeps sending what is no command.
  BAD_FRAMES(4503),
  /// The account opened too many connections; the oldest goes.
  TOO_MANY_CONNECTIONS(4504),
  /// The account may not sign in any more.
  ACCOUNT_DISABLED(4505);

  private final int code;

  CloseCode(int code) {
    this.code = code;
  }

  /// The number in the websocket's close frame.
  public int code() {
    return code;
  }

  /// The constant for a number, or nothing if it is none of Chatter's.
  public static Optional<CloseCode> of(int code) {
    return Arrays.stream(values()).filter(c -> c.code == code).findFirst();
  }

  /// Whether a client that was closed with this number should connect again. Every number that is
  /// not in the "stop" range means a broken network or a server that went away, so it should.
  public static boolean reconnects(int code) {
    return code < 4500 || code > 4999;
  }
}
