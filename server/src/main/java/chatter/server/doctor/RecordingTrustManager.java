package chatter.server.doctor;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Takes whatever certificate it is shown, and keeps it. For looking at a server only: nothing that
/// matters may go over a connection that it let through.
final class RecordingTrustManager extends X509ExtendedTrustManager {
  private final AtomicReference<List<X509Certificate>> shown;

  RecordingTrustManager(AtomicReference<List<X509Certificate>> shown) {
    this.shown = shown;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    shown.set(List.of(chain));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    shown.set(List.of(chain));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    shown.set(List.of(chain));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {
    throw new UnsupportedOperationException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw new UnsupportedOperationException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    throw new UnsupportedOperationException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
