package chatter.client.chat.file;

import chatter.client.chat.message.MessageFile;
import chatter.client.net.PictureCache;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.FileCalls;
import chatter.client.net.outbox.OutboxFile;
import chatter.client.ui.Futures;
import chatter.shared.api.FileLink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.image.Image;

/// The pictures of messages: fetched, unless they are on this computer, and decoded beside the
/// JavaFX application thread, a few at a time and those asked for last first, and kept up to so
/// many pixels. JavaFX application thread only.
public final class Pictures {
  /// What decoded pixels take that are kept, in bytes, beside those that are shown.
  private static final long KEPT_BYTES = 16L * 1024 * 1024;

  private static final int PIXEL = 4;

  /// Pixels of all pictures of one that moves in a message; all of them are held while it does.
  private static final long MOST_MOVING = 4_000_000;

  /// The same in the whole window, one at a time.
  private static final long MOST_MOVING_LARGE = 24_000_000;

  /// What is drawn for all of them: each on the whole canvas, however small it is kept.
  private static final long MOST_DRAWN = 200_000_000;

  private static final int AT_ONCE = 4;

  /// No preview is longer, and no picture that is its own.
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  /// The file is not there any more, or not for the reader.
  static final class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// All its pictures together are more than this computer should hold.
  static final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// How large a picture is wanted.
  enum Size {
    /// In a message.
    SMALL,
    /// In a message on a dense screen, or in the whole window.
    LARGE,
    /// As it was sent, so that it moves; fails with a `TooMuchException` if it would take too much.
    WHOLE
  }

  private record Key(String file, Size size, int width, int height) {}

  private record Request(
      MessageFile file,
      Key key,
      BooleanSupplier wanted,
      Consumer<Image> then,
      Consumer<Throwable> failed) {}

  private final FileCalls calls;
  private final PictureCache cache;
  private final FileLinks links;
  private final Function<OutboxFile, Path> copies;
  private final Executor ui;
  private final ExecutorService decoder =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("pictures").factory());
  private final Map<Key, Image> images = new LinkedHashMap<>(16, 0.75f, true);
  private final Deque<Request> waiting = new ArrayDeque<>();
  private long held;
  private int underWay;

  /// @param cache what is on this computer
  /// @param copies where the copies of files are that wait to be sent
  public Pictures(
      FileCalls calls,
      PictureCache cache,
      FileLinks links,
      Function<OutboxFile, Path> copies,
      Executor ui) {
    this.calls = calls;
    this.cache = cache;
    this.links = links;
    this.copies = copies;
    this.ui = ui;
  }

  /// A picture, in at most so many pixels: at once if it is there, otherwise later.
  ///
  /// @param width its width in pixels; 0 for its own
  /// @param wanted whether it still is when its turn comes
  /// @param failed gets a `GoneException` if it is not there any more
  void get(
      MessageFile file,
      Size size,
      int width,
      int height,
      BooleanSupplier wanted,
      Consumer<Image> then,
      Consumer<Throwable> failed) {
    Key key = new Key(file.id(), size, width, height);
    Image known = images.get(key);
    if (known != null) {
      then.accept(known);
      return;
    }
    waiting.push(new Request(file, key, wanted, then, failed));
    next();
  }

  private void next() {
    while (underWay < AT_ONCE && !waiting.isEmpty()) {
      Request request = waiting.pop();
      if (request.wanted().getAsBoolean()) {
        underWay++;
        begin(request);
      }
    }
  }

  private void begin(Request request) {
    var _ =
        bytes(request)
            .thenApplyAsync(
                found -> {
                  Image image = decoded(found.bytes(), request.file(), request.key());
                  // Only what is a picture: an answer in its place is not to come back.
                  found.fetched().ifPresent(key -> cache.keep(key, found.bytes()));
                  return image;
                },
                decoder)
            .whenCompleteAsync(
                (image, failure) -> {
                  underWay--;
                  if (failure == null) {
                    keep(request.key(), image);
                    request.then().accept(image);
                  } else {
                    request.failed().accept(Futures.cause(failure));
                  }
                  next();
                },
                ui);
  }

  /// What a picture is made of.
  ///
  /// @param fetched under what it may be kept; empty if it is kept already, or is not to be
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Found(byte[] bytes, Optional<PictureCache.Key> fetched) {}

  private CompletableFuture<Found> bytes(Request request) {
    MessageFile file = request.file();
    if (file.waiting()) {
      Path copy = copies.apply(file.copy());
      return CompletableFuture.supplyAsync(() -> new Found(read(copy), Optional.empty()), decoder);
    }
    Size size = request.key().size();
    if (size == Size.WHOLE) {
      return fetched(file, size, true).thenApply(bytes -> new Found(bytes, Optional.empty()));
    }
    PictureCache.Key key =
        new PictureCache.Key(
            file.id(), size == Size.SMALL ? PictureCache.Kind.SMALL : PictureCache.Kind.LARGE);
    return cache
        .find(key)
        .thenComposeAsync(
            kept ->
                kept.map(bytes ->
                        CompletableFuture.completedFuture(new Found(bytes, Optional.empty())))
                    .orElseGet(() ->
                        fetched(file, size, true)
                            .thenApply(bytes -> new Found(bytes, Optional.of(key)))),
            ui);
  }

  private CompletableFuture<byte[]> fetched(MessageFile file, Size size, boolean first) {
    return links
        .of(file.id())
        .thenCompose(
            link -> calls.fetch(path(link.orElseThrow(GoneException::new), size), MOST_BYTES))
        .exceptionallyCompose(failure -> {
          int status = statusOf(Futures.cause(failure));
          if (status == 403 && first) {
            return CompletableFuture.completedFuture(null)
                .thenComposeAsync(
                    _ -> {
                      links.forget(file.id());
                      return fetched(file, size, false);
                    },
                    ui);
          }
          return CompletableFuture.failedFuture(
              status == 404 || status == 410 ? new GoneException() : Futures.cause(failure));
        });
  }

  static int statusOf(Throwable failure) {
    return failure instanceof ApiException.Refused refused ? refused.status() : 0;
  }

  private static String path(FileLink link, Size size) {
    return switch (size) {
      case SMALL -> link.small();
      case LARGE -> link.large();
      case WHOLE -> link.url();
    };
  }

  private static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Image decoded(byte[] bytes, MessageFile file, Key key) {
    if (key.size() == Size.WHOLE) {
      long width = key.width() == 0 ? file.width() : key.width();
      long height = key.height() == 0 ? file.height() : key.height();
      long most = key.width() == 0 ? MOST_MOVING_LARGE : MOST_MOVING;
      long frames = GifFrames.count(bytes);
      long canvas = (long) file.width() * file.height();
      if (width * height * frames > most || canvas * frames > MOST_DRAWN) {
        throw new TooMuchException();
      }
    }
    Image image =
        file.waiting()
            ? UprightPicture.of(bytes, key.width(), key.height())
            : new Image(new ByteArrayInputStream(bytes), key.width(), key.height(), true, true);
    if (image.isError()) {
      throw new CompletionException(image.getException());
    }
    return image;
  }

  private static long bytesOf(Image image) {
    return (long) (image.getWidth() * image.getHeight() * PIXEL);
  }

  private void keep(Key key, Image image) {
    if (key.size() == Size.WHOLE || bytesOf(image) > KEPT_BYTES / 2) {
      // One at a time is looked at, and whoever shows it has it.
      return;
    }
    Image before = images.put(key, image);
    held += bytesOf(image) - (before == null ? 0 : bytesOf(before));
    var eldest = images.entrySet().iterator();
    while (held > KEPT_BYTES && eldest.hasNext()) {
      held -= bytesOf(eldest.next().getValue());
      eldest.remove();
    }
  }

  /// What decoded pixels take that are kept, in bytes.
  public long held() {
    return held;
  }

  /// Ends its thread.
  public void close() {
    decoder.shutdownNow();
    waiting.clear();
  }
}
