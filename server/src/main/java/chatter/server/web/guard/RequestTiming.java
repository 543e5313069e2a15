package chatter.server.web.guard;

import chatter.server.realtime.transport.RequestTimer;
import chatter.server.realtime.transport.TimedEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Tells each connection whose request arrived on it and when that was answered, so that whoever
/// does not get on can be told from whoever waits for the server.
public final class RequestTiming extends Handler.Wrapper {
  private static final String TIMER = RequestTiming.class.getName();

  private final RequestMetrics metrics;

  /// @param metrics where requests are counted
  public RequestTiming(Handler next, RequestMetrics metrics) {
    super(next);
    this.metrics = metrics;
  }

  /// The timer of a request that came this way.
  public static RequestTimer of(Request request) {
    return (RequestTimer) request.getAttribute(TIMER);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    TimedEndPoint socket =
        TimedEndPoint.below(request.getConnectionMetaData().getConnection().getEndPoint());
    RequestTimer timer = socket.requestArrived(ClientAddress.of(request));
    request.setAttribute(TIMER, timer);
    long begun = System.nanoTime();
    Request.addCompletionListener(
        request,
        _ -> {
          socket.requestAnswered(timer);
          metrics.answered(response.getStatus(), System.nanoTime() - begun);
        });
    return super.handle(request, response, callback);
  }
}
