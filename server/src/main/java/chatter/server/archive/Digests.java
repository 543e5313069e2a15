package chatter.server.archive;

import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Copies a stream and learns what it was.
final class Digests {
  private static final int BUFFER = 64 * 1024;

  private Digests() {}

  /// Copies until the end, or until there was more than there may be.
  ///
  /// @param most how many bytes there may be
  /// @return what was copied
  static Seen copy(InputStream in, OutputStream out, long most) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int n = in.read(buffer); n >= 0 && bytes <= most; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
      out.write(buffer, 0, n);
      bytes += n;
    }
    return new Seen(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /// @param sha256 in hex
  record Seen(long bytes, String sha256) {}
}
