package chatter.server.account;

import chatter.shared.crypto.Sha256;
import chatter.shared.invite.ShortCode;
import java.security.SecureRandom;

/// The secrets that people pass on by hand. The server stores and compares only their hashes. Safe
/// for any thread.
public final class ShortCodes {
  private final SecureRandom random = new SecureRandom();

  /// A new one, from the system's secure random numbers.
  ///
  /// @param length in characters of 5 bits
  public ShortCode random(int length) {
    StringBuilder code = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      code.append(ShortCode.ALPHABET.charAt(random.nextInt(ShortCode.ALPHABET.length())));
    }
    return new ShortCode(code.toString());
  }

  /// What is stored: SHA-256 in hex.
  public static String hash(ShortCode code) {
    return Sha256.hex(code.value());
  }
}
