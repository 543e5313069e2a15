package chatter.server;

import chatter.server.tls.TlsFiles;
import chatter.server.web.guard.TrustedProxies;
import chatter.shared.address.BaseUrl;
import java.util.List;
import java.util.Objects;

/// Where a server listens, and how it speaks there.
///
/// @param host the address to listen on; `127.0.0.1` is this computer only, `0.0.0.0` everybody who
///   can reach it
/// @param port the port to listen on; 0 takes any free one
/// @param tls the certificate and its key; null for plain HTTP on this computer alone, and a key of
///   its own where others are on the network
/// @param plainHttp whether plain HTTP is meant, even where others are on the network
/// @param announced whether it tells the network that it is there, if others can reach it
/// @param proxies whose word is believed about the addresses behind them
/// @param publicUrls where others reach it, beside what can be seen from here
public record Listening(
    String host,
    int port,
    TlsFiles tls,
    boolean plainHttp,
    boolean announced,
    TrustedProxies proxies,
    List<BaseUrl> publicUrls) {
  public Listening {
    Objects.requireNonNull(host, "host is missing");
    Objects.requireNonNull(proxies, "proxies is missing");
    publicUrls = List.copyOf(publicUrls);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    if (tls != null && plainHttp) {
      throw new IllegalArgumentException(
          "--plain-http and --tls-cert exclude each other; choose one");
    }
  }
}
