package chatter.server;

import chatter.server.network.LocalAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Under which names and addresses this computer is reached, for the certificate of a server's own
/// key.
final class OwnNames {
  private static final Logger log = LoggerFactory.getLogger(OwnNames.class);

  /// What a certificate can hold as a name; a number would be taken for an address.
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private OwnNames() {}

  /// Those of this moment.
  static Set<String> now() {
    Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
    addHostName(names);
    LocalAddresses.list().forEach(address -> names.add(address.host()));
    return names;
  }

  private static void addHostName(Set<String> names) {
    try {
      String host = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      if (NAME.matcher(host).matches()) {
        names.add(host);
        int dot = host.indexOf('.');
        // What computers call each other in a network without a name server.
        names.add((dot < 0 ? host : host.substring(0, dot)) + ".local");
      }
    } catch (UnknownHostException e) {
      log.debug("this computer does not know its own name", e);
    }
  }
}
