package chatter.client.net.outbox;

import chatter.client.net.http.ApiException;
import chatter.client.net.http.FileCalls;
import chatter.client.net.socket.Backoff;
import chatter.client.net.socket.EventLoop;
import chatter.shared.api.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Uploads the files of the outbox, one after the other, in pieces; what was cut goes on where the
/// server says that it ended. On the loop's thread only.
public final class OutboxUploader {
  private static final long FIRST_PIECE = 1024L * 1024;
  private static final long LARGEST_PIECE = 8L * 1024 * 1024;
  private static final long SMALLEST_PIECE = 64L * 1024;

  /// A piece that takes longer than that is followed by a smaller one: one that is cut is sent
  /// again in part, and a proxy may wait for no more than a minute.
  private static final Duration LONG = Duration.ofSeconds(10);

  private static final long TELL_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Set<Integer> COME_BACK = Set.of(408, 429, 500, 502, 503, 504);

  private final Outbox outbox;
  private final EventLoop loop;
  private final FileCalls calls;
  private final Backoff backoff;
  private final Listener listener;

  /// The files of which the server was asked since the last interruption how much it has, or told
  /// us.
  private final Set<String> known = new HashSet<>();

  private boolean live;

  /// What is under way; null if nothing is.
  private Task task;

  private EventLoop.Alarm pause = () -> {};
  private boolean paused;
  private long piece = FIRST_PIECE;

  /// No piece is larger, since something in between would refuse it.
  private long largest = LARGEST_PIECE;

  /// What comes of it, on the loop's thread.
  public interface Listener {
    /// So much of a file is on its way or at the server.
    void progress(long conversation, String commandId, OutboxFile file, long sent);

    /// A message's files are all there, or were refused.
    void changed();

    /// The newest `seq` of a conversation that is applied.
    long newest(long conversation);
  }

  /// One call that is under way.
  private static final class Task {
    private final String commandId;
    private final OutboxFile file;
    private CompletableFuture<?> call;

    Task(String commandId, OutboxFile file) {
      this.commandId = commandId;
      this.file = file;
    }
  }

  public OutboxUploader(
      Outbox outbox, EventLoop loop, FileCalls calls, Backoff backoff, Listener listener) {
    this.outbox = outbox;
    this.loop = loop;
    this.calls = calls;
    this.backoff = backoff;
    this.listener = listener;
  }

  /// The server is there.
  public void live() {
    live = true;
    backoff.reset();
    resume();
    pump();
  }

  /// The server is away.
  public void disconnected() {
    live = false;
    resume();
    drop();
  }

  private void resume() {
    pause.cancel();
    paused = false;
  }

  private void drop() {
    known.clear();
    if (task != null) {
      CompletableFuture<?> call = task.call;
      task = null;
      if (call != null) {
        call.cancel(false);
      }
    }
  }

  /// Something was added, or may go again.
  void pump() {
    if (task != null && outbox.waitingEntry(task.commandId).isEmpty()) {
      drop();
    }
    if (live && !paused && task == null) {
      outbox.nextUpload().ifPresent(next -> go(next.entry().commandId(), next.file()));
    }
  }

  /// A message was taken back: what the server has of its files is not wanted.
  void abandon(OutboxEntry entry) {
    pump();
    if (live) {
      entry.files().stream()
          .filter(file -> file.upload() != null)
          .forEach(file -> {
            var _ = calls.abandon(file.upload());
          });
    }
  }

  private void go(String commandId, OutboxFile file) {
    if (!isHere(file)) {
      refuse(commandId, OutboxEntry.FILE_LOST);
    } else if (file.upload() == null) {
      call(
          commandId,
          file,
          calls.announce(file.name(), file.bytes()),
          id -> {
            OutboxFile announced = file.announced(id);
            outbox.uploading(commandId, announced);
            send(commandId, announced, 0);
          });
    } else {
      ask(commandId, file);
    }
  }

  private boolean isHere(OutboxFile file) {
    try {
      return Files.size(outbox.copyOf(file)) == file.bytes();
    } catch (IOException e) {
      return false;
    }
  }

  private void ask(String commandId, OutboxFile file) {
    call(commandId, file, calls.offset(file.upload()), offset -> reached(commandId, file, offset));
  }

  private void reached(String commandId, OutboxFile file, long offset) {
    known.add(file.id());
    tell(commandId, file, offset);
    if (offset < file.bytes()) {
      send(commandId, file, offset);
      return;
    }
    outbox.uploading(commandId, file.arrived());
    listener.changed();
  }

  private void send(String commandId, OutboxFile file, long offset) {
    long length = Math.min(Math.min(piece, largest), file.bytes() - offset);
    long began = loop.nanoTime();
    call(
        commandId,
        file,
        calls.append(file.upload(), offset, outbox.copyOf(file), length, telling(commandId, file)),
        reached -> {
          boolean slow = loop.nanoTime() - began > LONG.toNanos();
          piece = slow ? Math.max(SMALLEST_PIECE, piece / 2) : Math.min(LARGEST_PIECE, piece * 2);
          if (reached > offset) {
            backoff.reset();
          }
          reached(commandId, file, reached);
        });
  }

  /// Tells of the bytes that go out, but not of each.
  private LongConsumer telling(String commandId, OutboxFile file) {
    AtomicLong told = new AtomicLong(loop.nanoTime());
    return sent -> {
      long now = loop.nanoTime();
      if (now - told.get() >= TELL_EVERY) {
        told.set(now);
        loop.execute(() -> {
          if (task != null
              && task.commandId.equals(commandId)
              && task.file.id().equals(file.id())) {
            tell(commandId, file, sent);
          }
        });
      }
    };
  }

  private void tell(String commandId, OutboxFile file, long sent) {
    outbox
        .waitingEntry(commandId)
        .ifPresent(entry -> listener.progress(entry.conversation(), commandId, file, sent));
  }

  private <T> void call(
      String commandId, OutboxFile file, CompletableFuture<T> call, Consumer<T> then) {
    Task now = new Task(commandId, file);
    now.call = call;
    task = now;
    var _ =
        call.whenComplete((answer, failure) ->
            loop.execute(() -> {
              if (task != now) {
                // Given up meanwhile.
                return;
              }
              task = null;
              if (outbox.waitingEntry(commandId).isEmpty()) {
                pump();
              } else if (failure == null) {
                then.accept(answer);
                pump();
              } else {
                failed(commandId, file, failure);
              }
            }));
  }

  private void failed(String commandId, OutboxFile file, Throwable failure) {
    boolean sure = known.remove(file.id());
    switch (ApiException.of(failure)) {
      case ApiException.Refused refused when refused.status() == 401 -> {
        // The login has ended, and whoever has it hears of that.
      }
      case ApiException.Refused refused when refused.status() == 404 && file.upload() != null -> {
        outbox.uploading(commandId, file.announced(null));
        again(sure ? Duration.ZERO : backoff.next());
      }
      case ApiException.Refused refused
          when refused.code().equals(ProblemCode.WRONG_OFFSET.wireName()) ->
          again(backoff.next());
      case ApiException.Refused refused when COME_BACK.contains(refused.status()) ->
          again(refused.retryAfter().orElseGet(backoff::next));
      case ApiException.Refused refused ->
          refuse(commandId, refused.code().isEmpty() ? "unknown" : refused.code());
      case ApiException.TooLargeOnTheWay _ -> {
        if (Math.min(piece, largest) <= SMALLEST_PIECE) {
          refuse(commandId, ProblemCode.TOO_LARGE.wireName());
        } else {
          largest = Math.max(SMALLEST_PIECE, Math.min(piece, largest) / 4);
          again(Duration.ZERO);
        }
      }
      default -> again(backoff.next());
    }
  }

  private void refuse(String commandId, String code) {
    Optional<OutboxEntry> entry = outbox.waitingEntry(commandId);
    entry.ifPresent(one -> {
      outbox.refused(commandId, code, listener.newest(one.conversation()));
      listener.changed();
    });
  }

  private void again(Duration wait) {
    paused = true;
    pause =
        loop.schedule(
            wait,
            () -> {
              paused = false;
              pump();
            });
  }

  /// A message was refused because something that it refers to is not there. If that is a file,
  /// because the upload was too long ago or the server was restored from a backup, it is to be
  /// uploaded again.
  ///
  /// @return whether all of them are there; completes on any thread, and fails with an
  ///   `ApiException` if that could not be found out
  CompletableFuture<Boolean> areThere(OutboxEntry entry) {
    CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
    for (OutboxFile file : entry.files()) {
      all = all.thenCombine(isThere(entry.commandId(), file), (one, two) -> one && two);
    }
    return all;
  }

  private CompletableFuture<Boolean> isThere(String commandId, OutboxFile file) {
    return calls
        .offset(file.upload())
        .handle((_, failure) -> {
          if (failure == null) {
            return true;
          }
          ApiException reason = ApiException.of(failure);
          if (reason instanceof ApiException.Refused refused && refused.status() == 404) {
            outbox.uploading(commandId, file.announced(null));
            return false;
          }
          throw reason;
        });
  }
}
