package chatter.server.file;

import chatter.server.file.ArrivingPartStore.Known;
import chatter.server.file.ArrivingPartStore.Part;
import chatter.server.file.FileRefusedException.Reason;
import chatter.server.file.s3.S3Bucket;
import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import chatter.server.store.postgres.PostgresDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files on their way where contents are in a bucket. What comes is written to a file of this
/// computer's first; each 16 MiB of it, and what there is when a request ends before the file does,
/// become an object too, from where another server goes on. So a file that comes at once is put
/// into the bucket once, as a whole. Which objects an upload consists of stands in the database,
/// and who may add one: whoever began last.
final class BucketArrivals implements ArrivingFiles {
  /// So much of an upload is lost at most with the server that it came to.
  static final long PART_BYTES = 16L << 20;

  private static final Logger log = LoggerFactory.getLogger(BucketArrivals.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path folder;
  private final S3Bucket bucket;
  private final ArrivingPartStore rows;
  private final Map<String, Spool> spools = new ConcurrentHashMap<>();

  /// @param folder of this server's alone
  BucketArrivals(Path folder, S3Bucket bucket, PostgresDatabase database) {
    this.folder = folder;
    this.bucket = bucket;
    this.rows = new ArrivingPartStore(database);
  }

  /// What came of an upload to this server.
  ///
  /// @param file has it
  /// @param base what of the upload came elsewhere before
  /// @param writer as the database knows who wrote it
  /// @param end of the upload is there
  /// @param parked so much of the upload is in the bucket
  private record Spool(Path file, long base, String writer, long end, long parked) {
    private Spool writtenBy(String newWriter) {
      return new Spool(file, base, newWriter, end, parked);
    }

    private Spool upTo(long newEnd) {
      return new Spool(file, base, writer, newEnd, parked);
    }

    private Spool parkedUpTo(long newParked) {
      return new Spool(file, base, writer, end, newParked);
    }

    /// Whether nobody has gone on elsewhere.
    private boolean isNewest(Known known) {
      return known.writer().filter(writer::equals).isPresent();
    }
  }

  @Override
  public boolean shared() {
    return true;
  }

  /// What is in the bucket has its rows; what is only here, nobody knows how to go on with.
  @Override
  public long tidy(List<Upload> unfinished) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> left = Files.list(folder)) {
        for (Path file : left.toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
    return 0;
  }

  /// Others keep theirs on another disk.
  @Override
  public boolean hasRoom(long length, long usable, List<Upload> unfinished) {
    return length <= usable;
  }

  @Override
  public long size(Upload upload) {
    return end(spools.get(upload.id()), rows.known(upload.id()));
  }

  private static long end(Spool spool, Known known) {
    return spool != null && spool.isNewest(known) ? spool.end : known.bytes();
  }

  @Override
  public Arriving begin(Upload upload, long offset) throws IOException {
    String id = upload.id();
    String writer = UUID.randomUUID().toString();
    Spool before = spools.get(id);
    boolean[] goesOn = new boolean[1];
    rows.claim(
        id,
        writer,
        known -> {
          long there = end(before, known);
          if (there != offset) {
            throw new FileRefusedException(Reason.WRONG_OFFSET, there, null);
          }
          goesOn[0] = before != null && before.isNewest(known);
        });
    Spool spool;
    if (goesOn[0]) {
      spool = before.writtenBy(writer);
    } else {
      drop(id);
      PrivateFiles.createFolders(folder);
      spool =
          new Spool(PrivateFiles.part(folder.resolve(id), ".sent"), offset, writer, offset, offset);
      PrivateFiles.create(spool.file);
    }
    FileChannel file =
        FileChannel.open(spool.file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    spools.put(id, spool);
    return new Spooling(upload, file, spool);
  }

  /// Puts what is not there yet into the bucket.
  ///
  /// @return the spool, as much of it as is there
  /// @throws FileRefusedException `TAKEN_OVER`
  /// @throws StorageException if the bucket is away; what came is here all the same
  private Spool park(String id, Spool spool) {
    Spool parked = spool;
    while (parked.parked < parked.end) {
      Part part =
          new Part(parked.parked, parked.writer, Math.min(PART_BYTES, parked.end - parked.parked));
      if (!rows.expect(id, part)) {
        throw new FileRefusedException(Reason.TAKEN_OVER);
      }
      bucket.put(key(id, part), parked.file, part.begins() - parked.base, part.bytes());
      if (!rows.stored(id, part)) {
        removeObject(id, part);
        throw new FileRefusedException(Reason.TAKEN_OVER);
      }
      parked = parked.parkedUpTo(part.begins() + part.bytes());
    }
    return parked;
  }

  private static String key(String id, Part part) {
    return "uploads/" + id + "/" + part.begins() + "-" + part.writer();
  }

  @Override
  public Path whole(Upload upload) throws IOException {
    String id = upload.id();
    Known known = rows.known(id);
    Spool spool = spools.get(id);
    if (end(spool, known) != upload.length()) {
      throw new FileRefusedException(Reason.TAKEN_OVER);
    }
    boolean mine = spool != null && spool.isNewest(known);
    if (mine && spool.base == 0) {
      return spool.file;
    }
    PrivateFiles.createFolders(folder);
    Path file = PrivateFiles.part(folder.resolve(id), ".whole");
    PrivateFiles.create(file);
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long elsewhere = mine ? spool.base : upload.length();
      for (Part part : rows.parts(id)) {
        if (part.begins() < elsewhere) {
          fetch(id, part, out);
        }
      }
      if (mine) {
        try (FileChannel in = FileChannel.open(spool.file, StandardOpenOption.READ)) {
          copy(in, out);
        }
      }
      if (out.position() != upload.length()) {
        throw new FileRefusedException(Reason.TAKEN_OVER);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    drop(id);
    spools.put(id, new Spool(file, 0, known.writer().orElse(""), upload.length(), upload.length()));
    return file;
  }

  private void fetch(String id, Part part, FileChannel out) throws IOException {
    if (out.position() != part.begins()) {
      throw new FileRefusedException(Reason.TAKEN_OVER);
    }
    Optional<SeekableByteChannel> object = bucket.open(key(id, part));
    if (object.isEmpty()) {
      // As if it was finished elsewhere, and its parts are being removed.
      throw new NoSuchFileException(key(id, part));
    }
    try (SeekableByteChannel in = object.get()) {
      copy(in, out);
    }
  }

  private static void copy(SeekableByteChannel in, FileChannel out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (in.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      buffer.clear();
    }
  }

  @Override
  public void remove(String id) {
    drop(id);
    var _ = removeObjects(id);
  }

  /// @return false if they are to be looked at again later
  private boolean removeObjects(String id) {
    try {
      for (Part part : rows.ended(id)) {
        removeObject(id, part);
      }
      rows.forget(id);
      return true;
    } catch (StorageException e) {
      // The next sweep finds it.
      log.warn("what was sent of an upload stays for now: {}", e.getMessage());
      return false;
    }
  }

  private void removeObject(String id, Part part) {
    bucket.remove(key(id, part));
    rows.forget(id, part);
  }

  private void drop(String id) {
    Spool spool = spools.remove(id);
    if (spool != null) {
      try {
        Files.deleteIfExists(spool.file);
      } catch (IOException e) {
        // The next start finds it.
        log.warn("what was sent of an upload stays for now: {}", DiskErrors.reason(e));
      }
    }
  }

  @Override
  public void sweep(Supplier<Set<String>> unfinished) {
    // First, so that none is younger than what is asked then.
    List<String> here = List.copyOf(spools.keySet());
    Set<String> awaited = unfinished.get();
    here.stream().filter(id -> !awaited.contains(id)).forEach(this::drop);
    for (String id : rows.endedUploads()) {
      if (!removeObjects(id)) {
        return;
      }
    }
  }

  /// Writes to a file of this computer's, and from time to time to the bucket.
  private final class Spooling implements Arriving {
    private final Upload upload;
    private final FileChannel file;
    private Spool spool;
    private long parkAt;

    private Spooling(Upload upload, FileChannel file, Spool spool) {
      this.upload = upload;
      this.file = file;
      this.spool = spool;
      this.parkAt = spool.parked + PART_BYTES;
    }

    @Override
    public long size() {
      return spool.end;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int written = file.write(bytes);
      keep(spool.upTo(spool.end + written));
      if (spool.end >= parkAt && spool.end < upload.length()) {
        parkAt = spool.end + PART_BYTES;
        try {
          keep(park(upload.id(), spool));
        } catch (StorageException e) {
          // It is here, and comes along with what follows.
          log.debug("a part of an upload is not in the bucket yet", e);
        }
      }
      return written;
    }

    private void keep(Spool newer) {
      Spool before = spool;
      spool = newer;
      // Not if another took its place.
      spools.replace(upload.id(), before, newer);
    }

    @Override
    public void close() throws IOException {
      file.close();
      if (spool.parked < spool.end && spool.end < upload.length()) {
        try {
          keep(park(upload.id(), spool));
        } catch (FileRefusedException e) {
          log.debug("another server goes on with an upload", e);
        }
      }
    }
  }
}
