package chatter.client.net.http;

import chatter.shared.api.ApiJson;
import chatter.shared.api.FileLink;
import chatter.shared.api.FileLinksRequest;
import chatter.shared.api.FileLinksResponse;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// Files by tus and by links.
final class FileApi implements FileCalls {
  private static final String UPLOADS = "/api/uploads";
  private static final String FILES = "/api/files/";
  private static final String OFFSET = "Upload-Offset";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /// A piece may be slow; what of it has arrived by then stays.
  private static final Duration PIECE_WITHIN = Duration.ofMinutes(2);

  private final HttpCalls calls;
  private final HttpCalls open;
  private final AccountApi.Watch watch;

  /// @param open calls that carry no login: a link has what it needs
  FileApi(HttpCalls calls, HttpCalls open, AccountApi.Watch watch) {
    this.calls = calls;
    this.open = open;
    this.watch = watch;
  }

  @Override
  public CompletableFuture<String> announce(String name, long bytes) {
    String encoded = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        tus("POST", BodyPublishers.noBody())
            .header("Upload-Length", Long.toString(bytes))
            .header("Upload-Metadata", "filename " + encoded);
    return asked(UPLOADS, request, ANSWER_WITHIN, FileApi::created);
  }

  private static String created(HttpResponse<byte[]> answer) {
    String place = answer.headers().firstValue("Location").orElse("");
    String id = place.substring(place.lastIndexOf('/') + 1);
    if (!ID.matcher(id).matches()) {
      throw new ApiException.NotChatter("an upload without a place", null);
    }
    return id;
  }

  @Override
  public CompletableFuture<Long> offset(String upload) {
    return asked(
        UPLOADS + "/" + upload,
        tus("HEAD", BodyPublishers.noBody()),
        ANSWER_WITHIN,
        FileApi::offsetOf);
  }

  private static long offsetOf(HttpResponse<?> answer) {
    String offset = answer.headers().firstValue(OFFSET).orElse("");
    if (!NUMBER.matcher(offset).matches()) {
      throw new ApiException.NotChatter("an upload without its offset", null);
    }
    return Long.parseLong(offset);
  }

  @Override
  public CompletableFuture<Long> append(
      String upload, long offset, Path file, long length, LongConsumer sent) {
    Wish<Long> wish = new Wish<>();
    BodyPublisher bytes =
        BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> piece(file, offset, length, sent, wish)), length);
    HttpRequest.Builder request =
        tus("PATCH", bytes)
            .header(OFFSET, Long.toString(offset))
            .header("Content-Type", "application/offset+octet-stream");
    return wish.after(
        asked(UPLOADS + "/" + upload, request, PIECE_WITHIN, answer -> offsetOf(answer)));
  }

  private static InputStream piece(
      Path file, long offset, long length, LongConsumer sent, Wish<?> wish) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new Piece(
          Channels.newInputStream(channel.position(offset)), offset, length, sent, wish);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletableFuture<Void> abandon(String upload) {
    return asked(
        UPLOADS + "/" + upload,
        tus("DELETE", BodyPublishers.noBody()),
        ANSWER_WITHIN,
        answer -> null);
  }

  @Override
  public CompletableFuture<List<FileLink>> links(List<String> files) {
    byte[] body = ApiJson.MAPPER.writeValueAsBytes(new FileLinksRequest(files));
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .method("POST", BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/json");
    return asked(FILES + "links", request, ANSWER_WITHIN, FileApi::linksIn);
  }

  private static List<FileLink> linksIn(HttpResponse<byte[]> answer) {
    try {
      FileLinksResponse read = ApiJson.MAPPER.readValue(answer.body(), FileLinksResponse.class);
      if (read != null) {
        return read.links();
      }
    } catch (JacksonException e) {
      throw new ApiException.NotChatter("the answer is not Chatter's", e);
    }
    throw new ApiException.NotChatter("the answer is empty", null);
  }

  @Override
  public CompletableFuture<byte[]> fetch(String link, int most) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Wish<byte[]> wish = new Wish<>();
    return wish.after(
        follow(link, into(bytes, most, _ -> {}, wish)).thenApply(answer -> bytes.toByteArray()));
  }

  @Override
  public CompletableFuture<Void> save(String link, Path to, LongConsumer got) {
    OutputStream file;
    try {
      file = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    Wish<Void> wish = new Wish<>();
    return wish.after(
        follow(link, into(file, Long.MAX_VALUE, got, wish))
            .handle((answer, failure) -> {
              try {
                file.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              if (failure != null) {
                throw ApiException.of(failure);
              }
              return null;
            }));
  }

  private CompletableFuture<HttpResponse<byte[]>> follow(String link, BodyHandler<byte[]> reader) {
    // The path comes from the server; it must not lead a call elsewhere.
    return link.startsWith(FILES)
        ? open.exchange(link, HttpRequest.newBuilder().GET(), ANSWER_WITHIN, reader)
        : CompletableFuture.failedFuture(new ApiException.NotChatter("not a file's path", null));
  }

  /// A body of success goes into `out`, any other is the answer's.
  private static BodyHandler<byte[]> into(
      OutputStream out, long most, LongConsumer got, Wish<?> wish) {
    return info ->
        info.statusCode() / 100 == 2
            ? new Writing(out, most, got, wish)
            : BodyHandlers.ofByteArray().apply(info);
  }

  private static HttpRequest.Builder tus(String method, BodyPublisher body) {
    return HttpRequest.newBuilder().method(method, body).header("Tus-Resumable", "1.0.0");
  }

  private <T> CompletableFuture<T> asked(
      String path,
      HttpRequest.Builder request,
      Duration within,
      Function<HttpResponse<byte[]>, T> answer) {
    return watch.over(
        calls.exchange(path, request, within, BodyHandlers.ofByteArray()).thenApply(answer));
  }

  /// What a caller waits for, as long as it does.
  private static final class Wish<T> {
    private volatile CompletableFuture<T> result;

    boolean over() {
      return result != null && result.isCancelled();
    }

    CompletableFuture<T> after(CompletableFuture<T> call) {
      // Another future, so that the call goes on being watched when this one is cancelled.
      result = call.copy();
      return result;
    }
  }

  /// Some bytes of a file on their way to the network.
  private static final class Piece extends FilterInputStream {
    private final LongConsumer sent;
    private final Wish<?> wish;
    private long place;
    private long left;

    Piece(InputStream in, long place, long left, LongConsumer sent, Wish<?> wish) {
      super(in);
      this.place = place;
      this.left = left;
      this.sent = sent;
      this.wish = wish;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (wish.over()) {
        throw new IOException("given up");
      }
      if (left == 0) {
        return -1;
      }
      int read = super.read(into, from, (int) Math.min(left, length));
      if (read > 0) {
        left -= read;
        place += read;
        sent.accept(place);
      }
      return read;
    }
  }

  /// Bytes from the network on their way to where they are kept.
  private static final class Writing implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();
    private final OutputStream out;
    private final long most;
    private final LongConsumer got;
    private final Wish<?> wish;
    private Flow.Subscription subscription;
    private long written;

    Writing(OutputStream out, long most, LongConsumer got, Wish<?> wish) {
      this.out = out;
      this.most = most;
      this.got = got;
      this.wish = wish;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      try {
        for (ByteBuffer buffer : buffers) {
          byte[] bytes = new byte[buffer.remaining()];
          buffer.get(bytes);
          written += bytes.length;
          if (wish.over() || written > most) {
            throw new IOException(wish.over() ? "given up" : "longer than it may be");
          }
          out.write(bytes);
        }
        got.accept(written);
        subscription.request(1);
      } catch (IOException e) {
        subscription.cancel();
        done.completeExceptionally(e);
      }
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      done.complete(new byte[0]);
    }
  }
}
