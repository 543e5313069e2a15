package chatter.server.file;

import chatter.server.limit.FairExecutor;
import chatter.server.limit.OverloadedException;
import chatter.server.picture.PhotoMetadata;
import chatter.server.picture.PictureRefusedException;
import chatter.server.picture.PictureSize;
import chatter.server.picture.Previews;
import chatter.server.picture.VideoPlace;
import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks into files that were sent: of what kind they are, how large a picture is, and what is
/// shown of it until it is there. Takes out of photographs where and with what they were taken, and
/// out of videos where.
public final class Examiner implements FileExaminer, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Examiner.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  /// Photographs whose previews wait to be made; of more, the previews are never made, and the
  /// photographs themselves are shown.
  private static final int WAITING = 256;

  private final boolean keepDetails;

  /// One at a time, or two cores would have nothing left for those who talk.
  private final FairExecutor pictures = new FairExecutor("previews", 1, WAITING);

  private final ExecutorService waiting =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("preview-", 0).factory());

  /// @param keepDetails whether photographs and videos stay as they are sent
  public Examiner(boolean keepDetails) {
    this.keepDetails = keepDetails;
  }

  @Override
  public Examined examine(Path part, long account, Optional<String> hash) throws IOException {
    byte[] head;
    try (var in = Files.newInputStream(part)) {
      head = in.readNBytes(MediaType.SNIFFED_BYTES);
    }
    MediaType type = MediaType.of(head);
    if (!type.picture()) {
      boolean changed = !keepDetails && saysItsPlace(type) && VideoPlace.erase(part);
      if (changed) {
        PrivateFiles.sync(part);
      }
      return new Examined(
          content(part, changed ? Optional.empty() : hash, type, Optional.empty()),
          part,
          CompletableFuture.completedFuture(Optional.empty()));
    }
    Path file = keepDetails ? part : withoutDetails(part);
    Optional<String> known = file.equals(part) ? hash : Optional.empty();
    Optional<PictureSize> size = PictureSize.of(file);
    // It has another name soon, and in the end none: the previews have one of their own to read.
    Path picture = PrivateFiles.part(part, ".previewed");
    boolean shown = size.isPresent() && Files.size(file) <= Previews.MOST_BYTES;
    if (shown) {
      PrivateFiles.alsoName(file, picture);
    }
    return new Examined(
        content(file, known, type, size),
        file,
        shown
            ? CompletableFuture.supplyAsync(() -> previews(picture, account), waiting)
            : CompletableFuture.completedFuture(Optional.empty()));
  }

  private static boolean saysItsPlace(MediaType type) {
    return type == MediaType.MP4 || type == MediaType.MOV;
  }

  private static Path withoutDetails(Path part) throws IOException {
    // Another server may be at the same file.
    Path clean = PrivateFiles.part(part, ".clean");
    PrivateFiles.create(clean);
    var _ = PhotoMetadata.strip(part, clean);
    if (Files.size(clean) == Files.size(part)) {
      Files.delete(clean);
      return part;
    }
    PrivateFiles.sync(clean);
    return clean;
  }

  private static StoredContent content(
      Path file, Optional<String> known, MediaType type, Optional<PictureSize> size)
      throws IOException {
    return new StoredContent(
        known.isPresent() ? known.get() : hash(file),
        Files.size(file),
        type.value(),
        size.map(PictureSize::width).orElse(null),
        size.map(PictureSize::height).orElse(null),
        null);
  }

  private Optional<Previews> previews(Path picture, long account) {
    try {
      return Optional.of(pictures.run(Long.toString(account), () -> Previews.of(picture)));
    } catch (PictureRefusedException e) {
      log.debug("a picture has no previews: {}", e.reason());
      return Optional.empty();
    } catch (OverloadedException e) {
      log.warn("a picture gets no previews: {}", e.getMessage());
      return Optional.empty();
    } finally {
      forget(picture);
    }
  }

  private static void forget(Path picture) {
    try {
      Files.deleteIfExists(picture);
    } catch (IOException e) {
      // The next start finds it.
      log.warn("a second name of an upload stays for now: {}", DiskErrors.reason(e));
    }
  }

  private static String hash(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      while (in.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Gives up what waits.
  @Override
  public void close() {
    pictures.close();
    waiting.shutdownNow();
  }
}
