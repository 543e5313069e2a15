package chatter.server.doctor;

import chatter.server.doctor.Doctor.Finding;
import chatter.server.tls.Validity;
import chatter.shared.invite.Fingerprint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Whether others can be sure that it is the server, and that nobody listens.
final class CertificateCheck {
  private static final String ENCRYPTION = "Encryption";
  private static final Duration SOON = Duration.ofDays(14);

  private CertificateCheck() {}

  /// @param open whether others reach it
  static Finding at(ServerProbe probe, Subject subject, boolean open, Instant now) {
    if (probe.chain().isEmpty()) {
      return open
          ? Finding.warn(
              ENCRYPTION,
              "The server speaks plain http, so others on the way can read passwords and messages.",
              "Start it without --plain-http, or give it a certificate with --tls-cert and"
                  + " --tls-key.")
          : Finding.ok(ENCRYPTION, "Plain http, which does not leave this computer.");
    }
    X509Certificate certificate = probe.chain().getFirst();
    String shown = Fingerprint.of(certificate.getPublicKey()).value();
    if (subject.fingerprint() != null && !subject.fingerprint().equals(shown)) {
      return Finding.bad(
          ENCRYPTION,
          "The server shows another key than it should: "
              + shown
              + " instead of "
              + subject.fingerprint()
              + ".",
          "If nobody gave it a new key on purpose, somebody may be between you and it: do not sign in"
              + " there, and ask whoever runs it.");
    }
    Instant from = Validity.of(certificate).from();
    Instant until = Validity.of(certificate).until();
    if (now.isAfter(until)) {
      return Finding.bad(
          ENCRYPTION,
          "The server's certificate expired on " + day(until) + ".",
          "Have it renewed where it came from. Is this computer's clock right?");
    }
    if (now.isBefore(from)) {
      return Finding.bad(
          ENCRYPTION,
          "The server's certificate is not good before " + day(from) + ".",
          "Check the date and time of this computer, and of the server's.");
    }
    if (now.plus(SOON).isAfter(until)) {
      return Finding.warn(
          ENCRYPTION,
          "The server's certificate expires on " + day(until) + ".",
          "Have it renewed; a new one in the same files is taken without a restart.");
    }
    return good(probe.chain(), subject, shown, until);
  }

  private static Finding good(
      List<X509Certificate> chain, Subject subject, String shown, Instant until) {
    String end = ", good until " + day(until);
    if (!trusted(chain)) {
      return Finding.ok(
          ENCRYPTION,
          (subject.fingerprint() == null
                  ? "Encrypted with a key of the server's own, which begins with "
                      + shown.substring(0, 8)
                  : "Encrypted, and the key is the one it should be")
              + end
              + ". Browsers warn of it once; the app goes by the key in the invite.");
    }
    if (!subject.here() && !isFor(chain.getFirst(), ServerProbe.host(subject.server()))) {
      return Finding.bad(
          ENCRYPTION,
          "The server's certificate is for another name than "
              + ServerProbe.host(subject.server())
              + ".",
          "Use the name it is for, or have one made for this name.");
    }
    return Finding.ok(
        ENCRYPTION, "Encrypted, with a certificate that everybody trusts" + end + ".");
  }

  private static boolean trusted(List<X509Certificate> chain) {
    try {
      TrustManagerFactory system =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      system.init((KeyStore) null);
      for (TrustManager manager : system.getTrustManagers()) {
        if (manager instanceof X509TrustManager authorities) {
          authorities.checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
        }
      }
      return true;
    } catch (CertificateException untrusted) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no certificate authorities", e);
    }
  }

  private static boolean isFor(X509Certificate certificate, String host) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names != null
          && names.stream().anyMatch(name -> matches(name.get(1).toString(), host));
    } catch (CertificateParsingException e) {
      // To others it names nobody either.
      return false;
    }
  }

  private static boolean matches(String name, String host) {
    if (name.startsWith("*.")) {
      int dot = host.indexOf('.');
      return dot > 0 && host.substring(dot).equalsIgnoreCase(name.substring(1));
    }
    return name.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT))
        || sameAddress(name, host);
  }

  /// An IPv6 address has many spellings.
  private static boolean sameAddress(String name, String host) {
    try {
      return host.contains(":")
          && name.contains(":")
          && InetAddress.getByName(name).equals(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
