package chatter.server.web.guard;

import chatter.server.health.Standstill;
import chatter.server.web.problem.Problems;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Refuses what came over connections that are older than the last standstill of this server:
/// whoever sent it may have asked another since.
public final class StandstillGuard extends Handler.Wrapper {
  private final Standstill standstill;

  public StandstillGuard(Handler next, Standstill standstill) {
    super(next);
    this.standstill = standstill;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long since = request.getConnectionMetaData().getConnection().getCreatedTimeStamp();
    if (!standstill.isSinceMillis(since)) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    JettyErrors.write(response, Problems.busy().problem(), callback);
    return true;
  }
}
