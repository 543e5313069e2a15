package chatter.server.cluster;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Which bus the servers of a chat have between them.
///
/// @param nats where a NATS server is; null if the database itself is the bus
public record BusAddress(URI nats) {
  private static final String DATABASE = "postgres";

  /// The database itself.
  public static BusAddress database() {
    return new BusAddress(null);
  }

  /// Reads what somebody typed.
  ///
  /// @param text `postgres`, or `nats://` or `tls://` with a host, and a port and a user if need be
  /// @throws IllegalArgumentException with a sentence if it is neither
  public static BusAddress parse(String text) {
    if (text.strip().equals(DATABASE)) {
      return database();
    }
    try {
      URI uri = new URI(text.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("nats") || scheme.equals("tls")) && uri.getHost() != null) {
        if (scheme.equals("nats") && !isHere(uri.getHost())) {
          throw new IllegalArgumentException(
              "what people write goes over the bus: to another computer use"
                  + " tls://USER:PASSWORD@HOST:4222");
        }
        return new BusAddress(uri);
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(explained(), e);
    }
    throw new IllegalArgumentException(explained());
  }

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /// Without what was typed, which may have a password in it.
  private static String explained() {
    return "--bus is postgres, for the database itself, or where a NATS server is, as"
        + " nats://HOST:4222";
  }

  /// Without its password.
  @Override
  public String toString() {
    return nats == null
        ? DATABASE
        : nats.getScheme()
            + "://"
            + nats.getHost()
            + (nats.getPort() < 0 ? "" : ":" + nats.getPort());
  }
}
