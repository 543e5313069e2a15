package chatter.server.file;

import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Looks into files that were sent.
public final class Examiner implements FileExaminer {
  private static final int BUFFER_BYTES = 64 * 1024;

  @Override
  public Examined examine(Path part, Optional<String> hash) throws IOException {
    byte[] head;
    try (var in = Files.newInputStream(part)) {
      head = in.readNBytes(MediaType.SNIFFED_BYTES);
    }
    MediaType type = MediaType.of(head);
    StoredContent content =
        new StoredContent(
            hash.isPresent() ? hash.get() : hash(part),
            Files.size(part),
            type.value(),
            null,
            null,
            null);
    return new Whole(content, part);
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

  /// A file as it was sent.
  private record Whole(StoredContent content, Path file) implements Examined {
    @Override
    public Map<PreviewSize, Path> previews() {
      return Map.of();
    }

    @Override
    public void close() {}
  }
}
