package chatter.server.file;

import chatter.server.picture.Preview;
import chatter.server.picture.Previews;
import chatter.server.store.Database;
import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contents of files, each once, however many files are of it, and as long as one is. Safe for
/// any thread.
public final class Contents implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Contents.class);

  private final UploadStore rows;
  private final FileStore files;
  private final FileStore previews;

  /// Contents that are being stored, and by how many: their rows are not there yet. The lock of
  /// this field keeps looking at the rows and removing a content one step.
  private final Map<String, Integer> arriving = new HashMap<>();

  private final ExecutorService sweeper =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("released-files").factory());
  private final AtomicBoolean due = new AtomicBoolean();

  /// @param place has them, beside previews and what is on its way
  public Contents(Database database, FilePlace place) {
    this.rows = new UploadStore(database);
    this.files = place.contents();
    this.previews = place.previews();
  }

  /// Opens a content; empty if it is not there, which only happens when somebody else removed it.
  ///
  /// @param hash SHA-256 in hex
  public Optional<SeekableByteChannel> open(String hash) throws IOException {
    return files.open(hash);
  }

  /// Opens a preview of a picture; empty if there is none.
  public Optional<SeekableByteChannel> open(String hash, PreviewSize size) throws IOException {
    return previews.open(size.nameOf(hash));
  }

  /// Takes a finished file in, which keeps its own name. Nothing removes it until `stored` runs,
  /// which writes the row that names it; after a crash in between, the next start does.
  ///
  /// @throws IOException if the disk failed; nothing is there then that was not before
  void store(String hash, Path finished, Runnable stored) throws IOException {
    String arrival = UUID.randomUUID().toString();
    arriving(
        hash,
        arrival,
        () -> {
          // Never by a look through the folder: what is there may be another database's, one that
          // was set aside by a restore and is to come back with its files.
          rows.expect(hash, arrival);
          files.put(finished, hash);
          stored.run();
        });
  }

  /// Takes the previews of a content in, if it is still there.
  ///
  /// @param unfinished a file that is not there, to write them to first
  void store(String hash, Previews made, Path unfinished) throws IOException {
    arriving(
        hash,
        null,
        () -> {
          if (rows.isNamed(hash)) {
            store(hash, PreviewSize.SMALL, made.small(), unfinished);
            store(hash, PreviewSize.LARGE, made.large(), unfinished);
          }
        });
  }

  private void store(String hash, PreviewSize size, Optional<Preview> made, Path unfinished)
      throws IOException {
    if (made.isPresent()) {
      Files.deleteIfExists(unfinished);
      PrivateFiles.create(unfinished);
      Files.write(unfinished, made.get().bytes(), StandardOpenOption.SYNC);
      previews.put(unfinished, size.nameOf(hash));
      Files.deleteIfExists(unfinished);
    }
  }

  /// @param arrival as other servers know it; null if they do not
  private void arriving(String hash, String arrival, Storing storing) throws IOException {
    synchronized (arriving) {
      arriving.merge(hash, 1, Integer::sum);
    }
    boolean known = true;
    try {
      storing.run();
    } catch (StorageException e) {
      // The row may be there yet. It is expected, so that later looks know of it.
      known = e.kind() != StorageException.Kind.IN_DOUBT;
      throw e;
    } finally {
      if (known && arrival != null) {
        arrived(arrival);
      }
      synchronized (arriving) {
        arriving.computeIfPresent(hash, (_, count) -> count == 1 ? null : count - 1);
        if (known) {
          // The row was not written, or is erased already: nobody else would look after it.
          var _ = removeUnnamed(hash);
        }
      }
    }
  }

  private void arrived(String arrival) {
    try {
      rows.arrived(arrival);
    } catch (StorageException e) {
      // Others wait an hour before they remove it; that is all.
      log.debug("an arrival stays for now", e);
    }
  }

  @FunctionalInterface
  private interface Storing {
    void run() throws IOException;
  }

  /// Says that files may have stopped naming contents. Returns at once; what nobody names is
  /// removed soon.
  public void released() {
    if (due.compareAndSet(false, true)) {
      try {
        sweeper.execute(this::sweep);
      } catch (RejectedExecutionException e) {
        // Closed; the next start looks.
        log.debug("contents are looked at by the next start");
      }
    }
  }

  private void sweep() {
    due.set(false);
    try {
      List<String> settled = new ArrayList<>();
      for (String hash : rows.released()) {
        synchronized (arriving) {
          if (removeUnnamed(hash)) {
            settled.add(hash);
          }
        }
      }
      if (!settled.isEmpty() && !rows.isShared()) {
        rows.settled(settled);
      }
    } catch (RuntimeException e) {
      log.warn("contents that nobody names stay for now: {}", e.toString());
    }
  }

  /// @return whether nothing is left to do about it
  private boolean removeUnnamed(String hash) {
    if (arriving.containsKey(hash)) {
      return false;
    }
    if (rows.isShared()) {
      return removeUnnamedByAnybody(hash);
    }
    if (rows.isNamed(hash)) {
      return true;
    }
    try {
      if (rows.isNamedAfterAll(hash)) {
        return true;
      }
    } catch (StorageException e) {
      log.warn("a content that nobody seems to name stays for now: {}", e.toString());
      return false;
    }
    try {
      remove(hash);
      return true;
    } catch (IOException e) {
      log.warn("a content that nobody names stays for now: {}", DiskErrors.reason(e));
      return false;
    }
  }

  private boolean removeUnnamedByAnybody(String hash) {
    try {
      return rows.removeUnnamed(
          hash,
          () -> {
            try {
              remove(hash);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      log.warn("a content that nobody names stays for now: {}", DiskErrors.reason(e.getCause()));
      return false;
    } catch (StorageException e) {
      log.warn("a content that nobody seems to name stays for now: {}", e.toString());
      return false;
    }
  }

  private void remove(String hash) throws IOException {
    files.remove(hash);
    for (PreviewSize size : PreviewSize.values()) {
      previews.remove(size.nameOf(hash));
    }
  }

  /// Waits for what is being removed.
  @Override
  public void close() {
    sweeper.close();
  }
}
