package chatter.server.doctor;

import chatter.shared.address.DialableUri;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HealthResponse;
import chatter.shared.api.ProblemCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import tools.jackson.core.JacksonException;

/// One look at an address: who answers there, how fast, with which certificate and which time. It
/// carries no secret, so it takes any certificate, to be able to say what is wrong with it.
///
/// @param met who is there
/// @param version Chatter's; empty if it is not Chatter
/// @param took from the question to the answer, once connected
/// @param ahead how much its clock is ahead of this one; empty if it did not say
/// @param chain its certificate and those after it; empty without TLS
/// @param reason the system's own words if nobody answered
record ServerProbe(
    Met met,
    String version,
    Duration took,
    Optional<Duration> ahead,
    List<X509Certificate> chain,
    String reason) {
  private static final int CONNECT_MILLIS = 3_000;
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final int SWITCHED = 101;
  private static final int MOST_BODY = 4_096;

  /// Who is there.
  enum Met {
    /// A Chatter server.
    CHATTER,
    /// A Chatter server that speaks https, and was asked in plain http.
    CHATTER_WITH_TLS,
    /// Something that speaks no TLS, and was asked for it.
    NO_TLS,
    /// Something else.
    STRANGER,
    /// Something that takes connections and says nothing.
    SILENT,
    /// Nobody: the computer is there, and nothing listens.
    NOBODY,
    /// Nothing came back at all.
    NOTHING,
    /// There is no way there.
    NO_WAY,
    /// The name means nothing.
    NO_NAME
  }

  static ServerProbe at(URI base) {
    Optional<ServerProbe> unreachable = unreachable(base);
    if (unreachable.isPresent()) {
      return unreachable.get();
    }
    AtomicReference<List<X509Certificate>> shown = new AtomicReference<>(List.of());
    try (HttpClient http = client(shown)) {
      HttpRequest request =
          HttpRequest.newBuilder(DialableUri.reachable(below(base, "/api/health")))
              .timeout(ANSWER_WITHIN)
              .build();
      try {
        // Twice: the first time is mostly that of connecting and of Java's first steps.
        var _ = http.send(request, BodyHandlers.discarding());
        Instant asked = Instant.now();
        long began = System.nanoTime();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return of(answer, asked, took, shown.get());
      } finally {
        http.shutdownNow();
      }
    } catch (HttpTimeoutException e) {
      return nobody(Met.SILENT, e);
    } catch (SSLException e) {
      return nobody(Met.NO_TLS, e);
    } catch (IOException e) {
      return nobody(Met.STRANGER, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return nobody(Met.SILENT, e);
    }
  }

  /// Whether a connection comes about at all.
  private static Optional<ServerProbe> unreachable(URI base) {
    try (Socket socket = new Socket()) {
      InetSocketAddress address = new InetSocketAddress(host(base), port(base));
      if (address.isUnresolved()) {
        return Optional.of(nobody(Met.NO_NAME, new UnknownHostException(host(base))));
      }
      socket.connect(address, CONNECT_MILLIS);
      return Optional.empty();
    } catch (SocketTimeoutException e) {
      return Optional.of(nobody(Met.NOTHING, e));
    } catch (ConnectException e) {
      boolean refused = String.valueOf(e.getMessage()).contains("refused");
      return Optional.of(nobody(refused ? Met.NOBODY : Met.NOTHING, e));
    } catch (IOException e) {
      return Optional.of(nobody(Met.NO_WAY, e));
    }
  }

  private static ServerProbe of(
      HttpResponse<String> answer, Instant asked, Duration took, List<X509Certificate> chain) {
    Optional<Duration> ahead =
        answer
            .headers()
            .firstValue("Date")
            .flatMap(ServerProbe::date)
            // It is in whole seconds, so half of one more is as likely as not.
            .map(date ->
                Duration.between(asked.plus(took.dividedBy(2)), date.plus(Duration.ofMillis(500))));
    String body = answer.body();
    String version = version(body);
    Met met =
        !version.isEmpty()
            ? Met.CHATTER
            : answer.statusCode() == 400
                    && body.contains('"' + ProblemCode.HTTPS_ONLY.wireName() + '"')
                ? Met.CHATTER_WITH_TLS
                : Met.STRANGER;
    return new ServerProbe(met, version, took, ahead, chain, "status " + answer.statusCode());
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      // What is no date says nothing of a clock.
      return Optional.empty();
    }
  }

  private static String version(String body) {
    if (body.length() > MOST_BODY) {
      return "";
    }
    try {
      HealthResponse health = ApiJson.MAPPER.readValue(body, HealthResponse.class);
      return health != null && "ok".equals(health.status()) && health.version() != null
          ? health.version()
          : "";
    } catch (JacksonException notChatter) {
      // Which is the answer.
      return "";
    }
  }

  /// What a websocket for nobody is answered with.
  ///
  /// @return a status; 0 if nothing came back
  static int upgrade(URI base) {
    String secure = base.getScheme().equals("https") ? "wss" : "ws";
    URI nobody =
        URI.create(
            secure + "://" + base.getRawAuthority() + path(base) + "/ws/" + UUID.randomUUID());
    try (HttpClient http = client(new AtomicReference<>())) {
      try {
        http.newWebSocketBuilder()
            .connectTimeout(ANSWER_WITHIN)
            .buildAsync(DialableUri.reachable(nobody), new WebSocket.Listener() {})
            .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
            .abort();
        return SWITCHED;
      } finally {
        http.shutdownNow();
      }
    } catch (ExecutionException e) {
      return e.getCause() instanceof WebSocketHandshakeException refused
          ? refused.getResponse().statusCode()
          : 0;
    } catch (TimeoutException | UnknownHostException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /// A proxy may serve the chat below a path.
  private static URI below(URI base, String path) {
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + path(base) + path);
  }

  private static String path(URI base) {
    return base.getRawPath() == null ? "" : base.getRawPath().replaceFirst("/+$", "");
  }

  private static ServerProbe nobody(Met met, Exception failure) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new ServerProbe(met, "", Duration.ZERO, Optional.empty(), List.of(), reason);
  }

  private static HttpClient client(AtomicReference<List<X509Certificate>> shown) {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {new RecordingTrustManager(shown)}, null);
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofMillis(CONNECT_MILLIS))
          .sslContext(tls)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot speak TLS", e);
    }
  }

  static String host(URI base) {
    String host = DialableUri.host(base);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  static int port(URI base) {
    return DialableUri.port(base);
  }
}
