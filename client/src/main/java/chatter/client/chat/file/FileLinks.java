package chatter.client.chat.file;

import chatter.client.net.http.FileCalls;
import chatter.shared.api.FileLink;
import chatter.shared.limits.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Links to files, asked for in one call for all that are wanted in one moment, and kept as long as
/// they are good. JavaFX application thread only.
public final class FileLinks {
  /// The server's are good for an hour.
  private static final Duration GOOD_FOR = Duration.ofMinutes(50);

  private static final int KEPT = 2_000;

  private record Known(FileLink link, Instant until) {}

  private final FileCalls calls;
  private final Executor ui;
  private final Clock clock;
  private final Map<String, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > KEPT;
        }
      };
  private final Map<String, CompletableFuture<Optional<FileLink>>> wanted = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<Optional<FileLink>>> asked = new HashMap<>();

  public FileLinks(FileCalls calls, Executor ui, Clock clock) {
    this.calls = calls;
    this.ui = ui;
    this.clock = clock;
  }

  /// The links of a file, on this thread; nothing if it is not there any more, or not for the
  /// reader. Fails with an `ApiException`.
  CompletableFuture<Optional<FileLink>> of(String file) {
    Known now = known.get(file);
    if (now != null && clock.instant().isBefore(now.until())) {
      return CompletableFuture.completedFuture(Optional.of(now.link()));
    }
    if (asked.containsKey(file)) {
      return asked.get(file);
    }
    if (wanted.isEmpty()) {
      // Once for all that a page shows.
      ui.execute(this::ask);
    }
    return wanted.computeIfAbsent(file, _ -> new CompletableFuture<>());
  }

  /// A link does not work any more.
  void forget(String file) {
    known.remove(file);
  }

  private void ask() {
    List<String> ids = new ArrayList<>(wanted.keySet());
    asked.putAll(wanted);
    wanted.clear();
    for (int from = 0; from < ids.size(); from += Limits.FILE_LINKS) {
      List<String> some =
          List.copyOf(ids.subList(from, Math.min(ids.size(), from + Limits.FILE_LINKS)));
      Instant until = clock.instant().plus(GOOD_FOR);
      var _ =
          calls
              .links(some)
              .whenCompleteAsync((links, failure) -> answered(some, links, failure, until), ui);
    }
  }

  private void answered(List<String> ids, List<FileLink> links, Throwable failure, Instant until) {
    Map<String, FileLink> given = new HashMap<>();
    if (failure == null) {
      links.forEach(link -> {
        given.put(link.file(), link);
        known.put(link.file(), new Known(link, until));
      });
    }
    for (String id : ids) {
      CompletableFuture<Optional<FileLink>> waiting = asked.remove(id);
      if (failure == null) {
        waiting.complete(Optional.ofNullable(given.get(id)));
      } else {
        waiting.completeExceptionally(failure);
      }
    }
  }
}
