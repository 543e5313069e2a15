package chatter.server.file;

import chatter.server.file.FileRefusedException.Reason;
import chatter.server.picture.Previews;
import chatter.server.store.Database;
import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files on their way: announced, sent piece by piece in as many requests as it takes, and at the
/// end stored as a content that a message can name. What was sent survives cuts and restarts, and
/// goes after a day if no message names it. Safe for any thread; calls wait for the disk.
public final class Uploads implements AutoCloseable {
  /// How long an upload may wait for its message, and what counts for the quota of a day.
  public static final Duration LIFE = Duration.ofHours(24);

  private static final Logger log = LoggerFactory.getLogger(Uploads.class);

  /// How many are finished at the same time: each is read once or twice.
  private static final int FINISHED_AT_ONCE = 2;

  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int MOST_WAITS = 20;

  private static final long THUMB_SECONDS = 5;

  private static final Duration CLOSING = Duration.ofSeconds(1);

  /// The others are read again at the end.
  private static final int MOST_HASHES = 1_000;

  private final UploadStore store;
  private final Contents contents;
  private final FileExaminer examiner;
  private final FileLimits limits;
  private final Clock clock;
  private final Path root;

  private final ArrivingFiles arriving;

  /// What was announced and is not there yet, of all together: it has a claim on the disk. Not
  /// looked at where the folder is shared.
  private final AtomicLong awaited = new AtomicLong();

  /// Who is sending, by the upload; its own lock.
  private final Map<String, Appending> open = new HashMap<>();

  /// Hashes of what is on its way, those that went on last; guarded by itself.
  private final Map<String, RunningHash> hashes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RunningHash> eldest) {
          return size() > MOST_HASHES;
        }
      };

  private final Map<String, CompletableFuture<Void>> finishing = new ConcurrentHashMap<>();
  private final Semaphore turns = new Semaphore(FINISHED_AT_ONCE, true);
  private final ExecutorService finishers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("upload-", 0).factory());

  /// @param place where they are, until they are finished
  /// @param contents where finished ones go
  /// @param examiner says what is in them
  public Uploads(
      Database database,
      FilePlace place,
      Contents contents,
      FileExaminer examiner,
      FileLimits limits,
      Clock clock) {
    this.store = new UploadStore(database);
    this.root = place.disk();
    this.arriving = place.arriving(database);
    this.contents = contents;
    this.examiner = examiner;
    this.limits = limits;
    this.clock = clock;
    tidy();
  }

  /// Parts that belong to no upload are from a crash; all others still have a claim.
  private void tidy() {
    List<Upload> unfinished = store.unfinished();
    try {
      awaited.addAndGet(-arriving.tidy(unfinished));
    } catch (IOException e) {
      throw DiskErrors.explained("look through the files that were being sent", e);
    }
    unfinished.forEach(upload -> awaited.addAndGet(upload.length()));
    contents.released();
  }

  /// Announces a file.
  ///
  /// @param name as `FileNames` allows it
  /// @param permission runs in the transaction; what it throws comes from here
  /// @throws FileRefusedException if it is empty or too large, or there is no room for it
  public Upload create(long account, long length, String name, TransactionStep permission) {
    if (length == 0) {
      throw new FileRefusedException(Reason.EMPTY);
    }
    if (length > limits.perFile()) {
      throw new FileRefusedException(Reason.TOO_LARGE, limits.perFile(), null);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Upload upload = new Upload(UUID.randomUUID().toString(), account, length, name, now, false);
    if (!claim(length)) {
      throw new FileRefusedException(Reason.STORAGE_FULL);
    }
    try {
      store.create(upload, limits, now.minus(LIFE), permission);
    } catch (RuntimeException e) {
      awaited.addAndGet(-length);
      throw e;
    }
    return upload;
  }

  /// Whether there is room for that, which is awaited from here on.
  private boolean claim(long length) {
    if (arriving.shared()) {
      // An upload may begin at one server and end at another, so none can count for itself.
      return arriving.hasRoom(length, usable(), store.unfinished());
    }
    if (awaited.addAndGet(length) > usable()) {
      awaited.addAndGet(-length);
      return false;
    }
    return true;
  }

  /// How much of the disk is for files, in bytes.
  private long usable() {
    try {
      return Files.getFileStore(root).getUsableSpace() - limits.free();
    } catch (IOException e) {
      throw DiskErrors.explained("look at the disk of " + root, e);
    }
  }

  /// An upload of the account.
  ///
  /// @throws FileRefusedException `UNKNOWN`
  public Upload find(long account, String id) {
    return store.find(account, id).orElseThrow(() -> new FileRefusedException(Reason.UNKNOWN));
  }

  /// How much of an upload is there, and of it all only when it is stored: whoever still sends is
  /// cut off, because the one who asks wants to go on from there.
  public long offset(Upload upload) {
    if (upload.finished()) {
      return upload.length();
    }
    awaitWhatCame(upload.id());
    takeOver(upload.id());
    long size = arriving.size(upload);
    if (size == upload.length()) {
      finish(upload);
    }
    return size;
  }

  /// A connection that was cut may have left megabytes that are still being written: whoever asks
  /// gets them told, too, as long as they get on.
  private void awaitWhatCame(String id) {
    long last = -1;
    for (int i = 0; i < MOST_WAITS; i++) {
      Appending writing;
      synchronized (open) {
        writing = open.get(id);
      }
      long now = writing == null ? last : writing.offset();
      if (now == last) {
        return;
      }
      last = now;
      LockSupport.parkNanos(WAIT_NANOS);
    }
  }

  /// Goes on with an upload.
  ///
  /// @param offset where the caller thinks that it ended
  /// @throws FileRefusedException `UNKNOWN`, `WRONG_OFFSET`, `TOO_MANY_AT_ONCE` or `STORAGE_FULL`
  public Appending append(long account, String id, long offset) {
    Upload upload = find(account, id);
    if (upload.finished()) {
      throw new FileRefusedException(Reason.WRONG_OFFSET, upload.length(), null);
    }
    while (true) {
      takeOver(id);
      synchronized (open) {
        if (open.containsKey(id)) {
          // Somebody came between.
          continue;
        }
        long beside =
            open.values().stream().filter(other -> other.upload().account() == account).count();
        if (beside >= limits.atOnce()) {
          throw new FileRefusedException(Reason.TOO_MANY_AT_ONCE);
        }
        try {
          return begin(upload, offset);
        } catch (IOException e) {
          throw DiskErrors.explained("write a file that is being sent", e);
        }
      }
    }
  }

  private Appending begin(Upload upload, long offset) throws IOException {
    if (finishing.containsKey(upload.id())) {
      throw new FileRefusedException(Reason.WRONG_OFFSET, arriving.size(upload), null);
    }
    Appending appending =
        new Appending(
            upload,
            arriving.begin(upload, offset),
            this::usable,
            bytes -> awaited.addAndGet(-bytes),
            hash(upload.id()),
            this::closed);
    open.put(upload.id(), appending);
    return appending;
  }

  private RunningHash hash(String id) {
    synchronized (hashes) {
      return hashes.computeIfAbsent(id, _ -> new RunningHash());
    }
  }

  private Optional<String> takeHash(Upload upload) {
    RunningHash running;
    synchronized (hashes) {
      running = hashes.remove(upload.id());
    }
    // What came here need not be what is there: another server may have gone on in between.
    return running == null || arriving.shared() ? Optional.empty() : running.of(upload.length());
  }

  private void closed(Appending appending) {
    synchronized (open) {
      // Not if another took its place.
      open.remove(appending.upload().id(), appending);
    }
  }

  private void takeOver(String id) {
    Appending before;
    synchronized (open) {
      before = open.remove(id);
    }
    // Not under the lock: it may be writing.
    if (before != null) {
      before.takeOver();
    }
  }

  /// Makes a content of an upload that is whole; waits until it is stored. Again and again is the
  /// same as once, also after a crash in the middle.
  public void finish(Upload upload) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> running = finishing.putIfAbsent(upload.id(), mine);
    if (running == null) {
      running = mine;
      finishers.execute(() -> {
        try {
          finishOnce(upload);
          mine.complete(null);
        } catch (IOException e) {
          mine.completeExceptionally(DiskErrors.explained("store a file that was sent", e));
        } catch (Throwable e) {
          mine.completeExceptionally(e);
        } finally {
          finishing.remove(upload.id(), mine);
        }
      });
    }
    try {
      running.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void finishOnce(Upload upload) throws IOException {
    if (isFinished(upload)) {
      return;
    }
    Path part;
    FileExaminer.Examined examined;
    try {
      part = arriving.whole(upload);
      examined = examined(upload, part);
      try {
        StoredContent content = examined.content().withThumb(thumb(examined));
        contents.store(content.hash(), examined.file(), () -> store.finish(upload.id(), content));
      } finally {
        if (!examined.file().equals(part)) {
          Files.deleteIfExists(examined.file());
        }
      }
    } catch (NoSuchFileException e) {
      if (arriving.shared() && isFinished(upload)) {
        // By another server, which was at it too.
        return;
      }
      throw e;
    }
    // Only now: until there is a row, what came is what goes on after a crash.
    arriving.remove(upload.id());
    String hash = examined.content().hash();
    var _ = examined.previews().thenAcceptAsync(made -> keep(hash, made, part), finishers);
  }

  private boolean isFinished(Upload upload) {
    return store.find(upload.account(), upload.id()).map(Upload::finished).orElse(true);
  }

  private FileExaminer.Examined examined(Upload upload, Path part) throws IOException {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(StorageException.Kind.BUSY, "the server stops", e);
    }
    try {
      PrivateFiles.sync(part);
      return examiner.examine(part, upload.account(), takeHash(upload));
    } finally {
      // Nobody's file waits for the previews of somebody's pictures.
      turns.release();
    }
  }

  /// Waited for only so long: the message goes without, and its pictures show nothing for a moment.
  private static String thumb(FileExaminer.Examined examined) {
    try {
      return examined
          .previews()
          .get(THUMB_SECONDS, TimeUnit.SECONDS)
          .map(Previews::thumb)
          .orElse(null);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      log.error("the previews of a picture could not be made", e.getCause());
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void keep(String hash, Optional<Previews> made, Path part) {
    if (made.isPresent()) {
      try {
        contents.store(hash, made.get(), PrivateFiles.part(part, ".preview"));
      } catch (IOException e) {
        // The picture itself is shown instead.
        log.warn("the previews of a picture could not be stored: {}", DiskErrors.reason(e));
      }
    }
  }

  /// Gives up an upload that no message names; what was sent of it goes.
  ///
  /// @throws FileRefusedException `UNKNOWN`
  public void abandon(long account, String id) {
    Upload upload = find(account, id);
    takeOver(id);
    if (!store.abandon(account, id)) {
      throw new FileRefusedException(Reason.UNKNOWN);
    }
    if (!upload.finished()) {
      awaited.addAndGet(arriving.size(upload) - upload.length());
    }
    forget(id);
    contents.released();
  }

  /// Gives up what no message has named for a day.
  public void abandonOld() {
    Map<String, Upload> unfinished = new HashMap<>();
    store.unfinished().forEach(upload -> unfinished.put(upload.id(), upload));
    List<String> old = store.abandonOlder(clock.instant().minus(LIFE));
    for (String id : old) {
      takeOver(id);
      Upload upload = unfinished.get(id);
      if (upload != null) {
        awaited.addAndGet(arriving.size(upload) - upload.length());
      }
      forget(id);
    }
    if (!old.isEmpty()) {
      log.info("{} uploads were never sent as a message and are gone", old.size());
      contents.released();
    }
    arriving.sweep(() -> store.unfinished().stream().map(Upload::id).collect(Collectors.toSet()));
  }

  private void forget(String id) {
    synchronized (hashes) {
      hashes.remove(id);
    }
    arriving.remove(id);
  }

  /// Breaks off what is being finished; whoever asks for it after the next start finishes it.
  @Override
  public void close() {
    finishers.shutdownNow();
    try {
      if (!finishers.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("a file is still being stored; stopping without waiting for it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
