package chatter.server;

import java.io.IOException;

/// The port for metrics cannot be opened. The message is a sentence for whoever runs the server.
public final class MetricsException extends IOException {
  private static final long serialVersionUID = 1L;

  MetricsException(ServerConfig.MetricsAddress at, IOException cause) {
    super(
        "cannot show metrics on "
            + at.host()
            + " port "
            + at.port()
            + " (choose another with --metrics)",
        cause);
  }
}
