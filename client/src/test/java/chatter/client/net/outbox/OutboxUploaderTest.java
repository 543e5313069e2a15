package chatter.client.net.outbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.PinnedLoop;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.Failures;
import chatter.client.net.http.FileCalls;
import chatter.client.net.outbox.OutboxEntry.State;
import chatter.client.net.socket.Backoff;
import chatter.shared.api.FileLink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxUploaderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(31);

  @TempDir private Path folder;
  private final PinnedLoop loop = new PinnedLoop();
  private final Server server = new Server();
  private final List<Long> progress = new ArrayList<>();
  private Outbox outbox;
  private OutboxUploader uploader;

  @BeforeEach
  void open() throws IOException {
    outbox = Outbox.open(folder);
    uploader =
        new OutboxUploader(outbox, loop, server, new Backoff(new SplittableRandom(1)), new Told());
  }

  @AfterEach
  void close() {
    loop.close();
  }

  private final class Told implements OutboxUploader.Listener {
    @Override
    public void progress(long conversation, String commandId, OutboxFile file, long sent) {
      progress.add(sent);
    }

    @Override
    public void changed() {
      uploader.pump();
    }

    @Override
    public long newest(long conversation) {
      return 7;
    }
  }

  /// A server in memory, which can be told to fail.
  private static final class Server implements FileCalls {
    private final Map<String, ByteArrayOutputStream> uploads = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private ApiException failure;
    private boolean cut;

    /// A call that is never answered; null if all are.
    private CompletableFuture<Long> hanging;

    private <T> CompletableFuture<T> failed() {
      ApiException once = failure;
      failure = null;
      return CompletableFuture.failedFuture(once);
    }

    @Override
    public CompletableFuture<String> announce(String name, long bytes) {
      calls.add("announce " + name + " " + bytes);
      if (failure != null) {
        return failed();
      }
      String id = "upload-" + (uploads.size() + 1);
      uploads.put(id, new ByteArrayOutputStream());
      return CompletableFuture.completedFuture(id);
    }

    @Override
    public CompletableFuture<Long> offset(String upload) {
      calls.add("offset " + upload);
      return uploads.containsKey(upload)
          ? CompletableFuture.completedFuture((long) uploads.get(upload).size())
          : CompletableFuture.failedFuture(Failures.refused(404, "not_found"));
    }

    @Override
    public CompletableFuture<Long> append(
        String upload, long offset, Path file, long length, LongConsumer sent) {
      calls.add("append " + upload + " " + offset);
      if (hanging != null) {
        return hanging;
      }
      if (failure != null) {
        return failed();
      }
      ByteArrayOutputStream arrived = uploads.get(upload);
      if (arrived == null) {
        return CompletableFuture.failedFuture(Failures.refused(404, "not_found"));
      }
      assertEquals(arrived.size(), offset);
      try (InputStream in = Files.newInputStream(file)) {
        in.skipNBytes(offset);
        byte[] piece = in.readNBytes((int) length);
        if (cut) {
          cut = false;
          arrived.writeBytes(Arrays.copyOf(piece, piece.length / 2));
          return CompletableFuture.failedFuture(Failures.unreachable());
        }
        arrived.writeBytes(piece);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return CompletableFuture.completedFuture((long) arrived.size());
    }

    @Override
    public CompletableFuture<Void> abandon(String upload) {
      calls.add("abandon " + upload);
      uploads.remove(upload);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<List<FileLink>> links(List<String> files) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<byte[]> fetch(String link, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> save(String link, Path to, LongConsumer got) {
      throw new UnsupportedOperationException();
    }
  }

  private static byte[] noise(int many) {
    byte[] bytes = new byte[many];
    new Random(many).nextBytes(bytes);
    return bytes;
  }

  private OutboxFile keep(String name, byte[] bytes) throws Exception {
    return outbox.take(new ByteArrayInputStream(bytes), name);
  }

  private String send(String body, OutboxFile... files) throws Exception {
    return outbox.add(1, body, null, null, NOW, List.of(files));
  }

  private void live() {
    loop.execute(uploader::live);
    settle();
  }

  /// Every step gives the next one to the loop.
  private void settle() {
    for (int i = 0; i < 50; i++) {
      loop.settle();
    }
  }

  private void pass() {
    loop.advance(LONG);
    settle();
  }

  private OutboxEntry only() {
    return outbox.entries().getFirst();
  }

  private List<String> copies() throws IOException {
    Path files = folder.resolve("files");
    if (!Files.isDirectory(files)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(files)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void piecesMakeUpTheFile() throws Exception {
    byte[] noise = noise(5_000_000);
    send("", keep("noise", noise));
    assertTrue(outbox.next(1, NOW).isEmpty());
    live();
    assertArrayEquals(noise, server.uploads.get("upload-1").toByteArray());
    assertTrue(only().uploaded());
    assertTrue(outbox.next(1, NOW).isPresent());
    assertEquals(5_000_000, progress.getLast());
    assertTrue(progress.size() > 2, "told of " + progress);
  }

  @Test
  void whatWasCutGoesOnWhereTheServerSaysThatItEnded() throws Exception {
    byte[] noise = noise(3_000_000);
    send("", keep("noise", noise));
    server.cut = true;
    live();
    assertFalse(only().uploaded());
    pass();
    assertArrayEquals(noise, server.uploads.get("upload-1").toByteArray());
    assertEquals(
        List.of("announce noise 3000000", "append upload-1 0", "offset upload-1"),
        server.calls.subList(0, 3));
    assertEquals("append upload-1 524288", server.calls.get(3));
    assertTrue(only().uploaded());
  }

  @Test
  void anotherRunKnowsTheUploadAndTheFile() throws Exception {
    byte[] noise = noise(3_000_000);
    send("look", keep("noise", noise));
    server.cut = true;
    live();
    open();
    assertEquals("look", only().body());
    assertEquals("upload-1", only().files().getFirst().upload());
    live();
    assertArrayEquals(noise, server.uploads.get("upload-1").toByteArray());
    assertEquals(1, server.uploads.size());
    open();
    assertTrue(only().uploaded());
  }

  @Test
  void whatTheServerForgotIsSentFromTheBeginning() throws Exception {
    byte[] noise = noise(3_000_000);
    send("", keep("noise", noise));
    server.cut = true;
    live();
    server.uploads.clear();
    server.uploads.put("upload-0", new ByteArrayOutputStream());
    pass();
    pass();
    assertArrayEquals(noise, server.uploads.get("upload-2").toByteArray());
    assertTrue(only().uploaded());
  }

  @Test
  void whatIsRefusedSaysWhyAndGoesOutAgainOnlyWhenItsSenderWants() throws Exception {
    String id = send("look", keep("noise", noise(10)));
    server.failure = Failures.refused(413, "quota");
    live();
    pass();
    assertEquals(State.FAILED, only().state());
    assertEquals("quota", only().problem());
    assertEquals(7, only().afterSeq());
    open();
    assertEquals("quota", only().problem());
    outbox.retry(id, NOW);
    live();
    assertTrue(only().uploaded());
    assertEquals(State.WAITING, only().state());
  }

  @Test
  void aFullDiskOfTheServerFailsTheMessageAndABusyOneDoesNot() throws Exception {
    send("", keep("noise", noise(10)));
    server.failure = Failures.refused(503, "busy");
    live();
    assertEquals(State.WAITING, only().state());
    server.failure = Failures.refused(507, "storage_full");
    pass();
    assertEquals("storage_full", only().problem());
  }

  @Test
  void aFailedMessageLetsTheOthersPass() throws Exception {
    send("large", keep("large", noise(10)));
    send("small", keep("small", noise(5)));
    server.failure = Failures.refused(413, "too_large");
    live();
    assertEquals("too_large", only().problem());
    assertTrue(outbox.entries().getLast().uploaded());
    assertEquals("small", outbox.next(1, NOW).orElseThrow().body());
  }

  @Test
  void textPassesFilesAndFilesDoNotPassFiles() throws Exception {
    send("first", keep("first", noise(10)));
    String second = send("second", keep("second", noise(5)));
    send("text");
    outbox.uploading(second, outbox.entries().get(1).files().getFirst().arrived());
    assertEquals("text", outbox.next(1, NOW).orElseThrow().body());
    live();
    assertEquals("first", outbox.next(1, NOW).orElseThrow().body());
  }

  @Test
  void whatIsTakenBackIsGivenUpHereAndThere() throws Exception {
    String id = send("", keep("noise", noise(10)));
    server.hanging = new CompletableFuture<>();
    live();
    OutboxEntry entry = outbox.remove(id, _ -> true).orElseThrow();
    loop.execute(() -> uploader.abandon(entry));
    settle();
    assertTrue(server.hanging.isCancelled());
    assertEquals("abandon upload-1", server.calls.getLast());
    assertEquals(List.of(), copies());
  }

  @Test
  void anInterruptionEndsWhatIsUnderWay() throws Exception {
    send("", keep("noise", noise(10)));
    server.hanging = new CompletableFuture<>();
    live();
    loop.execute(uploader::disconnected);
    settle();
    assertTrue(server.hanging.isCancelled());
    server.hanging = null;
    live();
    assertTrue(only().uploaded());
    assertEquals("offset upload-1", server.calls.get(2));
  }

  @Test
  void aLostCopyIsSaid() throws Exception {
    OutboxFile file = keep("noise", noise(10));
    send("", file);
    Files.delete(outbox.copyOf(file));
    live();
    assertEquals(OutboxEntry.FILE_LOST, only().problem());
  }

  @Test
  void copiesAreTheOwnersAloneAndGoWithTheMessage() throws Exception {
    OutboxFile file = keep("noise", noise(10));
    String id = send("", file);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(outbox.copyOf(file))));
    outbox.remove(id, _ -> true);
    assertEquals(List.of(), copies());
  }

  @Test
  void whatBelongsToNoMessageIsGoneAfterARestart() throws Exception {
    OutboxFile sent = keep("sent", noise(10));
    keep("chosen", noise(10));
    Files.write(folder.resolve("files").resolve("half.tmp"), noise(3));
    send("", sent);
    open();
    assertEquals(List.of(sent.id()), copies());
  }

  @Test
  void whatCannotBeReadMayNameFilesAndCostsNone() throws Exception {
    OutboxFile sent = keep("sent", noise(10));
    send("", sent);
    Files.writeString(folder.resolve("1.json"), "{");
    open();
    assertEquals(List.of(sent.id()), copies());
  }

  @Test
  void aDiskThatTakesNoMoreIsSaidBeforeAnythingIsSent() throws Exception {
    InputStream failing =
        new InputStream() {
          private int left = 1_000_000;

          @Override
          public int read() throws IOException {
            if (left-- <= 0) {
              throw new IOException("No space left on device");
            }
            return 1;
          }

          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            into[from] = (byte) read();
            return 1;
          }
        };
    assertThrows(OutboxException.class, () -> outbox.take(failing, "large"));
    assertEquals(List.of(), copies());
    // A file stands where the folder should be.
    Files.delete(folder.resolve("files"));
    Files.writeString(folder.resolve("files"), "");
    assertThrows(OutboxException.class, () -> keep("noise", noise(10)));
  }
}
