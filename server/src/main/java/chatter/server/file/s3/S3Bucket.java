package chatter.server.file.s3;

import chatter.server.store.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is in a bucket, by the S3 API. Safe for any thread; each call waits for the network, but
/// never for ever, and fails at once for a moment after a failure, so that nobody waits in a queue
/// for what is away. What goes wrong is a `StorageException`: `FULL` or `BUSY`, with a sentence.
public final class S3Bucket implements AutoCloseable {
  /// More cannot be put at once; Amazon's bound.
  public static final long MOST_BYTES = 5_000_000_000L;

  private static final Logger log = LoggerFactory.getLogger(S3Bucket.class);

  private static final Duration CONNECTING = Duration.ofSeconds(3);
  private static final Duration ANSWERING = Duration.ofSeconds(15);
  private static final Duration REST = Duration.ofSeconds(1);

  /// Who gets on more slowly is taken to be away.
  private static final long SLOWEST_BYTES_PER_SECOND = 512 * 1024;

  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 100;
  private static final int AT_ONCE = 64;
  private static final long TURN_SECONDS = 5;

  /// Of what a server says of a failure.
  private static final int MOST_SAID_BYTES = 64 * 1024;

  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,64})</Code>");
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");
  private static final Set<String> FULL =
      Set.of(
          "QuotaExceeded",
          "XMinioStorageFull",
          "XMinioAdminBucketQuotaExceeded",
          "InsufficientStorage");

  private final S3Address address;
  private final Duration answering;
  private final Duration rest;
  private final S3Signer signer;
  private final HttpClient client;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final AtomicBoolean away = new AtomicBoolean();
  private volatile long triedAgainAt;

  /// Connects to nothing yet.
  public S3Bucket(S3Address address) {
    this(address, Clock.systemUTC(), ANSWERING, REST);
  }

  /// @param clock says when requests are signed, which whoever gets them compares with its own
  /// @param answering how long a small answer may take
  /// @param rest how long it is not asked after it did not answer
  S3Bucket(S3Address address, Clock clock, Duration answering, Duration rest) {
    this.rest = rest;
    this.address = address;
    this.answering = answering;
    this.signer = new S3Signer(address.credentials(), address.region(), clock);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTING)
            .executor(
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("s3-", 0).factory()))
            .build();
    this.triedAgainAt = System.nanoTime();
  }

  /// Some bytes of what has a name.
  ///
  /// @param bytes from its beginning to its end
  /// @param from the first of them
  /// @param total how many there are of it in all
  record Block(ByteBuffer bytes, long from, long total) {
    private static Block of(byte[] bytes, long from, long total) {
      return new Block(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), from, total);
    }
  }

  /// Which bucket it is, to be told to whoever runs the server.
  public S3Address address() {
    return address;
  }

  /// Opens what has that name, to be read a block at a time: who reads slowly keeps no connection.
  /// Empty if there is nothing.
  public Optional<SeekableByteChannel> open(String key) {
    return get(key, 0, S3Channel.FIRST_BYTES).map(first -> new S3Channel(this, key, first));
  }

  /// Reads all of something small.
  ///
  /// @param most how many bytes of it at most
  public Optional<byte[]> read(String key, int most) {
    return get(key, 0, most)
        .map(block -> {
          byte[] bytes = new byte[block.bytes().capacity()];
          block.bytes().get(0, bytes);
          return bytes;
        });
  }

  /// Reads some bytes; empty if there is nothing of that name.
  Optional<Block> get(String key, long from, int most) {
    Map<String, String> headers = Map.of("Range", "bytes=" + from + "-" + (from + most - 1));
    HttpResponse<byte[]> answer =
        ask("GET", key, headers, S3Body.NONE, Math.max(most, MOST_SAID_BYTES));
    return switch (answer.statusCode()) {
      case 206 -> {
        Matcher range =
            CONTENT_RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
        if (!range.matches()
            || Long.parseLong(range.group(1)) != from
            || Long.parseLong(range.group(2)) - from + 1 != answer.body().length) {
          throw failed("answers for another part than was asked for", null);
        }
        yield Optional.of(Block.of(answer.body(), from, Long.parseLong(range.group(3))));
      }
      case 200 -> {
        // Some say so of all there is.
        if (from != 0 || answer.body().length > most) {
          throw failed("knows no parts of what it has", null);
        }
        yield Optional.of(Block.of(answer.body(), 0, answer.body().length));
      }
      case 404 -> {
        mustBeTheObject(answer);
        yield Optional.empty();
      }
      default -> throw refused(answer);
    };
  }

  /// How long what has that name is; empty if there is nothing.
  public OptionalLong length(String key) {
    HttpResponse<byte[]> answer = ask("HEAD", key, Map.of(), S3Body.NONE, MOST_SAID_BYTES);
    return switch (answer.statusCode()) {
      case 200 ->
          OptionalLong.of(
              answer
                  .headers()
                  .firstValueAsLong("Content-Length")
                  .orElseThrow(() -> failed("does not say how long something is", null)));
      case 404 -> OptionalLong.empty();
      default -> throw refused(answer);
    };
  }

  /// Puts some bytes in the place of whatever has that name.
  public void put(String key, byte[] bytes) {
    put(key, S3Body.of(bytes));
  }

  /// The same with a part of a file, which is not held on the heap.
  public void put(String key, Path file, long from, long bytes) {
    put(key, S3Body.of(file, from, bytes));
  }

  private void put(String key, S3Body body) {
    HttpResponse<byte[]> answer = ask("PUT", key, Map.of(), body, MOST_SAID_BYTES);
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
  }

  /// Removes what has that name, if anything has.
  public void remove(String key) {
    HttpResponse<byte[]> answer = ask("DELETE", key, Map.of(), S3Body.NONE, MOST_SAID_BYTES);
    if (answer.statusCode() == 404) {
      mustBeTheObject(answer);
    } else if (answer.statusCode() != 204 && answer.statusCode() != 200) {
      throw refused(answer);
    }
  }

  /// Each of these can be asked again without harm.
  private HttpResponse<byte[]> ask(
      String method, String key, Map<String, String> headers, S3Body body, int most) {
    if (away.get() && System.nanoTime() - triedAgainAt < 0) {
      throw failed("was away a moment ago", null);
    }
    try {
      if (!turns.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
        throw failed("is slow: too many are waiting for it", null);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      for (int failures = 1; ; failures++) {
        try {
          HttpResponse<byte[]> answer = askOnce(method, address.at(key), headers, body, most);
          if (!passes(answer) || failures == TRIES) {
            here();
            return answer;
          }
          log.debug("{} answers {}", address, answer.statusCode());
        } catch (IOException e) {
          if (failures == TRIES || e instanceof HttpTimeoutException) {
            throw gone(e);
          }
          log.debug("{} failed once", address, e);
        }
        pause(failures);
      }
    } finally {
      turns.release();
    }
  }

  private HttpResponse<byte[]> askOnce(
      String method, URI uri, Map<String, String> headers, S3Body body, int most)
      throws IOException {
    Queue<InputStream> opened = new ConcurrentLinkedQueue<>();
    try {
      HttpRequest.Builder request =
          signer.signed(method, uri, headers, () -> noted(body.open(), opened));
      request.method(
          method,
          body.bytes() == 0
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.fromPublisher(
                  HttpRequest.BodyPublishers.ofInputStream(() -> noted(body.open(), opened)),
                  body.bytes()));
      Duration patience = answering.plusSeconds((body.bytes() + most) / SLOWEST_BYTES_PER_SECOND);
      CompletableFuture<HttpResponse<byte[]>> asked =
          client.sendAsync(
              request.timeout(patience).build(),
              HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), most));
      return answered(asked, patience);
    } finally {
      for (InputStream each : opened) {
        each.close();
      }
    }
  }

  private static InputStream noted(InputStream stream, Queue<InputStream> opened) {
    opened.add(stream);
    return stream;
  }

  /// What is asked for need not come, though its beginning did.
  private static HttpResponse<byte[]> answered(
      CompletableFuture<HttpResponse<byte[]>> asked, Duration patience) throws IOException {
    try {
      return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new HttpTimeoutException("no answer in " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      asked.cancel(true);
      throw interrupted(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case UncheckedIOException io -> throw io.getCause();
        case StorageException disk -> throw disk;
        case RuntimeException other -> throw other;
        default -> throw new IOException(e.getCause());
      }
    }
  }

  /// Whether it may be otherwise in a moment.
  private static boolean passes(HttpResponse<byte[]> answer) {
    return switch (answer.statusCode()) {
      case 429, 500, 502, 503, 504 -> true;
      // It was changed on its way.
      case 400 ->
          Set.of("XAmzContentSHA256Mismatch", "BadDigest", "RequestTimeout").contains(code(answer));
      default -> false;
    };
  }

  private static void pause(int failures) {
    long most = PAUSE_MILLIS << (2 * (failures - 1));
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(most / 2, most)));
  }

  private void here() {
    if (away.compareAndSet(true, false)) {
      log.info("{} answers again", address);
    }
  }

  private StorageException gone(IOException e) {
    triedAgainAt = System.nanoTime() + rest.toNanos();
    StorageException told = failed(reason(e), e);
    if (away.compareAndSet(false, true)) {
      log.warn("{}; files can be neither sent nor shown until it does", told.getMessage());
    }
    return told;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case SSLException _ ->
          "does not prove who it is, or speaks no TLS: "
              + e.getMessage()
              + "; its certificate must be vouched for by an authority that Java trusts";
      case HttpConnectTimeoutException _ -> "does not answer";
      case ConnectException _ -> "does not answer: nothing listens there, or there is no such host";
      case HttpTimeoutException _ -> "does not answer in time";
      default -> "breaks off: " + (e.getMessage() == null ? e.toString() : e.getMessage());
    };
  }

  private StorageException failed(String what, Throwable cause) {
    return new StorageException(StorageException.Kind.BUSY, address + " " + what, cause);
  }

  private static StorageException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StorageException(StorageException.Kind.BUSY, "the server stops", e);
  }

  /// If the bucket is not there, nothing of what it says of an object is true.
  private void mustBeTheObject(HttpResponse<byte[]> answer) {
    if (code(answer).equals("NoSuchBucket")) {
      throw refused(answer);
    }
  }

  private static String code(HttpResponse<byte[]> answer) {
    Matcher code = CODE.matcher(new String(answer.body(), StandardCharsets.UTF_8));
    return code.find() ? code.group(1) : "";
  }

  private StorageException refused(HttpResponse<byte[]> answer) {
    String code = code(answer);
    if (answer.statusCode() == 507 || FULL.contains(code)) {
      return new StorageException(StorageException.Kind.FULL, address + " is full", null);
    }
    return failed(refusal(answer.statusCode(), code), null);
  }

  private String refusal(int status, String code) {
    String said = " (" + status + (code.isEmpty() ? "" : " " + code) + ")";
    return switch (code) {
      case "NoSuchBucket" -> "has no bucket of that name; make it, or name another" + said;
      case "RequestTimeTooSkewed" ->
          "has another time than this computer; set the clock of the one that is wrong" + said;
      case "InvalidAccessKeyId", "SignatureDoesNotMatch" ->
          "does not know the credentials; look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
              + said;
      case "ExpiredToken", "InvalidToken" ->
          "does not take AWS_SESSION_TOKEN, or not any more; get another" + said;
      case "AuthorizationHeaderMalformed",
          "PermanentRedirect",
          "IllegalLocationConstraintException" ->
          "is in another region; name it with region=" + said;
      default ->
          switch (status) {
            case 301, 307, 308 -> "is elsewhere; look at endpoint= and region=" + said;
            case 401, 403 ->
                "does not allow it; the credentials need s3:GetObject, s3:PutObject and"
                    + " s3:DeleteObject on what is in the bucket, and s3:ListBucket on it"
                    + said;
            default -> "fails" + said;
          };
    };
  }

  /// Breaks off what is being asked.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
