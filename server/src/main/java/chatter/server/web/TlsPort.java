package chatter.server.web;

import chatter.server.realtime.transport.FrameTls;
import chatter.server.tls.TlsIdentity;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// TLS on the server's port. Plain HTTP is understood there too; `HttpsOnly` says to whom it is the
/// wrong way in. A server without TLS never loads this class.
final class TlsPort {
  /// Of a key store that never leaves the memory.
  private static final String PASSWORD = "in memory only";

  private final SslContextFactory.Server context = new SslContextFactory.Server();

  TlsPort(TlsIdentity identity) {
    put(identity);
    context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    // Those alone that encrypt and authenticate in one, with a key that nobody can work out
    // afterwards: the first two lines are all of TLS 1.3, the others what is good of TLS 1.2.
    context.setIncludeCipherSuites(
        "TLS_AES_\\d+_GCM_SHA\\d+",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_(RSA|ECDSA)_WITH_AES_\\d+_GCM_SHA\\d+",
        "TLS_ECDHE_(RSA|ECDSA)_WITH_CHACHA20_POLY1305_SHA256");
    // A client may ask for it again and again, and each time costs the server most.
    context.setRenegotiationAllowed(false);
  }

  /// What is spoken on the port.
  ConnectionFactory[] factories(HttpConfiguration http) {
    // Whether the name fits is for the client to judge. A server that refused those who come by an
    // address or another name would only lock out whoever said to their client that it is all
    // right.
    // No Strict-Transport-Security either: it holds for every port of the host, so it would cut off
    // the plain pages of its neighbours; and whoever goes back to plain HTTP, because a certificate
    // ran out or was a trial, would have locked out everybody for as long as it lasts.
    http.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory spoken = WebServer.spoken(http);
    FrameTls tls = new FrameTls(context, spoken.getProtocol());
    return new ConnectionFactory[] {new DetectorConnectionFactory(tls), spoken};
  }

  /// New connections get this one; those that are open go on.
  void renew(TlsIdentity identity) {
    try {
      context.reload(_ -> put(identity));
    } catch (Exception e) {
      throw new IllegalStateException("the web server did not take a checked certificate", e);
    }
  }

  private void put(TlsIdentity identity) {
    context.setKeyStore(identity.keyStore(PASSWORD));
    context.setKeyStorePassword(PASSWORD);
  }
}
