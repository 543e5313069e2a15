package chatter.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/// Whom to count by when somebody is not signed in: the address the connection comes from, or that
/// a trusted proxy names, and of an IPv6 address only the first half, because everybody has all of
/// the second.
final class ClientAddress {
  private static final int NETWORK_BYTES = 8;

  private ClientAddress() {}

  static String of(HttpServletRequest request) {
    return key(request.getRemoteAddr());
  }

  static String key(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address v6
          ? HexFormat.of().formatHex(v6.getAddress(), 0, NETWORK_BYTES)
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
