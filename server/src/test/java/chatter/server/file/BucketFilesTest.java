package chatter.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.faults.FaultProxy;
import chatter.server.file.s3.S3Address;
import chatter.server.file.s3.S3Bucket;
import chatter.server.file.s3.S3Server;
import chatter.server.store.StorageException;
import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A bucket that several servers have, at a server for the S3 API that looks at signatures.
final class BucketFilesTest extends SharedFilesContract {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static S3Server s3;

  private final List<S3Bucket> opened = new ArrayList<>();
  private S3Address address;

  @BeforeAll
  static void start() {
    s3 = S3Server.running();
  }

  @AfterEach
  void closeBuckets() {
    opened.forEach(S3Bucket::close);
  }

  private S3Bucket bucket(S3Address at) {
    S3Bucket bucket = new S3Bucket(at);
    opened.add(bucket);
    return bucket;
  }

  private S3Bucket shared() {
    if (address == null) {
      address = s3.newBucket();
    }
    return bucket(address);
  }

  @Override
  FilePlace place(Path own) {
    return FilePlace.bucket(shared(), made(own), database);
  }

  @Override
  FilePlace empty(Path own) {
    return FilePlace.bucket(bucket(s3.newBucket()), made(own), database);
  }

  /// A server has a data folder before it looks for its files.
  private static Path made(Path own) {
    try {
      return Files.createDirectories(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void mark(String chat) {
    shared().put(FilePlace.MARKER, chat.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> parts() {
    return strings("SELECT upload FROM arriving_parts UNION ALL SELECT upload FROM arriving_files");
  }

  @Test
  void aStartSaysWhatIsWrong() {
    S3Bucket none = bucket(s3.parse("no-such-bucket", Map.of()));
    StorageException refused =
        assertThrows(StorageException.class, () -> FilePlace.bucket(none, made(data), database));
    assertEquals(StorageException.Kind.UNUSABLE, refused.kind());
    assertTrue(refused.getMessage().contains("has no bucket of that name"), refused.getMessage());
  }

  @Test
  void whatComesAtOnceIsPutThereOnce() throws IOException {
    Upload upload = one.announce("hello");
    one.send(upload, 0, "hello").close();
    assertEquals(List.of(), strings("SELECT upload FROM arriving_parts"));
    one.uploads().finish(upload);
    assertEquals("hello", stored("hello"));
    assertEquals(List.of(), parts());
    assertEquals(List.of(), files(data.resolve("one")));
  }

  /// More than a part, by a server that is gone then without a word.
  @Test
  void whatCameToAServerThatDiesIsThereButForAPart() throws IOException {
    byte[] noise = noise((int) BucketArrivals.PART_BYTES + 1_000_000);
    Upload upload = one.uploads().create(ADA, noise.length, "noise", handle -> {});
    Appending cut = one.uploads().append(ADA, upload.id(), 0);
    int sent = noise.length - 1_000;
    for (int at = 0; at < sent; at += 50_000) {
      cut.write(ByteBuffer.wrap(noise, at, Math.min(50_000, sent - at)));
    }
    long there = two.uploads().offset(upload);
    assertTrue(there >= BucketArrivals.PART_BYTES && there < sent, () -> "there are " + there);
    try (Appending rest = two.uploads().append(ADA, upload.id(), there)) {
      rest.write(ByteBuffer.wrap(noise, (int) there, noise.length - (int) there));
    }
    two.uploads().finish(upload);
    try (SeekableByteChannel channel = two.contents().open(Sha256.hex(noise)).orElseThrow()) {
      assertEquals(noise.length, channel.size());
      assertEquals(Sha256.hex(noise), Sha256.hex(Channels.newInputStream(channel).readAllBytes()));
      // From anywhere in it.
      ByteBuffer some = ByteBuffer.allocate(1_000);
      channel.position(7_654_321);
      while (some.hasRemaining() && channel.read(some) >= 0) {
        // Until it is full.
      }
      assertEquals(ByteBuffer.wrap(noise, 7_654_321, 1_000), some.flip());
    }
    assertEquals(List.of(), parts());
    // What the other still wants to add is nobody's.
    cut.close();
    assertEquals(List.of(), parts());
  }

  @Test
  void whatIsAddedByWhoWasTakenOverFromCountsForNothing() {
    Upload upload = one.announce("hello world");
    Appending stale = one.send(upload, 0, "hello ");
    two.send(upload, 0, "hel").close();
    stale.close();
    assertEquals(3, two.uploads().offset(upload));
    assertEquals(3, one.uploads().offset(upload));
  }

  @Test
  void whatIsLeftOfEndedUploadsIsSwept() throws IOException {
    Upload upload = one.announce("hello");
    one.send(upload, 0, "hel").close();
    String writer = strings("SELECT writer FROM arriving_parts").getFirst();
    String key = "uploads/" + upload.id() + "/0-" + writer;
    assertTrue(shared().length(key).isPresent());
    database.writeAndWait(
        handle -> handle.execute("UPDATE files SET gone = 1 WHERE upload = ?", upload.id()));
    two.uploads().abandonOld();
    assertTrue(shared().length(key).isEmpty());
    assertEquals(List.of(), parts());
    assertEquals(1, files(data.resolve("one")).size());
    one.uploads().abandonOld();
    assertEquals(List.of(), files(data.resolve("one")));
  }

  /// A part whose end a server did not see, being away from the database, and then wrote longer.
  @Test
  void aPartThatIsWrittenAgainCountsOnce() throws IOException {
    Upload upload = one.announce("hello world");
    one.send(upload, 0, "hello ").close();
    database.writeAndWait(handle ->
        handle.execute(
            "INSERT INTO arriving_parts (upload, begins, writer, bytes, stored, since)"
                + " VALUES (?, 6, 'x', 3, true, now())",
            upload.id()));
    // Its own view is the newest, so it goes on from there.
    one.send(upload, 6, "worl").close();
    assertEquals(10, two.uploads().offset(upload));
    two.send(upload, 10, "d").close();
    two.uploads().finish(upload);
    assertEquals("hello world", stored("hello world"));
  }

  @Test
  void withTheStoreAwayNothingOfAnUploadIsLost() throws IOException {
    try (FaultProxy proxy = FaultProxy.toOther(s3::port);
        Server three =
            Server.of(
                database,
                FilePlace.bucket(
                    bucket(s3.through(shared().address(), proxy.port())),
                    made(data.resolve("three")),
                    database))) {
      Upload upload = three.announce("hello");
      proxy.refuse();
      three.send(upload, 0, "hello").close();
      StorageException away =
          assertThrows(StorageException.class, () -> three.uploads().finish(upload));
      assertEquals(StorageException.Kind.BUSY, away.kind());
      assertThrows(StorageException.class, () -> three.contents().open(Sha256.hex("hello")));
      assertFalse(three.uploads().find(ADA, upload.id()).finished());
      assertEquals(List.of(), hashes());
      proxy.heal();
      assertEquals(5, whenItAnswers(() -> three.uploads().offset(upload)));
      assertTrue(three.uploads().find(ADA, upload.id()).finished());
      assertEquals("hello", stored("hello"));
      assertEquals(List.of(), files(data.resolve("three")));
    }
  }

  /// It is not asked again for a moment.
  private static long whenItAnswers(LongSupplier asked) {
    long began = System.nanoTime();
    while (true) {
      try {
        return asked.getAsLong();
      } catch (StorageException e) {
        if (System.nanoTime() - began > PATIENCE_NANOS) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
  }

  private static List<Path> files(Path own) throws IOException {
    Path uploads = own.resolve("uploads");
    if (!Files.isDirectory(uploads)) {
      return List.of();
    }
    try (var files = Files.list(uploads)) {
      return files.toList();
    }
  }

  private static byte[] noise(int many) {
    byte[] noise = new byte[many];
    new Random(7).nextBytes(noise);
    return noise;
  }
}
