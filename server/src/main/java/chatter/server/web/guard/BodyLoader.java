package chatter.server.web.guard;

import chatter.server.realtime.transport.RequestTimer;
import chatter.server.web.problem.Problems;
import chatter.shared.api.Problem;
import chatter.shared.limits.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/// Hands a request on when its whole body is there, so that no thread waits for somebody who sends
/// slowly. What is too large is read on for a while and thrown away: a browser that is still
/// sending when the connection closes shows "network error" and never the answer.
public final class BodyLoader extends Handler.Wrapper {
  /// No call needs more, but for a picture.
  public static final int JSON_BYTES = 16 * 1024;

  private static final int DRAIN_FACTOR = 4;
  private static final int UPLOADS_PER_ACCOUNT = 2;

  /// The beginning of each body is bounded by how many connections there are. It is enough to sign
  /// in or to join, which nobody must be kept from by others' bodies that never end.
  private static final int NOT_COUNTED = 2 * 1024;

  /// Parts of the memory there is.
  private static final int SHARE_FOR_STRANGERS = 16;

  private static final int SHARE_FOR_UPLOADS = 8;

  private final Executor workers;
  private final LongSupplier nanoTime;
  private final Function<Request, OptionalLong> uploader;
  private final Budget strangers = new Budget(SHARE_FOR_STRANGERS);
  private final Budget uploads = new Budget(SHARE_FOR_UPLOADS);
  private final Map<Long, Integer> uploading = new ConcurrentHashMap<>();

  /// @param workers where requests go on whose body came later; its threads may block
  /// @param nanoTime a monotonic clock
  /// @param uploader the account that may send a picture with that request; empty for every other
  ///   request
  public BodyLoader(
      Handler next,
      Executor workers,
      LongSupplier nanoTime,
      Function<Request, OptionalLong> uploader) {
    super(next);
    this.workers = workers;
    this.nanoTime = nanoTime;
    this.uploader = uploader;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!WebSocketGuard.hasBody(request)) {
      return super.handle(request, response, callback);
    }
    OptionalLong account = uploader.apply(request);
    if (account.isPresent() && !beginUpload(request, account.getAsLong())) {
      JettyErrors.write(response, Problems.busy().problem(), callback);
      return true;
    }
    Loading loading = new Loading(request, response, callback, account.isPresent());
    return loading.isWholeAtOnce() ? loading.serve() : true;
  }

  private boolean beginUpload(Request request, long account) {
    if (uploading.merge(account, 1, Integer::sum) > UPLOADS_PER_ACCOUNT) {
      endUpload(account);
      return false;
    }
    Request.addCompletionListener(request, _ -> endUpload(account));
    return true;
  }

  private void endUpload(long account) {
    uploading.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
  }

  private boolean next(Request loaded, Response response, Callback callback) throws Exception {
    return super.handle(loaded, response, callback);
  }

  /// One body on its way.
  private final class Loading implements Invocable.Task {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Budget budget;
    private final int most;
    private final RequestTimer timer;
    private final AtomicBoolean over = new AtomicBoolean();
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final AtomicLong taken = new AtomicLong();
    private long thrownAway;

    private Loading(Request request, Response response, Callback callback, boolean upload) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.budget = upload ? uploads : strangers;
      this.most = upload ? Limits.AVATAR_BYTES : JSON_BYTES;
      this.timer = RequestTiming.of(request);
      Request.addCompletionListener(request, _ -> budget.give(taken.getAndSet(0)));
    }

    /// Begins to read.
    ///
    /// @return false if the rest comes later, or the request was answered
    private boolean isWholeAtOnce() {
      timer.awaitBody(nanoTime.getAsLong(), () -> refuse(Problems.incomplete().problem()));
      return isWhole();
    }

    /// More came, on the thread that looks after all sockets; it must not block here.
    @Override
    public void run() {
      if (isWhole()) {
        workers.execute(this::serveLater);
      }
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    private boolean isWhole() {
      while (!over.get()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return false;
        }
        if (Content.Chunk.isFailure(chunk)) {
          refuse(problem(chunk.getFailure()));
          return false;
        }
        boolean last = chunk.isLast();
        boolean room = take(chunk.getByteBuffer());
        chunk.release();
        if (!room) {
          refuse(Problems.busy().problem());
          return false;
        }
        if (last || thrownAway > (long) most * DRAIN_FACTOR) {
          timer.bodyArrived();
          if (over.compareAndSet(false, true)) {
            return true;
          }
        }
      }
      // It was refused meanwhile, perhaps between this thread's look and its count.
      budget.give(taken.getAndSet(0));
      return false;
    }

    /// @return false if there is no memory for it
    private boolean take(ByteBuffer bytes) {
      timer.received(bytes.remaining());
      // One more than may be, by which it is seen that there was more.
      int kept = Math.min(bytes.remaining(), most + 1 - body.size());
      if (request.getLength() > most) {
        kept = 0;
      }
      int counted = counted(body.size() + kept) - counted(body.size());
      if (!budget.take(counted)) {
        return false;
      }
      taken.addAndGet(counted);
      thrownAway += bytes.remaining() - kept;
      byte[] copy = new byte[kept];
      bytes.get(copy);
      body.writeBytes(copy);
      return true;
    }

    private static int counted(int size) {
      return Math.max(0, size - NOT_COUNTED);
    }

    /// Answers instead of handing it on.
    private void refuse(Problem problem) {
      if (over.compareAndSet(false, true)) {
        timer.bodyArrived();
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        JettyErrors.write(response, problem, callback);
      }
    }

    private boolean serve() throws Exception {
      byte[] whole = body.toByteArray();
      // This object is there until the answer was read; what it has collected need not be.
      body = null;
      return next(new Loaded(request, whole), response, callback);
    }

    private void serveLater() {
      try {
        if (!serve()) {
          Response.writeError(request, response, callback, 404);
        }
      } catch (Exception e) {
        // Nobody further out is on this thread; the callback leads to them.
        callback.failed(e);
      }
    }

    private static Problem problem(Throwable failure) {
      return failure instanceof HttpException refused && refused.getCode() < 500
          ? Problems.ofStatus(refused.getCode())
          : Problems.incomplete().problem();
    }
  }

  /// A request with the body that came.
  private static final class Loaded extends Request.Wrapper {
    private byte[] body;

    private Loaded(Request request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public Content.Chunk read() {
      if (body == null) {
        return Content.Chunk.EOF;
      }
      ByteBuffer whole = body.length == 0 ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body);
      body = null;
      return Content.Chunk.from(whole, true);
    }

    @Override
    public void demand(Runnable more) {
      more.run();
    }
  }

  /// Memory for bodies. Any thread.
  private static final class Budget {
    private final AtomicLong left;

    private Budget(int share) {
      this.left = new AtomicLong(Runtime.getRuntime().maxMemory() / share);
    }

    private boolean take(long bytes) {
      if (left.addAndGet(-bytes) >= 0) {
        return true;
      }
      left.addAndGet(bytes);
      return false;
    }

    private void give(long bytes) {
      left.addAndGet(bytes);
    }
  }
}
