package chatter.server.web;

import chatter.shared.api.ApiJson;
import chatter.shared.api.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What Jetty answers by itself, when a request is no HTTP or a handler fails: a problem with a
/// status and nothing of the request, because its path may hold a token.
final class JettyErrors extends ErrorHandler {
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
    byte[] body = fill(status, response.getHeaders());
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static byte[] fill(int status, HttpFields.Mutable headers) {
    Problem problem = Problems.ofStatus(status);
    byte[] body = ApiJson.MAPPER.writeValueAsBytes(problem);
    SecurityHeaders.putAll(headers);
    headers.put(HttpHeader.CONTENT_TYPE, Answer.PROBLEM_TYPE);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    return body;
  }
}
