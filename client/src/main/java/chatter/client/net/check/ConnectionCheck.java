package chatter.client.net.check;

import chatter.client.net.check.CheckFinding.Seen;
import chatter.client.net.http.AccountApi;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ServerAddress;
import chatter.shared.address.DialableUri;
import chatter.shared.api.HealthResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Looks at the way to the server of a login, step by step, as the program itself goes it: with the
/// same trust, and over a websocket of its own. This is the look that shows what a firewall or a
/// proxy does; one from the server's own computer cannot. Safe for any thread.
public final class ConnectionCheck {
  private static final int CONNECT_MILLIS = 5_000;
  private static final Duration SOON = Duration.ofDays(14);
  private static final Duration APART = Duration.ofSeconds(5);
  private static final Duration FAR_APART = Duration.ofMinutes(2);
  private static final long SLOW_MILLIS = 1_000;
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|\\[.*]");

  private final AccountApi account;

  /// @param account the login
  public ConnectionCheck(AccountApi account) {
    this.account = account;
  }

  /// Looks, on a thread of its own, and tells each finding there as soon as it is there.
  ///
  /// @return ends when there is nothing more to tell, half a minute later at most
  public CompletableFuture<Void> run(Consumer<CheckFinding> found) {
    return CompletableFuture.runAsync(() -> look(found), task -> Thread.ofVirtual().start(task));
  }

  private void look(Consumer<CheckFinding> found) {
    String host = account.address().host();
    if (!NUMERIC.matcher(host).matches()) {
      CheckFinding name = name(host);
      found.accept(name);
      if (name.seen() == Seen.NAME_UNKNOWN) {
        return;
      }
    }
    CheckFinding connection = connection(account.address());
    found.accept(connection);
    if (connection.seen() != Seen.CONNECTED) {
      return;
    }
    long began = System.nanoTime();
    try {
      HealthResponse health = account.health().join();
      long took = Math.max(1, Duration.ofNanos(System.nanoTime() - began).toMillis());
      found.accept(encryption());
      found.accept(seen(Seen.CHATTER, health.version(), text(took)));
    } catch (CompletionException e) {
      found.accept(failure(ApiException.of(e)));
      return;
    }
    live(found);
  }

  private static CheckFinding name(String host) {
    try {
      List<String> addresses =
          Arrays.stream(InetAddress.getAllByName(host)).map(InetAddress::getHostAddress).toList();
      return seen(Seen.NAME_FOUND, host, String.join(", ", addresses));
    } catch (UnknownHostException e) {
      return seen(Seen.NAME_UNKNOWN, host);
    }
  }

  private static CheckFinding connection(ServerAddress address) {
    String place = address.base().getRawAuthority();
    long began = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(where(address.base()), CONNECT_MILLIS);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return seen(Seen.CONNECTED, place, text(Math.max(1, took.toMillis())));
    } catch (NoRouteToHostException e) {
      return seen(Seen.NO_WAY, place);
    } catch (ConnectException e) {
      boolean refused = String.valueOf(e.getMessage()).contains("refused");
      return seen(refused ? Seen.REFUSED : Seen.SILENT, place);
    } catch (IOException e) {
      // A time-out, or a network that is not there.
      return seen(e instanceof java.net.SocketTimeoutException ? Seen.SILENT : Seen.NO_WAY, place);
    }
  }

  private static InetSocketAddress where(URI base) {
    return new InetSocketAddress(DialableUri.host(base), DialableUri.port(base));
  }

  private CheckFinding encryption() {
    ServerAddress address = account.address();
    if (!address.isSecure()) {
      return seen(address.isThisComputer() ? Seen.PRIVATE : Seen.PLAIN);
    }
    // The server proved itself a moment ago; this only asks until when it can.
    try {
      SSLSocketFactory tls = account.webSocket().join().tls();
      try (Socket plain = new Socket()) {
        plain.connect(where(address.base()), CONNECT_MILLIS);
        plain.setSoTimeout(CONNECT_MILLIS);
        String host = address.host();
        try (SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, plain.getPort(), true)) {
          socket.startHandshake();
          X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
          Instant until = shown.getNotAfter().toInstant();
          String day = LocalDate.ofInstant(until, ZoneId.systemDefault()).toString();
          boolean soon = Instant.now().plus(SOON).isAfter(until);
          return seen(soon ? Seen.ENDS_SOON : Seen.ENCRYPTED, day);
        }
      }
    } catch (IOException | CompletionException e) {
      return seen(Seen.NO_TLS, address.host());
    }
  }

  private static CheckFinding failure(ApiException reason) {
    return switch (reason) {
      case ApiException.WrongKey key ->
          seen(Seen.OTHER_KEY, key.expected().groups(), key.found().groups());
      case ApiException.NotSecure insecure ->
          seen(Seen.valueOf(insecure.reason().name()), insecure.host());
      case ApiException.NotChatter _, ApiException.OtherServer _, ApiException.TooLargeOnTheWay _ ->
          seen(Seen.STRANGER);
      case ApiException.NoWebSocket _ -> seen(Seen.NO_WEBSOCKET);
      case ApiException.Refused refused -> seen(Seen.NO_ANSWER, text(refused.status()));
      case ApiException.Unreachable _ -> seen(Seen.NO_ANSWER, "0");
    };
  }

  private void live(Consumer<CheckFinding> found) {
    RoundTrips.Outcome outcome = new RoundTrips(account).run();
    if (outcome.seen() == Seen.LIVE) {
      boolean slow = outcome.took().toMillis() >= SLOW_MILLIS;
      found.accept(
          seen(slow ? Seen.SLOW : Seen.LIVE, text(Math.max(1, outcome.took().toMillis()))));
      found.accept(clock(outcome.ahead()));
    } else {
      found.accept(seen(outcome.seen()));
    }
  }

  static CheckFinding clock(Duration ahead) {
    Duration apart = ahead.abs();
    String seconds = text(apart.toSeconds());
    String minutes = text(apart.toMinutes());
    if (apart.compareTo(APART) <= 0) {
      return seen(Seen.SAME_TIME);
    }
    return apart.compareTo(FAR_APART) <= 0
        ? seen(ahead.isNegative() ? Seen.BEHIND : Seen.AHEAD, seconds)
        : seen(ahead.isNegative() ? Seen.FAR_BEHIND : Seen.FAR_AHEAD, minutes);
  }

  private static CheckFinding seen(Seen seen, String... details) {
    return new CheckFinding(seen, List.of(details));
  }

  /// Without the separators that a number would get.
  private static String text(long number) {
    return Long.toString(number);
  }
}
