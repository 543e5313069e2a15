package chatter.server.web.guard;

import chatter.server.web.problem.ProblemException;
import chatter.server.web.problem.Problems;
import chatter.shared.api.ApiJson;
import chatter.shared.api.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Jetty answers by itself, when a request is no HTTP or a handler fails: a problem with a
/// status and nothing of the request, because its path may hold a token.
public final class JettyErrors extends ErrorHandler {
  private static final Logger log = LoggerFactory.getLogger(JettyErrors.class);

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    if (status >= 500 && cause != null && isOurs(cause)) {
      log.error("a request failed", cause);
    }
    write(response, status, callback);
  }

  /// Whether the program failed, and not a stranger who sends nonsense or hangs up.
  static boolean isOurs(Throwable failure) {
    return !(failure instanceof HttpException || failure instanceof IOException);
  }

  /// Sends the problem for a status, as the whole answer.
  static void write(Response response, int status, Callback callback) {
    write(response, status, Problems.ofStatus(status), callback);
  }

  /// Sends a problem with its headers, as the whole answer.
  public static void write(Response response, ProblemException refused, Callback callback) {
    refused.headers().forEach(response.getHeaders()::put);
    write(response, refused.problem(), callback);
  }

  /// Sends a problem, as the whole answer.
  static void write(Response response, Problem problem, Callback callback) {
    write(response, problem.status(), problem, callback);
  }

  private static void write(Response response, int status, Problem problem, Callback callback) {
    byte[] body = ApiJson.MAPPER.writeValueAsBytes(problem);
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    SecurityHeaders.putAll(headers);
    headers.put(HttpHeader.CONTENT_TYPE, Problems.MEDIA_TYPE);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
