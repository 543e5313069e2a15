package chatter.server.file;

import chatter.server.file.FileRefusedException.Reason;
import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files on their way in a folder, which other servers may have too.
final class FolderArrivals implements ArrivingFiles {
  private static final Logger log = LoggerFactory.getLogger(FolderArrivals.class);

  /// Clocks of servers and of the disk that they share differ.
  private static final Duration GRACE = Duration.ofHours(1);

  /// Made when the first file comes.
  private final Path folder;

  private final boolean shared;

  /// @param shared whether other servers have the same folder
  FolderArrivals(Path folder, boolean shared) {
    this.folder = folder;
    this.shared = shared;
  }

  @Override
  public boolean shared() {
    return shared;
  }

  @Override
  public long tidy(List<Upload> unfinished) throws IOException {
    Map<String, Long> known = new HashMap<>();
    unfinished.forEach(upload -> known.put(upload.id(), upload.length()));
    long here = 0;
    if (Files.isDirectory(folder)) {
      for (Path part : parts()) {
        Long length = known.get(part.getFileName().toString());
        if (length == null) {
          if (!shared || isOld(part)) {
            Files.deleteIfExists(part);
          }
        } else if (!shared) {
          here += Math.min(length, Files.size(part));
        }
      }
    }
    return here;
  }

  /// What is younger may be another server's, which is at it.
  private static boolean isOld(Path part) {
    try {
      return Files.getLastModifiedTime(part)
          .toInstant()
          .isBefore(Instant.now().minus(Uploads.LIFE).minus(GRACE));
    } catch (IOException e) {
      // Gone meanwhile.
      return false;
    }
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> parts = Files.list(folder)) {
      return parts.toList();
    }
  }

  @Override
  public boolean hasRoom(long length, long usable, List<Upload> unfinished) {
    return length
        <= usable - unfinished.stream().mapToLong(each -> each.length() - size(each)).sum();
  }

  @Override
  public long size(Upload upload) {
    Path part = part(upload.id());
    try {
      return Files.exists(part) ? Files.size(part) : 0;
    } catch (IOException e) {
      throw DiskErrors.explained("look at a file that is being sent", e);
    }
  }

  @Override
  public Arriving begin(Upload upload, long offset) throws IOException {
    Path part = part(upload.id());
    if (Files.notExists(part)) {
      PrivateFiles.createFolders(folder);
      try {
        PrivateFiles.create(part);
      } catch (FileAlreadyExistsException e) {
        // Another server did.
        log.debug("an upload begins at two servers", e);
      }
    }
    FileChannel file = shared ? aloneAt(part) : appendingTo(part);
    long size = file.size();
    if (size != offset) {
      file.close();
      throw new FileRefusedException(Reason.WRONG_OFFSET, size, null);
    }
    return new InFile(file, size);
  }

  private static FileChannel appendingTo(Path part) throws IOException {
    return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /// Nobody else writes to what is opened here. Where another server still does, since a cut
  /// connection lasts there, it goes on with what has no name any more, and this with a copy.
  private FileChannel aloneAt(Path part) throws IOException {
    FileChannel file = appendingTo(part);
    if (isMine(file)) {
      return file;
    }
    file.close();
    Path copy = PrivateFiles.part(part, ".taken");
    try {
      PrivateFiles.copy(part, copy);
      FileChannel mine = appendingTo(copy);
      try {
        if (!isMine(mine)) {
          log.warn("the disk of {} knows no locks; each request copies what came before", folder);
        }
        Files.move(copy, part, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return mine;
      } catch (IOException | RuntimeException e) {
        mine.close();
        throw e;
      }
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static boolean isMine(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Of this process, which has cut it off.
      return false;
    } catch (IOException e) {
      if (file.isOpen()) {
        log.debug("no lock", e);
        return false;
      }
      throw e;
    }
  }

  @Override
  public Path whole(Upload upload) {
    if (shared && size(upload) != upload.length()) {
      // Another server goes on with it: what was written here had no name any more.
      throw new FileRefusedException(Reason.TAKEN_OVER);
    }
    return part(upload.id());
  }

  @Override
  public void remove(String id) {
    try {
      Files.deleteIfExists(part(id));
    } catch (IOException e) {
      // The next start finds it.
      log.warn("what was sent of an upload stays for now: {}", DiskErrors.reason(e));
    }
  }

  @Override
  public void sweep(Supplier<Set<String>> unfinished) {
    // What stayed is found at a start.
  }

  private Path part(String id) {
    return folder.resolve(id);
  }

  /// Writes to the end of a file.
  private static final class InFile implements Arriving {
    private final FileChannel file;
    private long size;

    private InFile(FileChannel file, long size) {
      this.file = file;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int written = file.write(bytes);
      size += written;
      return written;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
