package chatter.server.web.guard;

import java.io.IOException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Outermost: answers for whatever fails further in. Jetty would do so too, but it would write the
/// whole address to the log, and a websocket's address holds the token.
public final class ErrorBoundary extends Handler.Wrapper {
  private static final Logger log = LoggerFactory.getLogger(ErrorBoundary.class);

  public ErrorBoundary(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Callback guarded =
        Callback.from(callback::succeeded, failure -> answer(response, callback, failure));
    try {
      return super.handle(request, response, guarded);
    } catch (Exception e) {
      answer(response, callback, e);
      return true;
    }
  }

  private static void answer(Response response, Callback callback, Throwable failure) {
    if (failure instanceof IOException || response.isCommitted()) {
      // Whoever asked has hung up, or gets half an answer; there is nobody to tell.
      log.debug("a connection broke: {}", failure.getClass().getName());
      callback.failed(failure);
      return;
    }
    int status = failure instanceof HttpException refused ? refused.getCode() : 500;
    if (JettyErrors.isOurs(failure)) {
      log.error("a request failed", failure);
    }
    response.reset();
    JettyErrors.write(response, status, callback);
  }
}
