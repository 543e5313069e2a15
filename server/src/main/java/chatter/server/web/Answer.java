package chatter.server.web;

import chatter.shared.api.ApiJson;
import chatter.shared.api.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// What a call answers: status, headers and the whole body, so that nothing is sent before
/// everything has worked. Immutable.
final class Answer {
  /// RFC 9457.
  static final String PROBLEM_TYPE = "application/problem+json";

  private static final byte[] NOTHING = {};

  private final int status;
  private final String mediaType;
  private final byte[] body;
  private final Map<String, String> headers;

  /// @param mediaType null for an answer without a body
  private Answer(int status, String mediaType, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.mediaType = mediaType;
    this.body = body;
    this.headers = headers;
  }

  /// A JSON answer.
  static Answer json(int status, Object body) {
    return new Answer(status, "application/json", ApiJson.MAPPER.writeValueAsBytes(body), Map.of());
  }

  /// An answer that is not JSON.
  static Answer bytes(String mediaType, byte[] body) {
    return new Answer(200, mediaType, body, Map.of());
  }

  /// 304.
  static Answer notModified() {
    return new Answer(304, null, NOTHING, Map.of());
  }

  /// 204.
  static Answer nothing() {
    return new Answer(204, null, NOTHING, Map.of());
  }

  /// A refusal.
  static Answer of(ProblemException e) {
    Problem problem = e.problem();
    return new Answer(
        problem.status(), PROBLEM_TYPE, ApiJson.MAPPER.writeValueAsBytes(problem), e.headers());
  }

  /// The same with one more header.
  Answer with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Answer(status, mediaType, body, more);
  }

  /// How many bytes its body has.
  int bytes() {
    return body.length;
  }

  /// Sends it. Returns when whoever asked has taken all but the end of it.
  void send(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    headers.forEach(response::setHeader);
    if (mediaType != null) {
      response.setContentType(mediaType);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }
}
