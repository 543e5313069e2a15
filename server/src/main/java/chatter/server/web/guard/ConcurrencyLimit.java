package chatter.server.web.guard;

import chatter.server.web.problem.Problems;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Bounds how many requests are worked on at once; the others wait here, on threads that cost next
/// to nothing. Nothing that is worked on waits for the network: bodies are there already, and
/// answers are sent without a thread.
public final class ConcurrencyLimit extends Handler.Wrapper {
  private static final int AT_ONCE = 512;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Semaphore free = new Semaphore(AT_ONCE, true);
  private final Predicate<String> beside;

  /// @param beside paths that never wait here
  public ConcurrencyLimit(Handler next, Predicate<String> beside) {
    super(next);
    this.beside = beside;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getCanonicalPath();
    if (path != null && beside.test(path)) {
      return super.handle(request, response, callback);
    }
    if (!free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      JettyErrors.write(response, Problems.busy().problem(), callback);
      return true;
    }
    try {
      return super.handle(request, response, callback);
    } finally {
      free.release();
    }
  }
}
