package chatter.server.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/// When a certificate is good. The only place that knows the class that certificates have for
/// times.
public record Validity(Instant from, Instant until) {
  /// Those of a certificate.
  public static Validity of(X509Certificate certificate) {
    return new Validity(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  Duration lasts() {
    return Duration.between(from, until);
  }

  boolean holdsAt(Instant time) {
    return !time.isBefore(from) && !time.isAfter(until);
  }
}
