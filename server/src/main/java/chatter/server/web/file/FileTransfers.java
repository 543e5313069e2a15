package chatter.server.web.file;

import chatter.server.conversation.Conversations;
import chatter.server.conversation.SharedFile;
import chatter.server.file.Appending;
import chatter.server.file.Contents;
import chatter.server.file.FileLinks;
import chatter.server.file.FileRefusedException;
import chatter.server.file.PreviewSize;
import chatter.server.file.Uploads;
import chatter.server.metrics.Counter;
import chatter.server.metrics.Metric;
import chatter.server.realtime.transport.RequestTimer;
import chatter.server.session.Caller;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.store.StorageException;
import chatter.server.web.api.EntityTags;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.guard.JettyErrors;
import chatter.server.web.guard.Origins;
import chatter.server.web.guard.RequestTiming;
import chatter.server.web.problem.ProblemException;
import chatter.server.web.problem.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the bytes of files, up and down, without a thread that waits for the network and with
/// one buffer for each at most. Everything else goes on to what comes next.
public final class FileTransfers extends Handler.Wrapper {
  private static final Logger log = LoggerFactory.getLogger(FileTransfers.class);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int BUFFER_BYTES = 64 * 1024;

  /// What is refused is read on for so long and thrown away, or a browser that still sends shows no
  /// answer.
  private static final long DRAINED_BYTES = 8L << 20;

  private final Uploads uploads;
  private final Contents contents;
  private final FileLinks links;
  private final Conversations conversations;
  private final Sessions sessions;
  private final Throttle throttle;
  private final int downloadsAtOnce;
  private final LongSupplier nanoTime;
  private final Map<Long, Integer> downloads = new ConcurrentHashMap<>();
  private final Traffic traffic;

  /// @param downloadsAtOnce of one account
  /// @param nanoTime a monotonic clock
  /// @param traffic where bytes are counted
  public FileTransfers(
      Handler next,
      Files files,
      Throttle throttle,
      int downloadsAtOnce,
      LongSupplier nanoTime,
      Traffic traffic) {
    super(next);
    this.traffic = traffic;
    this.uploads = files.uploads;
    this.contents = files.contents;
    this.links = files.links;
    this.conversations = files.conversations;
    this.sessions = files.sessions;
    this.throttle = throttle;
    this.downloadsAtOnce = downloadsAtOnce;
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getCanonicalPath();
    if (path != null) {
      if (isPatch(request) && path.startsWith(UploadResource.UPLOADS)) {
        new Arrival(request, response, callback).begin(id(path, UploadResource.UPLOADS));
        return true;
      }
      if (path.startsWith(UploadResource.FILES)
          && !path.equals(UploadResource.FILES + "links")
          && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))) {
        answered(
            response,
            callback,
            () -> send(id(path, UploadResource.FILES), request, response, callback));
        return true;
      }
    }
    return super.handle(request, response, callback);
  }

  /// Some programs cannot say it and send `POST` with what they mean.
  private static boolean isPatch(Request request) {
    return request.getMethod().equals("PATCH")
        || (request.getMethod().equals("POST")
            && "PATCH".equals(request.getHeaders().get(UploadResource.METHOD_HEADER)));
  }

  private static String id(String path, String below) {
    return path.substring(below.length()).toLowerCase(Locale.ROOT);
  }

  /// Runs what may be refused.
  private static void answered(Response response, Callback callback, Answering answering) {
    try {
      answering.run();
    } catch (RuntimeException | IOException e) {
      JettyErrors.write(response, problem(e), callback);
    }
  }

  private static ProblemException problem(Exception e) {
    return switch (e) {
      case ProblemException refused -> refused;
      case FileRefusedException refused -> Problems.of(refused);
      case StorageException storage -> {
        log.error("storage: {}", storage.getMessage());
        yield Problems.storage(storage.kind());
      }
      default -> {
        log.error("a file could not be carried", e);
        yield Problems.internal();
      }
    };
  }

  private void send(String id, Request request, Response response, Callback callback)
      throws IOException {
    Fields query = Request.extractQueryParameters(request);
    String signed = query.getValue("link");
    if (!ID.matcher(id).matches() || signed == null) {
      throw Problems.notFound();
    }
    FileLinks.Holder holder = links.verify(id, signed).orElseThrow(Problems::linkEnded);
    if (!sessions.lasts(new Caller(holder.account(), holder.session()))) {
      throw Problems.linkEnded();
    }
    throttle.request(holder.account());
    beginDownload(request, holder.account());
    SharedFile file = conversations.file(holder.account(), id).orElseThrow(Problems::notFound);
    Optional<PreviewSize> size =
        Optional.ofNullable(query.getValue("size")).flatMap(PreviewSize::of);
    Optional<SeekableByteChannel> preview =
        size.isEmpty() ? Optional.empty() : contents.open(file.hash(), size.get());
    SeekableByteChannel channel =
        preview.isPresent()
            ? preview.get()
            : contents.open(file.hash()).orElseThrow(Problems::fileMissing);
    boolean handedOn = false;
    try {
      SentFile sent =
          preview.isPresent()
              ? SentFile.preview(file, size.get(), channel)
              : SentFile.whole(file, query.getValue("save") != null);
      handedOn = send(sent, channel, request, response, callback);
    } finally {
      if (!handedOn) {
        channel.close();
      }
    }
  }

  /// Who reads slowly keeps a file open and a buffer.
  private void beginDownload(Request request, long account) {
    if (downloads.merge(account, 1, Integer::sum) > downloadsAtOnce) {
      endDownload(account);
      throw Problems.tooManyAtOnce();
    }
    Request.addCompletionListener(request, _ -> endDownload(account));
  }

  private void endDownload(long account) {
    downloads.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
  }

  /// @return whether the channel is closed by what was begun
  private boolean send(
      SentFile sent,
      SeekableByteChannel channel,
      Request request,
      Response response,
      Callback callback)
      throws IOException {
    HttpFields asked = request.getHeaders();
    HttpFields.Mutable headers = response.getHeaders();
    sent.describe(headers);
    if (EntityTags.matches(asked.get(HttpHeader.IF_NONE_MATCH), sent.etag())) {
      response.setStatus(304);
      response.write(true, null, callback);
      return false;
    }
    long size = channel.size();
    String condition = asked.get(HttpHeader.IF_RANGE);
    Optional<ByteRange> part =
        condition == null || condition.equals(sent.etag())
            ? ByteRange.of(asked.get(HttpHeader.RANGE), size)
            : Optional.empty();
    if (part.isPresent() && part.get().bytes() == 0) {
      throw Problems.notInRange(size);
    }
    ByteRange all = part.orElse(new ByteRange(0, size));
    response.setStatus(part.isPresent() ? 206 : 200);
    part.ifPresent(range ->
        headers.put(
            HttpHeader.CONTENT_RANGE,
            "bytes " + range.from() + "-" + (range.from() + range.bytes() - 1) + "/" + size));
    headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
    headers.put(HttpHeader.CONTENT_LENGTH, all.bytes());
    if (request.getMethod().equals("HEAD") || all.bytes() == 0) {
      response.write(true, null, callback);
      return false;
    }
    RequestTiming.of(request).mayTakeLong();
    ByteBufferPool.Sized buffers =
        new ByteBufferPool.Sized(request.getComponents().getByteBufferPool(), true, BUFFER_BYTES);
    Callback counting =
        Callback.from(
            () -> {
              traffic.sent.add(all.bytes());
              callback.succeeded();
            },
            callback::failed);
    Callback closing = Callback.from(counting, () -> close(channel));
    Content.copy(Content.Source.from(buffers, channel, all.from(), all.bytes()), response, closing);
    return true;
  }

  private static void close(SeekableByteChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      log.warn("a file that was sent could not be closed", e);
    }
  }

  /// Some bytes of an upload on their way.
  private final class Arrival implements Runnable {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final RequestTimer timer;
    private final AtomicBoolean over = new AtomicBoolean();
    private Appending appending;

    /// Why it is not taken; what still comes is thrown away.
    private ProblemException refusal;

    private long thrownAway;

    private Arrival(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.timer = RequestTiming.of(request);
    }

    private void begin(String id) {
      timer.mayTakeLong();
      timer.awaitBody(nanoTime.getAsLong(), () -> answer(Problems.incomplete()));
      try {
        appending = open(id);
      } catch (RuntimeException e) {
        refusal = problem(e);
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
          // Nothing comes before it is asked for.
          response.getHeaders().put(HttpHeader.CONNECTION, "close");
          answer(refusal);
          return;
        }
      }
      run();
    }

    private Appending open(String id) {
      HttpFields headers = request.getHeaders();
      if (!Origins.allowed(Origins.Call.of(request))) {
        throw Problems.foreignOrigin();
      }
      Session session =
          TokenCheck.token(headers.get(HttpHeader.AUTHORIZATION))
              .flatMap(sessions::resume)
              .orElseThrow(Problems::unauthorized);
      throttle.request(session.account());
      UploadResource.checkVersion(headers.get(UploadResource.VERSION_HEADER));
      if (!"application/offset+octet-stream".equals(headers.get(HttpHeader.CONTENT_TYPE))) {
        throw Problems.notOffsetStream();
      }
      String offset = headers.get(UploadResource.OFFSET_HEADER);
      if (offset == null || !NUMBER.matcher(offset).matches()) {
        throw Problems.badRequest("Upload-Offset is a whole number.");
      }
      Appending opened = uploads.append(session.account(), id, Long.parseLong(offset));
      if (request.getLength() > opened.upload().length() - opened.offset()) {
        opened.close();
        throw Problems.of(
            new FileRefusedException(
                FileRefusedException.Reason.TOO_LARGE, opened.upload().length(), null));
      }
      return opened;
    }

    /// More came. On a thread that may wait for the disk.
    @Override
    public void run() {
      while (!over.get()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          answer(Problems.incomplete());
          return;
        }
        boolean last = chunk.isLast();
        try {
          take(chunk.getByteBuffer());
        } finally {
          chunk.release();
        }
        if (last || thrownAway > DRAINED_BYTES) {
          finish(last);
          return;
        }
      }
    }

    private void take(ByteBuffer bytes) {
      int many = bytes.remaining();
      timer.received(many);
      traffic.received.add(many);
      if (refusal == null) {
        try {
          appending.write(bytes);
        } catch (RuntimeException e) {
          refusal = problem(e);
          close();
        }
      } else {
        thrownAway += many;
      }
    }

    private void finish(boolean whole) {
      timer.bodyArrived();
      if (refusal == null) {
        try {
          long offset = appending.offset();
          boolean complete = appending.isWhole();
          close();
          if (complete) {
            uploads.finish(appending.upload());
          }
          if (over.compareAndSet(false, true)) {
            response.setStatus(204);
            response.getHeaders().put(UploadResource.VERSION_HEADER, UploadResource.VERSION);
            response.getHeaders().put(UploadResource.OFFSET_HEADER, offset);
            response.write(true, null, callback);
          }
          return;
        } catch (RuntimeException e) {
          refusal = problem(e);
        }
      }
      if (!whole) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      answer(refusal);
    }

    /// Ends it with a problem; what was written stays.
    private void answer(ProblemException refused) {
      if (over.compareAndSet(false, true)) {
        timer.bodyArrived();
        close();
        response.getHeaders().put(UploadResource.VERSION_HEADER, UploadResource.VERSION);
        JettyErrors.write(response, refused, callback);
      }
    }

    private void close() {
      if (appending != null) {
        try {
          appending.close();
        } catch (StorageException e) {
          log.error("storage: {}", e.getMessage());
        }
      }
    }
  }

  /// What may be refused.
  @FunctionalInterface
  private interface Answering {
    void run() throws IOException;
  }

  /// What is counted of files.
  ///
  /// @param received bytes that came
  /// @param sent bytes of those that were sent whole
  public record Traffic(Counter received, Counter sent) {
    /// Nothing yet.
    public static Traffic begin() {
      return new Traffic(
          new Counter("chatter_files_received_bytes_total", "Bytes of files that people sent."),
          new Counter(
              "chatter_files_sent_bytes_total",
              "Bytes of files, previews among them, that people got to the end."));
    }

    /// All of them.
    public List<Metric> all() {
      return List.of(received, sent);
    }
  }

  /// Files, and who may have them.
  public record Files(
      Uploads uploads,
      Contents contents,
      FileLinks links,
      Conversations conversations,
      Sessions sessions) {}
}
