package chatter.shared.invite;

import chatter.shared.crypto.Sha256;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;

/// Which key a server has, short enough for a link: the SHA-256 of its public key as a certificate
/// holds it (SubjectPublicKeyInfo). It stays the same when a certificate is made anew for the key.
///
/// @param value 43 characters of base64url, without padding
public record Fingerprint(String value) {
  private static final int BYTES = 32;
  private static final int GROUP = 4;

  /// @throws IllegalArgumentException if it is none
  public Fingerprint {
    if (!isOne(value)) {
      throw new IllegalArgumentException("a fingerprint is 43 characters of base64url");
    }
  }

  /// That of a key.
  public static Fingerprint of(PublicKey key) {
    byte[] hash = Sha256.of(key.getEncoded());
    return new Fingerprint(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }

  /// Reads what a link holds, or what somebody copied: the value, or its groups.
  ///
  /// @param text null for none
  /// @return empty if it is no fingerprint
  public static Optional<Fingerprint> parse(String text) {
    String joined = text == null ? "" : text.replaceAll("\\s", "");
    return isOne(joined) ? Optional.of(new Fingerprint(joined)) : Optional.empty();
  }

  /// The value in groups of four, for comparing it by eye or ear. Upper and lower case differ.
  public String groups() {
    StringBuilder groups = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      if (i > 0 && i % GROUP == 0) {
        groups.append(' ');
      }
      groups.append(value.charAt(i));
    }
    return groups.toString();
  }

  /// Exactly one text stands for each hash: the last character has two bits to spare, which are 0.
  private static boolean isOne(String value) {
    try {
      byte[] hash = Base64.getUrlDecoder().decode(value);
      return hash.length == BYTES
          && Base64.getUrlEncoder().withoutPadding().encodeToString(hash).equals(value);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
