package chatter.server.web.api;

import chatter.server.web.problem.ProblemException;
import chatter.server.web.problem.Problems;
import chatter.shared.api.ApiJson;
import chatter.shared.api.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// What a call answers: status, headers and the whole body, so that nothing is sent before
/// everything has worked. Immutable.
public final class Answer {
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
  public static Answer json(int status, Object body) {
    return new Answer(status, "application/json", ApiJson.MAPPER.writeValueAsBytes(body), Map.of());
  }

  /// An answer that is not JSON.
  public static Answer bytes(String mediaType, byte[] body) {
    return new Answer(200, mediaType, body, Map.of());
  }

  /// 304.
  public static Answer notModified() {
    return new Answer(304, null, NOTHING, Map.of());
  }

  /// 204.
  public static Answer nothing() {
    return new Answer(204, null, NOTHING, Map.of());
  }

  /// One without a body.
  public static Answer status(int status) {
    return new Answer(status, null, NOTHING, Map.of());
  }

  /// A refusal.
  public static Answer of(ProblemException e) {
    Problem problem = e.problem();
    return new Answer(
        problem.status(),
        Problems.MEDIA_TYPE,
        ApiJson.MAPPER.writeValueAsBytes(problem),
        e.headers());
  }

  /// The same with one more header.
  public Answer with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Answer(status, mediaType, body, more);
  }

  /// How many bytes its body has.
  public int bytes() {
    return body.length;
  }

  /// Sends it. Returns at once, however slowly it is read.
  ///
  /// @param sent runs once when it was read, or never will be
  public void send(HttpServletRequest request, HttpServletResponse response, Runnable sent)
      throws IOException {
    response.setStatus(status);
    headers.forEach(response::setHeader);
    if (mediaType == null) {
      sent.run();
      return;
    }
    response.setContentType(mediaType);
    response.setContentLength(body.length);
    AsyncContext sending = request.startAsync();
    // How long it may take is for the connection to say.
    sending.setTimeout(0);
    sending.addListener(new Sent(sent));
    ServletOutputStream out = response.getOutputStream();
    out.setWriteListener(new Sending(out, sending));
  }

  /// Writes the body when it can be written, without a thread that waits for it.
  private final class Sending implements WriteListener {
    private final ServletOutputStream out;
    private final AsyncContext sending;
    private boolean written;

    private Sending(ServletOutputStream out, AsyncContext sending) {
      this.out = out;
      this.sending = sending;
    }

    @Override
    public void onWritePossible() throws IOException {
      if (!written) {
        written = true;
        out.write(body);
      }
      if (out.isReady()) {
        sending.complete();
      }
    }

    @Override
    public void onError(Throwable hungUp) {
      sending.complete();
    }
  }

  /// Learns that nobody reads any more.
  ///
  /// @param sent what then happens
  private record Sent(Runnable sent) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      sent.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
