package chatter.server.file;

import chatter.shared.crypto.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// The hash of an upload as it comes, so that it need not be read again. One thread at a time.
final class RunningHash {
  private final MessageDigest digest = Sha256.digest();
  private long bytes;

  /// How much of the upload it has seen, from its beginning.
  long bytes() {
    return bytes;
  }

  /// @param some what follows; read to its end
  void add(ByteBuffer some) {
    bytes += some.remaining();
    digest.update(some);
  }

  /// The hash of all of it in hex; empty if it has not seen all. It has seen nothing afterwards.
  Optional<String> of(long length) {
    if (bytes != length) {
      return Optional.empty();
    }
    bytes = 0;
    return Optional.of(HexFormat.of().formatHex(digest.digest()));
  }
}
