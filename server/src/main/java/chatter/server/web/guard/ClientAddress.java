package chatter.server.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.eclipse.jetty.server.Request;

/// Whom to count by when somebody is not signed in: the address the connection comes from, or that
/// a trusted proxy names, and of an IPv6 address only the first half, because everybody has all of
/// the second; but on a link, where all share the first, the whole.
public final class ClientAddress {
  private static final int NETWORK_BYTES = 8;

  private ClientAddress() {}

  public static String of(HttpServletRequest request) {
    return key(request.getRemoteAddr());
  }

  /// The same before there is a servlet.
  public static String of(Request request) {
    return key(Request.getRemoteAddr(request));
  }

  /// The same before there is a request.
  public static String of(InetSocketAddress peer) {
    return key(peer.getAddress().getHostAddress());
  }

  static String key(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address v6 && !v6.isLinkLocalAddress()
          ? HexFormat.of().formatHex(v6.getAddress(), 0, NETWORK_BYTES)
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
