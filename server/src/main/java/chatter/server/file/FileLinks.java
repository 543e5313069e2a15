package chatter.server.file;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Links to files that can be given to whatever sends no headers of its own: a picture on a page, a
/// player. Each is one session's, for one file and an hour. The key is made at the start of the
/// server, so links end with it at the latest. Safe for any thread.
public final class FileLinks {
  /// How long a link is good for.
  public static final Duration LIFE = Duration.ofHours(1);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  /// Half of it is as hard to guess as a session token.
  private static final int SIGNATURE_BYTES = 16;

  private final SecretKeySpec key;
  private final Clock clock;

  public FileLinks(Clock clock) {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, ALGORITHM);
    this.clock = clock;
  }

  /// What a link carries beside the file's id.
  ///
  /// @param account whose it is
  /// @param session the login that asks
  /// @return letters, digits and `-`, `_`, `.` alone
  public String sign(String file, long account, long session) {
    long until = clock.instant().plus(LIFE).getEpochSecond();
    String about = account + "." + session + "." + until;
    return about + "." + signature(file, about);
  }

  /// Whose a link is, if it is good.
  ///
  /// @param signed what `sign` gave
  /// @return the login may have ended, and its number be another account's
  public Optional<Holder> verify(String file, String signed) {
    String[] parts = signed.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    String about = signed.substring(0, signed.lastIndexOf('.'));
    if (!MessageDigest.isEqual(
        signature(file, about).getBytes(StandardCharsets.US_ASCII),
        parts[3].getBytes(StandardCharsets.UTF_8))) {
      return Optional.empty();
    }
    // This program wrote them.
    Instant until = Instant.ofEpochSecond(Long.parseLong(parts[2]));
    return clock.instant().isBefore(until)
        ? Optional.of(new Holder(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
        : Optional.empty();
  }

  /// Whose a link is.
  public record Holder(long account, long session) {}

  private String signature(String file, String about) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] whole = mac.doFinal((file + "|" + about).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(whole, SIGNATURE_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
