package chatter.client.net.http;

import chatter.shared.invite.Fingerprint;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts whoever has one key; that they have it, the handshake shows.
///
/// An extended trust manager is asked about names too, and for it Java compares none by itself; a
/// plain one would get the check of names put around it.
final class PinnedTrustManager extends X509ExtendedTrustManager {
  private final Fingerprint expected;

  PinnedTrustManager(Fingerprint expected) {
    this.expected = expected;
  }

  /// Another key than the one expected.
  static final class OtherKeyException extends CertificateException {
    private static final long serialVersionUID = 1L;
    private final transient Fingerprint expected;
    private final transient Fingerprint found;

    OtherKeyException(Fingerprint expected, Fingerprint found) {
      super("the server has the key " + found.value() + " instead of " + expected.value());
      this.expected = expected;
      this.found = found;
    }

    Fingerprint expected() {
      return expected;
    }

    Fingerprint found() {
      return found;
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain == null || chain.length == 0) {
      throw new CertificateException("the server shows no certificate");
    }
    Fingerprint found = Fingerprint.of(chain[0].getPublicKey());
    if (!found.equals(expected)) {
      throw new OtherKeyException(expected, found);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw servesNobody();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw servesNobody();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw servesNobody();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private static CertificateException servesNobody() {
    return new CertificateException("a client has no clients");
  }
}
