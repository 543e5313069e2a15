package chatter.client.net.http;

import chatter.shared.api.ApiJson;
import chatter.shared.api.Problem;
import chatter.shared.api.ProblemCode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/// One way to make an HTTP call of the protocol and to understand its answer.
final class HttpCalls {
  private static final int CONTENT_TOO_LARGE = 413;
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  private final HttpTransport reach;
  private final SessionToken token;

  /// @param token goes with every call; null before signing in
  HttpCalls(HttpTransport reach, SessionToken token) {
    this.reach = reach;
    this.token = token;
  }

  static BodyPublisher json(Object body) {
    return BodyPublishers.ofByteArray(ApiJson.MAPPER.writeValueAsBytes(body));
  }

  /// What follows the `?` of a call that answers page by page.
  ///
  /// @param query what is sought
  /// @param after the `next` of the page before; null for the first
  static String page(String query, Object after) {
    String sought = "query=" + encoded(query);
    return after == null ? sought : sought + "&after=" + encoded(after.toString());
  }

  /// A text as it stands behind a `?`.
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Calls with a JSON body, or none if it is null, and reads a JSON answer.
  <T> CompletableFuture<T> json(String method, String path, Object body, Class<T> answer) {
    BodyPublisher publisher = body == null ? BodyPublishers.noBody() : json(body);
    return call(method, path, publisher, "application/json", bytes -> read(bytes, answer));
  }

  /// Calls with raw bytes and reads a JSON answer.
  <T> CompletableFuture<T> upload(String method, String path, byte[] body, Class<T> answer) {
    return call(
        method,
        path,
        BodyPublishers.ofByteArray(body),
        "application/octet-stream",
        bytes -> read(bytes, answer));
  }

  /// Calls for an answer without content.
  CompletableFuture<Void> call(String method, String path, Object body) {
    BodyPublisher publisher = body == null ? BodyPublishers.noBody() : json(body);
    return call(method, path, publisher, "application/json", bytes -> null);
  }

  /// Fetches bytes.
  CompletableFuture<byte[]> bytes(String path) {
    return call("GET", path, BodyPublishers.noBody(), "application/json", bytes -> bytes);
  }

  private <T> CompletableFuture<T> call(
      String method,
      String path,
      BodyPublisher body,
      String contentType,
      Function<byte[], T> answer) {
    HttpRequest.Builder request = HttpRequest.newBuilder().method(method, body);
    if (body.contentLength() != 0) {
      request.header("Content-Type", contentType);
    }
    return exchange(path, request, ANSWER_WITHIN, BodyHandlers.ofByteArray())
        .thenApply(response -> answer.apply(response.body()));
  }

  /// Makes a call for which an answer is more than its body.
  ///
  /// @param request method, body and headers of its own
  /// @param within how long the headers of the answer may take, the sending of the body included
  /// @param reader of the body, which for a refusal is the body itself
  /// @return an answer of success
  CompletableFuture<HttpResponse<byte[]>> exchange(
      String path, HttpRequest.Builder request, Duration within, BodyHandler<byte[]> reader) {
    request.timeout(within).header("Accept", "application/json, application/problem+json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token.value());
    }
    return place()
        .thenCompose(place -> ServerAddress.reachable(place.resolve(path)))
        .thenCompose(place ->
            reach.http().thenCompose(http -> http.sendAsync(request.uri(place).build(), reader)))
        .handle((response, failure) -> {
          if (failure != null) {
            throw ApiException.noAnswer(reach.address(), failure);
          }
          if (response.statusCode() / 100 != 2) {
            throw learned(refusal(response));
          }
          return response;
        });
  }

  /// A server on this computer is not asked first, and may have got a certificate since.
  private ApiException learned(ApiException failure) {
    if (failure instanceof ApiException.Refused refused
        && ProblemCode.HTTPS_ONLY.wireName().equals(refused.code())) {
      var _ = reach.askedAgain();
    }
    return failure;
  }

  /// Who is signed in on this computer need not wait: nobody listens in on the way.
  private CompletableFuture<ServerAddress> place() {
    ServerAddress known = reach.address();
    return token != null && known.isThisComputer()
        ? CompletableFuture.completedFuture(known)
        : reach.asked();
  }

  private static <T> T read(byte[] bytes, Class<T> type) {
    try {
      T value = ApiJson.MAPPER.readValue(bytes, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException e) {
      throw new ApiException.NotChatter("the answer is not Chatter's", e);
    }
    throw new ApiException.NotChatter("the answer is empty", null);
  }

  private static ApiException refusal(HttpResponse<byte[]> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (response.request().method().equals("HEAD") && type.startsWith("application/problem+json")) {
      // It says what kind of answer there would be, and has none.
      return new ApiException.Refused(
          new Problem(response.statusCode(), null, null, null, null, null, null), null);
    }
    if (!type.startsWith("application/problem+json")) {
      return response.statusCode() == CONTENT_TOO_LARGE
          ? new ApiException.TooLargeOnTheWay()
          : new ApiException.NotChatter("status " + response.statusCode(), null);
    }
    Problem problem = read(response.body(), Problem.class);
    Duration retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(seconds -> seconds.matches("\\d{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(null);
    return new ApiException.Refused(
        new Problem(
            response.statusCode(),
            problem.title(),
            problem.detail(),
            problem.code(),
            problem.field(),
            problem.suggestion(),
            problem.rule()),
        retryAfter);
  }
}
