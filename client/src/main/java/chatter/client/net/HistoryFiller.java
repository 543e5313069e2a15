package chatter.client.net;

import chatter.client.net.HistoryCopy.Missing;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.socket.EventLoop;
import chatter.shared.api.HistoryPage;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Asks the server for what the copy lacks, while nobody else asks it for anything: a page at a
/// time, and none before the last one has been here for a while. On the loop's thread only, but for
/// `goesFirst`.
final class HistoryFiller {
  /// At least so long from one page to the next.
  static final Duration PAUSE = Duration.ofSeconds(2);

  /// When nothing was missing, or there was no room, it is looked again.
  static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /// So long a call counts as one that is under way.
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Duration SLOWEST = Duration.ofMinutes(5);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final HistoryCopy copy;
  private final EventLoop loop;
  private final History history;

  /// Calls of the person's that are under way.
  private final AtomicInteger others = new AtomicInteger();

  /// Of which the server gave no page since it is there.
  private final Set<Long> refused = new HashSet<>();

  private boolean live;

  /// Whether the copy or the server is being asked.
  private boolean underWay;

  private Duration pause = PAUSE;

  /// What was answered last.
  private Missing last;

  private EventLoop.Alarm alarm;

  /// Asks the server for a page and hands it to the copy.
  interface History {
    CompletableFuture<HistoryPage> ask(long conversation, HistoryQuery query);
  }

  HistoryFiller(HistoryCopy copy, EventLoop loop, History history) {
    this.copy = copy;
    this.loop = loop;
    this.history = history;
  }

  /// While this call is under way, nothing is asked for here. On any thread.
  <T> CompletableFuture<T> goesFirst(CompletableFuture<T> call) {
    others.incrementAndGet();
    // One that is cut off in the middle may never end.
    var _ =
        call.copy()
            .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
            .whenComplete((_, _) -> others.decrementAndGet());
    return call;
  }

  /// The server is there, and everything missed has come.
  void live() {
    live = true;
    refused.clear();
    pause = PAUSE;
    askIn(pause);
  }

  /// The server is not there any more, or not for this login.
  void disconnected() {
    live = false;
    disarm();
  }

  private void disarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  private void askIn(Duration delay) {
    if (live && !underWay) {
      disarm();
      alarm = loop.schedule(delay, this::look);
    }
  }

  private void look() {
    alarm = null;
    if (others.get() > 0) {
      askIn(PAUSE);
      return;
    }
    underWay = true;
    // It never fails.
    var _ = copy.missing(Set.copyOf(refused)).thenAccept(found -> loop.execute(() -> found(found)));
  }

  private void found(Optional<Missing> found) {
    if (!live || found.isEmpty() || others.get() > 0) {
      underWay = false;
      askIn(found.isEmpty() ? LOOK_AGAIN : PAUSE);
      return;
    }
    Missing page = found.get();
    var _ =
        history
            .ask(page.conversation(), page.query())
            .copy()
            .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
            .whenComplete((_, failure) -> loop.execute(() -> answered(page, failure)));
  }

  private void answered(Missing page, Throwable failure) {
    underWay = false;
    if (failure == null) {
      // The copy could not do anything with it yet: it has to wait for entries that are on the way.
      pause = page.equals(last) ? slower() : PAUSE;
      last = page;
    } else if (failure instanceof TimeoutException) {
      pause = slower();
    } else {
      failed(page, ApiException.of(failure));
    }
    askIn(pause);
  }

  private void failed(Missing page, ApiException failure) {
    if (failure instanceof ApiException.Refused no
        && no.status() != TOO_MANY_REQUESTS
        && no.status() != UNAVAILABLE) {
      // The others need not wait for this one.
      refused.add(page.conversation());
      return;
    }
    pause = slower();
    if (failure instanceof ApiException.Refused wait) {
      Duration told = wait.retryAfter().orElse(Duration.ZERO);
      pause = pause.compareTo(told) < 0 ? told : pause;
    }
  }

  private Duration slower() {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(SLOWEST) < 0 ? doubled : SLOWEST;
  }
}
