package chatter.client.net.http;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/// Why there is no secure connection with a server that answered.
public enum TlsFailure {
  /// Nobody whom this computer knows vouches for the certificate.
  UNTRUSTED,
  /// The certificate is for another server.
  OTHER_NAME,
  /// The certificate was good once.
  EXPIRED,
  /// The certificate will be good, or this computer's clock is wrong.
  NOT_YET_VALID,
  /// They found no way to speak; most likely the other does not speak TLS.
  NO_TLS;

  /// What Java says when something else than TLS comes back; it has no exception of its own.
  private static final String NO_TLS_AT_ALL = "nrecognized SSL message";

  /// @return empty if the failure is about something else, such as the network
  static Optional<TlsFailure> in(Throwable failure) {
    TlsFailure found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // The innermost says most: a certificate that expired is inside of a path that is no good.
      TlsFailure here =
          switch (cause) {
            case CertificateExpiredException _ -> EXPIRED;
            case CertificateNotYetValidException _ -> NOT_YET_VALID;
            case CertPathBuilderException _, CertPathValidatorException _ -> UNTRUSTED;
            // Of the certificate's exceptions only that about the name is of no class of its own.
            case CertificateException certificate ->
                certificate.getClass() == CertificateException.class ? OTHER_NAME : UNTRUSTED;
            case SSLHandshakeException _ -> NO_TLS;
            case SSLException tls when says(tls, NO_TLS_AT_ALL) -> NO_TLS;
            default -> null;
          };
      found = here == null ? found : here;
    }
    return Optional.ofNullable(found);
  }

  private static boolean says(Throwable failure, String part) {
    return failure.getMessage() != null && failure.getMessage().contains(part);
  }
}
