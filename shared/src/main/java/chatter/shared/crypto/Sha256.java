package chatter.shared.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256: what stands for a secret where it is stored, and for a file's content in its name.
public final class Sha256 {
  private Sha256() {}

  /// The 32 bytes of a hash.
  public static byte[] of(byte[] bytes) {
    return digest().digest(bytes);
  }

  /// The hash of a text in UTF-8, as 64 digits in lower case.
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The hash as 64 digits in lower case.
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }

  /// For what comes piece by piece; each is for one thread.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
