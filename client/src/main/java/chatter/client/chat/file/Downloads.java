package chatter.client.chat.file;

import chatter.client.chat.message.MessageFile;
import chatter.client.net.http.FileCalls;
import chatter.client.ui.Futures;
import chatter.shared.limits.FileNames;
import chatter.shared.system.HomeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Files saved on this computer: into the folder for downloads, under a name that is free and safe.
/// Nothing is opened by it. JavaFX application thread only.
public final class Downloads {
  private static final String HALF = ".part";

  /// What file systems take, but for a number and `HALF`.
  private static final int MOST_BYTES = FileNames.MOST_BYTES - 16;

  /// How far one is.
  ///
  /// @param got how much is there
  /// @param saved where it is; null while it is under way
  public record State(long got, Path saved) {}

  private final FileCalls calls;
  private final FileLinks links;
  private final Executor ui;
  private final Path folder;
  private final Map<String, ReadOnlyObjectWrapper<State>> states = new HashMap<>();
  private final Map<String, CompletableFuture<Path>> underWay = new HashMap<>();

  public Downloads(FileCalls calls, FileLinks links, Executor ui, Path folder) {
    this.calls = calls;
    this.links = links;
    this.ui = ui;
    this.folder = folder;
  }

  /// Where a browser would save.
  public static Path standardFolder() {
    Path home = Path.of(HomeFolder.path());
    Path downloads = home.resolve("Downloads");
    return Files.isDirectory(downloads) ? downloads : home;
  }

  /// Whether a file could not be saved because the server has it no more.
  public static boolean isGone(Throwable failure) {
    return failure instanceof Pictures.GoneException;
  }

  /// How far the saving of a file is; null while it is not saved.
  ReadOnlyObjectProperty<State> of(MessageFile file) {
    return state(file).getReadOnlyProperty();
  }

  private ReadOnlyObjectWrapper<State> state(MessageFile file) {
    return states.computeIfAbsent(file.id(), _ -> new ReadOnlyObjectWrapper<>());
  }

  /// Where it was saved before; null if it was not, or is not there any more.
  public Path saved(MessageFile file) {
    State now = state(file).get();
    return now != null && now.saved() != null && Files.exists(now.saved()) ? now.saved() : null;
  }

  /// Saves a file, unless it is being saved.
  ///
  /// @param then gets where it is, or why not: a `GoneException` if the server has it no more, a
  ///   `CancellationException` if it was stopped
  public void save(MessageFile file, BiConsumer<Path, Throwable> then) {
    CompletableFuture<Path> running = underWay.get(file.id());
    if (running == null) {
      state(file).set(new State(0, null));
      running = begin(file);
      underWay.put(file.id(), running);
    }
    var _ =
        running.whenCompleteAsync(
            (path, failure) -> {
              underWay.remove(file.id());
              state(file).set(failure == null ? new State(file.bytes(), path) : null);
              then.accept(path, Futures.cause(failure));
            },
            ui);
  }

  /// Stops saving one.
  public void stop(MessageFile file) {
    CompletableFuture<Path> running = underWay.get(file.id());
    if (running != null) {
      running.cancel(false);
    }
  }

  private CompletableFuture<Path> begin(MessageFile file) {
    String name = free(FileNames.safe(file.name()));
    Path half = folder.resolve(name + HALF);
    CompletableFuture<Path> result = new CompletableFuture<>();
    AtomicBoolean telling = new AtomicBoolean();
    CompletableFuture<Void> call = fetch(file, half, result, telling, true);
    var _ =
        call.whenComplete((_, failure) -> {
          try {
            if (failure == null && !result.isDone()) {
              result.complete(named(half, name, FileNames.safe(file.name())));
            } else {
              Files.deleteIfExists(half);
              if (failure != null) {
                result.completeExceptionally(failure);
              }
            }
          } catch (IOException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private CompletableFuture<Void> fetch(
      MessageFile file,
      Path half,
      CompletableFuture<Path> result,
      AtomicBoolean telling,
      boolean first) {
    return links
        .of(file.id())
        .thenCompose(link -> {
          CompletableFuture<Void> call =
              calls.save(
                  link.orElseThrow(Pictures.GoneException::new).save(),
                  half,
                  got -> tell(file, got, telling));
          var _ =
              result.whenComplete((_, failure) -> {
                if (failure != null) {
                  call.cancel(false);
                }
              });
          return call;
        })
        .exceptionallyCompose(failure -> {
          Throwable reason = Futures.cause(failure);
          int status = Pictures.statusOf(reason);
          if (status == 403 && first) {
            return CompletableFuture.completedFuture(null)
                .thenComposeAsync(
                    _ -> {
                      delete(half);
                      links.forget(file.id());
                      return fetch(file, half, result, telling, false);
                    },
                    ui);
          }
          return CompletableFuture.failedFuture(
              status == 404 || status == 410 ? new Pictures.GoneException() : reason);
        });
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Comes for every few bytes; one of them at a time is on its way to the window.
  private void tell(MessageFile file, long got, AtomicBoolean telling) {
    if (telling.compareAndSet(false, true)) {
      ui.execute(() -> {
        telling.set(false);
        if (underWay.containsKey(file.id())) {
          state(file).set(new State(got, null));
        }
      });
    }
  }

  private String free(String name) {
    int number = 1;
    while (Files.exists(folder.resolve(numbered(name, number)))
        || Files.exists(folder.resolve(numbered(name, number) + HALF))) {
      number++;
    }
    return numbered(name, number);
  }

  /// A name with a number before what it ends with, from the second on, and with room for what is
  /// added to it.
  private static String numbered(String safe, int number) {
    int dot = safe.lastIndexOf('.');
    String end = dot > 0 ? safe.substring(dot) : "";
    String stem = safe.substring(0, safe.length() - end.length());
    while ((stem + end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES && stem.length() > 2) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return number == 1 ? stem + end : stem + " (" + number + ")" + end;
  }

  private Path named(Path half, String name, String wanted) throws IOException {
    try {
      return Files.move(half, folder.resolve(name));
    } catch (FileAlreadyExistsException cameMeanwhile) {
      return Files.move(half, folder.resolve(free(wanted)));
    }
  }
}
