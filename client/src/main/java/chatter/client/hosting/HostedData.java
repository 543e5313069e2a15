package chatter.client.hosting;

import chatter.server.archive.Archive;
import chatter.server.backup.Backup;
import chatter.server.backup.BackupShelf;
import chatter.server.backup.DataSize;
import chatter.server.export.RoomExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/// What the hosted chat keeps on the disk: its folder, its backups, and copies of it to take
/// elsewhere. Works whether the chat runs or not, on a thread of its own, one after the other. Safe
/// for any thread.
public final class HostedData implements AutoCloseable {
  private final Path folder;
  private final ExecutorService work =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("chatter-hosted-data").factory());

  /// @param folder where the chat is kept
  public HostedData(Path folder) {
    this.folder = folder;
  }

  /// Where the chat is kept.
  Path folder() {
    return folder;
  }

  /// How much room all of it takes.
  CompletableFuture<DataSize> size() {
    return later(() -> DataSize.of(folder));
  }

  /// The backups, the newest first.
  CompletableFuture<List<BackupShelf.Item>> backups() {
    return later(() -> shelf().list());
  }

  /// The newest backup that is whole; empty if there is none.
  CompletableFuture<Optional<BackupShelf.Item>> newestGood() {
    return later(() -> shelf().newestGood());
  }

  /// What is in a backup; it is only read.
  CompletableFuture<BackupShelf.Contents> look(Path backup) {
    return later(() -> shelf().look(backup));
  }

  /// Takes a backup.
  CompletableFuture<Backup> backUp() {
    return later(() -> shelf().take(folder));
  }

  /// The rooms, by number.
  CompletableFuture<List<RoomExport.Room>> rooms() {
    return later(() -> RoomExport.rooms(folder));
  }

  /// Writes a room to be read without Chatter, as the file's ending says.
  CompletableFuture<Path> export(long room, Path file) {
    return later(() -> RoomExport.write(folder, room, file).file());
  }

  /// Writes everything into one file that another computer can run.
  CompletableFuture<Path> archive(Path file) {
    return later(() -> Archive.write(folder, file).file());
  }

  private BackupShelf shelf() {
    return BackupShelf.in(BackupShelf.beside(folder));
  }

  /// Whether there is anything yet.
  boolean exists() {
    return Files.isDirectory(folder);
  }

  /// Nobody waits any more for what is asked after the app began to close: it counts as cancelled,
  /// since a chat that has just started may tell so in between.
  private <T> CompletableFuture<T> later(Supplier<T> task) {
    try {
      return CompletableFuture.supplyAsync(task, work);
    } catch (RejectedExecutionException closed) {
      return CompletableFuture.failedFuture(
          new CancellationException("the app is closing").initCause(closed));
    }
  }

  /// Lets what is under way end by itself; what is asked later is cancelled.
  @Override
  public void close() {
    work.shutdown();
  }
}
