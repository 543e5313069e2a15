package chatter.server.account;

import chatter.server.limit.FairExecutor;
import chatter.server.limit.OverloadedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mindrot.jbcrypt.BCrypt;

/// Turns passwords into what may be stored, and compares. Expensive on purpose, so it has two
/// threads of its own and a short queue: whoever calls waits on its own thread, and never on one
/// that serves sockets. Safe for any thread. Callers say whom they work for, by an address or an
/// account: those take turns, so that nobody's guesses keep others from signing in.
///
/// bcrypt looks at the first 72 bytes only, and stops at a zero byte. So it gets, instead of the
/// password, 64 characters that depend on all of it: base64(HMAC-SHA-384(constant, NFC(password))).
/// NFC makes a password typed on two keyboards the same. The key is no secret: it keeps the hashes
/// of this program apart from everybody else's.
public final class PasswordHasher implements AutoCloseable {
  /// Cheapest setting; for tests.
  public static final int MIN_COST = 4;

  /// About a third of a second of one core.
  public static final int DEFAULT_COST = 12;

  /// More than a second of one core.
  public static final int MAX_COST = 14;

  private static final int THREADS = 2;
  private static final int WAITING = 64;
  private static final String NOBODY = "";
  private static final SecretKeySpec KEY =
      new SecretKeySpec("chatter password 1".getBytes(StandardCharsets.US_ASCII), "HmacSHA384");
  // The only form jBCrypt reads without throwing; anything else in the column is nobody's password.
  private static final Pattern READABLE =
      Pattern.compile("\\$2a\\$(0[4-9]|1[0-9])\\$[./A-Za-z0-9]{53}");

  private final int cost;

  /// Made when it is asked for: it takes a class that is too old for Java's cache.
  private volatile String nobodysHash;

  private final AtomicLong computed = new AtomicLong();
  private final FairExecutor work = new FairExecutor("passwords", THREADS, WAITING);

  /// @param cost bcrypt's, `MIN_COST` to `MAX_COST`; one more takes twice the time
  public PasswordHasher(int cost) {
    if (cost < MIN_COST || cost > MAX_COST) {
      throw new IllegalArgumentException(
          "the bcrypt cost is " + MIN_COST + " to " + MAX_COST + ", not " + cost);
    }
    this.cost = cost;
  }

  /// The same for nobody in particular.
  public String hash(String password) {
    return hash(password, NOBODY);
  }

  /// What to store for a password. Blocks for as long as it takes.
  ///
  /// @param from whom it is for
  /// @throws OverloadedException if too many wait already
  public String hash(String password, String from) {
    return work.run(
        from,
        () -> {
          computed.incrementAndGet();
          return BCrypt.hashpw(shorten(password), BCrypt.gensalt(cost));
        });
  }

  /// The same for nobody in particular.
  public boolean matches(String password, String storedHash) {
    return matches(password, storedHash, NOBODY);
  }

  /// Whether the stored hash is that password's. Blocks, and takes the same time for null, which
  /// means that there is no such account, and for hashes that nothing matches.
  ///
  /// @param from whom it is for
  /// @throws OverloadedException if too many wait already
  public boolean matches(String password, String storedHash, String from) {
    boolean readable = storedHash != null && READABLE.matcher(storedHash).matches();
    String against = readable ? storedHash : nobodysHash();
    return work.run(
            from,
            () -> {
              computed.incrementAndGet();
              return BCrypt.checkpw(shorten(password), against);
            })
        && readable;
  }

  /// What no password hashes to. Two that are made at once are as good as one.
  private String nobodysHash() {
    String hash = nobodysHash;
    if (hash == null) {
      // A salt is all it takes: nothing hashes to 31 dots, and comparing costs the same.
      hash = BCrypt.gensalt(cost) + ".".repeat(31);
      nobodysHash = hash;
    }
    return hash;
  }

  /// Whether a stored hash was made with another cost than new ones are.
  public boolean outdated(String storedHash) {
    Matcher matcher = READABLE.matcher(storedHash);
    return !matcher.matches() || Integer.parseInt(matcher.group(1)) != cost;
  }

  /// How many times bcrypt ran so far: the work done, in units of one password.
  public long computed() {
    return computed.get();
  }

  /// Ends the threads; whoever waits gets an `OverloadedException`.
  @Override
  public void close() {
    work.close();
  }

  private static String shorten(String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA384");
      mac.init(KEY);
      String canonical = Normalizer.normalize(password, Normalizer.Form.NFC);
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-384", e);
    }
  }
}
