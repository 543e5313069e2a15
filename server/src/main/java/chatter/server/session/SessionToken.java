package chatter.server.session;

import chatter.shared.crypto.Sha256;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The secret that login gives out: 122 random bits written as a UUID of version 4. The server
/// stores and compares only its hash, so that whoever reads the database cannot sign in with it.
public final class SessionToken {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private final String secret;

  private SessionToken(String secret) {
    this.secret = secret;
  }

  /// A new one, from the system's secure random numbers.
  public static SessionToken random() {
    return new SessionToken(UUID.randomUUID().toString());
  }

  /// Reads one that a client sent; null and anything of another shape is none.
  public static Optional<SessionToken> parse(String text) {
    return text != null && SHAPE.matcher(text).matches()
        ? Optional.of(new SessionToken(text))
        : Optional.empty();
  }

  /// The token itself, to be sent to its owner once and never written down.
  public String secret() {
    return secret;
  }

  /// What is stored: SHA-256 in hex. No salt is needed, nobody can try out 122 bits.
  String hash() {
    return Sha256.hex(secret);
  }

  /// Without the secret, so that it can end in no log.
  @Override
  public String toString() {
    return "SessionToken[]";
  }
}
