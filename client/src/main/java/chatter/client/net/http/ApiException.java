package chatter.client.net.http;

import chatter.shared.api.Problem;
import chatter.shared.api.ProblemCode;
import chatter.shared.invite.Fingerprint;
import chatter.shared.limits.FieldRule;
import chatter.shared.search.SearchException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Why an HTTP call did not succeed. Futures fail with one of these.
public abstract sealed class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ApiException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The reason inside the failure of one of this package's futures, however deep the futures that
  /// were built on it have wrapped it.
  ///
  /// @throws IllegalStateException if it failed for another reason, which is a mistake of the
  ///   program
  public static ApiException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiException reason) {
        return reason;
      }
    }
    throw new IllegalStateException("a call failed in an unexpected way", failure);
  }

  /// What to make of a call that got no answer.
  ///
  /// @param address where it went
  /// @param failure an `ApiException` stays what it is
  static ApiException noAnswer(ServerAddress address, Throwable failure) {
    Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
    if (reason instanceof ApiException known) {
      return known;
    }
    String host = address.host();
    for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
      if (cause instanceof PinnedTrustManager.OtherKeyException other) {
        return new WrongKey(host, other);
      }
    }
    return TlsFailure.in(reason)
        .<ApiException>map(trouble -> new NotSecure(trouble, host, reason))
        .orElseGet(() -> new Unreachable(reason));
  }

  /// Whether it says that the login has ended.
  public boolean signedOut() {
    return this instanceof Refused refused && refused.status() == 401;
  }

  /// The server understood and said no.
  public static final class Refused extends ApiException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;
    private final transient Duration retryAfter;

    Refused(Problem problem, Duration retryAfter) {
      super(problem.status() + " " + problem.code() + ": " + problem.detail(), null);
      this.problem = problem;
      this.retryAfter = retryAfter;
    }

    /// A search that the server would refuse so.
    public static Refused of(SearchException reason) {
      return new Refused(
          new Problem(
              422,
              "Unprocessable content",
              reason.getMessage(),
              ProblemCode.of(reason.reason()).wireName(),
              "q"),
          null);
    }

    /// The HTTP status, e.g. 409.
    public int status() {
      return problem.status();
    }

    /// What a program looks at, e.g. `email_taken`; empty if the server gave none.
    public String code() {
      return problem.code() == null ? "" : problem.code();
    }

    /// What the field might hold instead; empty if the server suggested nothing.
    public Optional<String> suggestion() {
      return Optional.ofNullable(problem.suggestion());
    }

    /// The rule that the field breaks; empty if the server named none, or one that is not known
    /// here.
    public Optional<FieldRule> rule() {
      return Arrays.stream(FieldRule.values())
          .filter(rule -> rule.name().equals(problem.rule()))
          .findFirst();
    }

    /// The field of the request it is about.
    public Optional<String> field() {
      return Optional.ofNullable(problem.field());
    }

    /// How long to wait before trying again, if the server said so.
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /// No answer: no network, nobody listening there, or too slow. Whether the call took effect is
  /// unknown.
  public static final class Unreachable extends ApiException {
    private static final long serialVersionUID = 1L;

    public Unreachable(Throwable cause) {
      super("no answer from the server", cause);
    }
  }

  /// Something answered, but it could not prove to be the server it should be. Nothing was sent to
  /// it.
  public static final class NotSecure extends ApiException {
    private static final long serialVersionUID = 1L;
    private final TlsFailure reason;
    private final String host;

    NotSecure(TlsFailure reason, String host, Throwable cause) {
      super("no secure connection: " + reason, cause);
      this.reason = reason;
      this.host = host;
    }

    /// What is wrong.
    public TlsFailure reason() {
      return reason;
    }

    /// The server's name, as it was asked for.
    public String host() {
      return host;
    }
  }

  /// Something answered that has another key than the server that is known. Nothing was sent to it.
  public static final class WrongKey extends ApiException {
    private static final long serialVersionUID = 1L;
    private final String host;
    private final transient Fingerprint expected;
    private final transient Fingerprint found;

    WrongKey(String host, PinnedTrustManager.OtherKeyException cause) {
      super("another key", cause);
      this.host = host;
      this.expected = cause.expected();
      this.found = cause.found();
    }

    /// The server's name, as it was asked for.
    public String host() {
      return host;
    }

    /// The key by which the server is known.
    public Fingerprint expected() {
      return expected;
    }

    /// The key of what answered.
    public Fingerprint found() {
      return found;
    }
  }

  /// Something answered that does not speak Chatter's protocol.
  public static final class NotChatter extends ApiException {
    private static final long serialVersionUID = 1L;

    NotChatter(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Something between here and the server refused a body as too large; the server itself would
  /// have said so in its own words.
  public static final class TooLargeOnTheWay extends ApiException {
    private static final long serialVersionUID = 1L;

    TooLargeOnTheWay() {
      super("a proxy refused the body as too large", null);
    }
  }

  /// The server answers and knows the login, but its websocket does not open: a proxy in between
  /// lets none through.
  public static final class NoWebSocket extends ApiException {
    private static final long serialVersionUID = 1L;
    private final String host;

    public NoWebSocket(String host) {
      super("no websocket gets through", null);
      this.host = host;
    }

    /// The server's name, as it was asked for.
    public String host() {
      return host;
    }
  }

  /// A Chatter server answered, but another one than the one that is looked for.
  public static final class OtherServer extends ApiException {
    private static final long serialVersionUID = 1L;
    private final String name;

    public OtherServer(String name) {
      super("another server is there: " + name, null);
      this.name = name;
    }

    /// What people call the one that answered.
    public String name() {
      return name;
    }
  }
}
