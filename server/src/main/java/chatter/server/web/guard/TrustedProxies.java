package chatter.server.web.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Whose word about the addresses behind them is believed: proxies that whoever runs the server has
/// put in front of it. Everybody can send what a proxy sends, so without being named here nobody is
/// believed. Immutable, safe for any thread.
public final class TrustedProxies {
  private static final String LIKE = "write addresses like 127.0.0.1, 10.0.0.0/8 or fd00::/8";
  private static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<Block> blocks;

  private TrustedProxies(List<Block> blocks) {
    this.blocks = blocks;
  }

  /// Nobody is believed.
  public static TrustedProxies none() {
    return NONE;
  }

  /// Reads addresses and networks in CIDR notation, separated by commas or blanks.
  ///
  /// @throws IllegalArgumentException with a sentence, if one of them cannot be read, names a host
  ///   instead of an address, or is everybody
  public static TrustedProxies parse(String text) {
    List<Block> blocks = new ArrayList<>();
    for (String part : text.split("[,\\s]+", -1)) {
      if (!part.isEmpty()) {
        blocks.add(Block.parse(part));
      }
    }
    return blocks.isEmpty() ? NONE : new TrustedProxies(List.copyOf(blocks));
  }

  /// Whether nobody is believed.
  public boolean isEmpty() {
    return blocks.isEmpty();
  }

  /// Whether that is one of them.
  ///
  /// @param peer where a connection comes from, or null
  public boolean contains(SocketAddress peer) {
    return peer instanceof InetSocketAddress inet
        && inet.getAddress() != null
        && contains(inet.getAddress());
  }

  /// Whether that is one of them; an IPv4 address written as one of IPv6 is the same.
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (Block block : blocks) {
      if (block.contains(bytes)) {
        return true;
      }
    }
    return false;
  }

  /// Whether that is one of them.
  ///
  /// @param literal an address in numbers, with or without brackets; anything else is none
  boolean contains(String literal) {
    try {
      return contains(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "TrustedProxies" + blocks;
  }

  /// A network: the bits that all of its addresses share.
  private record Block(InetAddress network, int bits) {
    private static Block parse(String text) {
      int slash = text.indexOf('/');
      String written = slash < 0 ? text : text.substring(0, slash);
      InetAddress network;
      try {
        network = InetAddress.ofLiteral(written);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "--trusted-proxy: '" + text + "' is no address; " + LIKE, e);
      }
      if (network instanceof Inet6Address v6 && v6.getScopeId() != 0) {
        throw new IllegalArgumentException(
            "--trusted-proxy: leave out what follows the % in '" + text + "'");
      }
      int all = network.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? all : bits(text.substring(slash + 1), text);
      if (bits > all) {
        throw new IllegalArgumentException(
            "--trusted-proxy: '" + text + "' has more than " + all + " bits; " + LIKE);
      }
      if (bits == 0) {
        throw new IllegalArgumentException(
            "--trusted-proxy: '"
                + text
                + "' is everybody, who could then pretend to be anybody; name the proxy alone");
      }
      return new Block(network, bits);
    }

    private static int bits(String digits, String text) {
      if (!digits.matches("\\d{1,3}")) {
        throw new IllegalArgumentException(
            "--trusted-proxy: '" + text + "' has no number of bits after the slash; " + LIKE);
      }
      return Integer.parseInt(digits);
    }

    private boolean contains(byte[] address) {
      byte[] own = network.getAddress();
      if (own.length != address.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      int rest = Byte.SIZE - bits % Byte.SIZE;
      return Arrays.equals(own, 0, whole, address, 0, whole)
          && (rest == Byte.SIZE || own[whole] >> rest == address[whole] >> rest);
    }

    @Override
    public String toString() {
      return network.getHostAddress() + "/" + bits;
    }
  }
}
