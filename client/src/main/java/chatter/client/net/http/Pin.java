package chatter.client.net.http;

import chatter.shared.invite.Fingerprint;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Whom to take for a server: whoever has one certain key, or, without one, whoever has a
/// certificate that an authority known to this computer made out to the server's name.
///
/// With a key nothing else counts, neither the names in the certificate nor its dates nor who
/// vouches for it; and what is not that key is refused, whoever vouches for it.
///
/// @param fingerprint null for none
public record Pin(Fingerprint fingerprint) {
  private static final Pin NONE = new Pin(null);

  /// Trust as the system has it.
  public static Pin none() {
    return NONE;
  }

  /// Only this key.
  public static Pin on(Fingerprint fingerprint) {
    return new Pin(fingerprint);
  }

  /// The key with this fingerprint; none for null and for an empty text.
  ///
  /// @throws IllegalArgumentException if it is no fingerprint, which must not become none
  public static Pin named(String fingerprint) {
    return fingerprint == null || fingerprint.isEmpty() ? NONE : on(new Fingerprint(fingerprint));
  }

  /// Whether there is no key to go by.
  public boolean isNone() {
    return fingerprint == null;
  }

  /// What judges the certificates of a connection.
  SSLContext context() {
    try {
      if (isNone()) {
        return SSLContext.getDefault();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedTrustManager(fingerprint)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java speaks no TLS", e);
    }
  }
}
