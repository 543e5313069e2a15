package chatter.server.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The addresses of IPv6 that this computer has for some hours only, so that it is not recognised
/// elsewhere (RFC 8981), or that it is about to give up. Known on Linux alone; elsewhere none.
final class TemporaryAddresses {
  private static final Logger log = LoggerFactory.getLogger(TemporaryAddresses.class);
  private static final Path LIST = Path.of("/proc/net/if_inet6");
  private static final int HEX = 16;
  private static final int FLAGS = 4;

  /// `IFA_F_TEMPORARY`, `IFA_F_DEPRECATED` and `IFA_F_TENTATIVE` of `linux/if_addr.h`.
  private static final int PASSING = 0x01 | 0x20 | 0x40;

  private final Set<String> addresses;

  private TemporaryAddresses(Set<String> addresses) {
    this.addresses = addresses;
  }

  /// Those of this moment.
  static TemporaryAddresses now() {
    if (!Files.isReadable(LIST)) {
      return of(List.of());
    }
    try {
      return of(Files.readAllLines(LIST));
    } catch (IOException e) {
      log.debug("the system does not tell which addresses stay", e);
      return of(List.of());
    }
  }

  /// @param lines as Linux lists them: the address, then in hexadecimal the adapter's number, the
  ///   length of its prefix, its scope and its flags, and the adapter's name
  static TemporaryAddresses of(List<String> lines) {
    Set<String> passing = new HashSet<>();
    for (String line : lines) {
      String[] fields = line.strip().split("\\s+", -1);
      if (fields.length > FLAGS && (Integer.parseInt(fields[FLAGS], HEX) & PASSING) != 0) {
        passing.add(fields[0]);
      }
    }
    return new TemporaryAddresses(passing);
  }

  boolean contains(byte[] address) {
    return addresses.contains(HexFormat.of().formatHex(address));
  }
}
