package chatter.client.net.http;

import java.io.Closeable;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// How one server is reached: where it is, and with which HTTP client. Whoever named a server that
/// speaks TLS without saying `https://` is led there before anything secret is sent: a server on
/// plain http is asked first. Safe for any thread.
final class HttpTransport implements Closeable {
  private static final String HEALTH = "/api/health";
  private static final Duration WITHIN = Duration.ofSeconds(10);

  /// Made on a thread of its own: the first one of a program reads every certificate authority
  /// there is, and whoever signs in looks at a window meanwhile.
  private final CompletableFuture<HttpClient> http;

  private volatile ServerAddress address;
  private CompletableFuture<ServerAddress> asked;

  HttpTransport(ServerAddress address, Pin pin) {
    // Who knows the server's key knows that it speaks TLS. On this computer nobody listens in, and
    // a server may speak TLS today and none tomorrow.
    this.address = !pin.isNone() && !address.isThisComputer() ? address.overTls() : address;
    this.http =
        CompletableFuture.supplyAsync(() -> client(pin), task -> Thread.ofVirtual().start(task));
  }

  private static HttpClient client(Pin pin) {
    // Redirects are not followed: they would carry passwords and tokens somewhere else.
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(WITHIN)
        .sslContext(pin.context())
        .build();
  }

  CompletableFuture<HttpClient> http() {
    return http;
  }

  /// Where it is, as far as is known.
  ServerAddress address() {
    return address;
  }

  /// Where it is, after it was asked once; fails with an `ApiException`.
  synchronized CompletableFuture<ServerAddress> asked() {
    return asked == null || asked.isCompletedExceptionally() ? askedAgain() : asked;
  }

  /// The same, for a server that may have learned TLS since.
  synchronized CompletableFuture<ServerAddress> askedAgain() {
    asked =
        address.isSecure()
            ? CompletableFuture.completedFuture(address)
            : ask(address).thenApply(this::goTo);
    return asked;
  }

  private ServerAddress goTo(ServerAddress place) {
    address = place;
    return place;
  }

  private CompletableFuture<ServerAddress> ask(ServerAddress plain) {
    return ServerAddress.reachable(plain.resolve(HEALTH))
        .thenCompose(place ->
            http.thenCompose(client ->
                client.sendAsync(
                    HttpRequest.newBuilder(place).timeout(WITHIN).build(),
                    BodyHandlers.ofString())))
        .handle((answer, failure) -> {
          if (failure != null) {
            throw ApiException.noAnswer(plain, failure);
          }
          return place(plain, answer);
        });
  }

  private static ServerAddress place(ServerAddress plain, HttpResponse<String> answer) {
    if (answer.statusCode() / 100 == 3) {
      return answer
          .headers()
          .firstValue("Location")
          .flatMap(location -> sameOverTls(plain, location))
          .orElseThrow(() -> new ApiException.NotChatter("it sends to another place", null));
    }
    // Whatever else Chatter says, as that it is stopping, is for the call itself to hear.
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/json") && !type.startsWith("application/problem+json")) {
      throw new ApiException.NotChatter("status " + answer.statusCode(), null);
    }
    return plain;
  }

  /// The same host on https; on another port, where there is a proxy.
  private static Optional<ServerAddress> sameOverTls(ServerAddress plain, String location) {
    String base =
        location.endsWith(HEALTH)
            ? location.substring(0, location.length() - HEALTH.length())
            : location;
    return ServerAddress.parse(base)
        .filter(place -> place.isSecure() && place.host().equals(plain.host()));
  }

  /// Gives up what is under way.
  @Override
  public void close() {
    var _ = http.thenAccept(HttpClient::shutdownNow);
  }
}
