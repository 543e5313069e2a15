package chatter.server.backup;

import chatter.server.store.RowCheck;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a backup every hour on a thread of its own, if anything changed, until it is closed. What
/// goes wrong is logged once, tried again, and costs the server nothing.
public final class BackupSchedule implements AutoCloseable {
  /// Between two backups.
  public static final Duration EVERY = Duration.ofHours(1);

  /// After one that failed, and after a start: whoever starts a server wants to use it first.
  public static final Duration SOON = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(BackupSchedule.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Source source;
  private final BackupFolder folder;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private volatile boolean closing;
  private volatile String trouble;
  private volatile Instant next;

  // Only the thread of the timer knows these.
  private DatabaseFile watched;
  private int versionOfNewest;
  private Path newest;

  /// Starts it.
  ///
  /// @param source what to back up
  /// @param folder made now if it is not there, and never again: a stick that was pulled out must
  ///   not become a folder on the disk
  public BackupSchedule(Source source, BackupFolder folder, Clock clock) {
    this.source = source;
    this.folder = folder;
    this.clock = clock;
    this.next = clock.instant().plus(SOON);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("backups").factory());
    timer.execute(this::begin);
    // It catches its own exceptions, so there is nothing to learn from the future.
    var _ =
        timer.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// What to back up.
  ///
  /// @param data the folder of a server that runs
  /// @param rows what else to look at in each backup
  /// @param chat which chat a database is of; empty if it does not say
  public record Source(
      Path data, List<RowCheck> rows, Function<DatabaseFile, Optional<String>> chat) {
    public Source {
      rows = List.copyOf(rows);
    }
  }

  /// When it looks next whether there is something to back up.
  public Instant next() {
    return next;
  }

  /// Why the last one could not be taken; empty if all is well.
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void begin() {
    Instant now = clock.instant();
    try {
      folder.make();
      folder.removeAbandoned(now);
      Optional<Instant> last =
          folder.newestFirst().stream().map(BackupFolder.Entry::takenAt).findFirst();
      // One from the future says that some clock is wrong, and nothing about what is due.
      if (last.isPresent() && !last.get().isAfter(now) && last.get().plus(EVERY).isAfter(next)) {
        next = last.get().plus(EVERY);
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void look() {
    Instant now = clock.instant();
    // The second half: the clock was put back, and nobody is to wait until it has caught up.
    if (now.isBefore(next) && !now.isBefore(next.minus(EVERY))) {
      return;
    }
    try {
      take(now);
      next = now.plus(EVERY);
      if (trouble != null) {
        log.info("backups are taken again");
        trouble = null;
      }
    } catch (RuntimeException e) {
      next = now.plus(SOON);
      failed(e);
    }
  }

  private void take(Instant now) {
    if (watched == null) {
      watched = DatabaseFile.in(source.data());
    }
    // Asked first: what is written meanwhile is not surely in it, and makes the next one worth it.
    int version = watched.version();
    if (newest != null && version == versionOfNewest && Files.exists(newest)) {
      return;
    }
    Path before =
        folder.newestFirst().stream().map(BackupFolder.Entry::file).findFirst().orElse(null);
    if (before != null && !before.equals(newest)) {
      mustBeOfThisChat(before);
    }
    Path file = folder.fresh(now, false);
    Optional<BackupContents.Taken> made = write(file, before);
    newest = made.isPresent() ? file : before;
    versionOfNewest = version;
    if (made.isEmpty()) {
      return;
    }
    if (!made.get().missing().isEmpty()) {
      log.warn("not everything is in the backup: {}", String.join("; ", made.get().missing()));
    }
    List<String> faults = made.get().findings().faults();
    if (faults.isEmpty()) {
      folder.thin(Retention.standard(), file, now);
      log.info("backed up to {}", file);
    } else {
      // Nothing is thrown away: an older one may be without them.
      log.warn(
          "backed up to {}; the data itself has faults, so older backups are kept: {}",
          file,
          String.join("; ", faults));
    }
  }

  /// Otherwise two chats would remove each other's, or a new one those of the one that was lost.
  private void mustBeOfThisChat(Path before) {
    Optional<String> there = chat(before);
    Optional<String> here = source.chat().apply(watched);
    if (there.isPresent() && here.isPresent() && !there.equals(here)) {
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "the folder "
              + folder.path()
              + " holds backups of another chat; choose a folder for this one alone",
          null);
    }
  }

  private Optional<String> chat(Path before) {
    try (DatabaseFile database = DatabaseFile.at(before)) {
      return source.chat().apply(database);
    } catch (StorageException e) {
      // It is damaged, which is no reason against a new one.
      log.warn("an older backup cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<BackupContents.Taken> write(Path file, Path before) {
    try {
      return BackupContents.write(source.data(), file, before, source.rows(), () -> closing);
    } catch (StorageException e) {
      // Without the name, which is another one each time: the same trouble is told once.
      throw new StorageException(
          e.kind(), e.getMessage().replace(file.toString(), folder.path().toString()), e);
    }
  }

  private void failed(RuntimeException failure) {
    forget();
    if (closing) {
      log.debug("a backup was broken off, because the server stops", failure);
      return;
    }
    String sentence =
        failure instanceof StorageException told ? told.getMessage() : failure.toString();
    if (!sentence.equals(trouble)) {
      log.warn("no backup could be taken, which is tried again every minute: {}", sentence);
    }
    trouble = sentence;
  }

  /// Breaks off a backup that is being taken, and ends.
  @Override
  public void close() {
    closing = true;
    timer.execute(this::forget);
    timer.shutdown();
    try {
      if (!timer.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("a disk with backups does not answer; stopping without waiting for it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Versions can be compared only as one connection tells them.
  private void forget() {
    newest = null;
    if (watched != null) {
      watched.close();
      watched = null;
    }
  }
}
