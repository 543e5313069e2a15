package chatter.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Sends bytes that no decent client would, and returns whatever comes back until the end.
public final class RawHttp {
  private static final int TIMEOUT_MILLIS = 10_000;

  private RawHttp() {}

  public static String exchange(int port, String request) throws IOException {
    return exchange(port, request, false);
  }

  /// The same, but tells the server that nothing more will come.
  public static String exchangeAndStopSending(int port, String request) throws IOException {
    return exchange(port, request, true);
  }

  private static String exchange(int port, String request, boolean stop) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      if (stop) {
        socket.shutdownOutput();
      }
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
