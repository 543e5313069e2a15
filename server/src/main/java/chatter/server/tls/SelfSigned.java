package chatter.server.tls;

import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import okhttp3.tls.HeldCertificate;

/// Makes certificates that nobody but their own key vouches for. The only place that knows the
/// library; it is loaded only when one is made.
final class SelfSigned {
  private SelfSigned() {}

  /// @param names which it is for: names and addresses
  /// @return PEM
  static String certificate(KeyPair keys, List<String> names, Instant from, Instant until) {
    HeldCertificate.Builder builder =
        new HeldCertificate.Builder()
            .keyPair(keys)
            .commonName("Chatter")
            .validityInterval(from.toEpochMilli(), until.toEpochMilli());
    names.forEach(builder::addSubjectAlternativeName);
    return builder.build().certificatePem();
  }
}
