package chatter.server.network;

import chatter.shared.address.HostName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Under which names and addresses this computer is reached, for the certificate of a server's own
/// key.
public final class LocalNames {
  private static final Logger log = LoggerFactory.getLogger(LocalNames.class);

  /// What a certificate can hold as a name; a number would be taken for an address.
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  /// Domains that nobody can register, and routers give to what is behind them.
  private static final List<String> UNREGISTERED =
      List.of("local", "lan", "home", "home.arpa", "internal", "intranet", "localdomain");

  private static final Path RESOLVER = Path.of("/etc/resolv.conf");
  private static final Pattern SEARCH = Pattern.compile("\\s*(?:search|domain)\\s+(.*)");

  private LocalNames() {}

  /// Those of this moment.
  public static Set<String> now() {
    Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
    addHostName(names);
    LocalAddresses.list().forEach(address -> names.add(address.host()));
    return names;
  }

  /// Every name and address under which somebody on its networks may call this computer: more than
  /// a certificate holds.
  public static Set<String> answeredTo() {
    Set<String> names = now();
    try (Stream<NetworkInterface> networks = NetworkInterface.networkInterfaces()) {
      networks
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(address -> names.add(HostName.of(address)));
    } catch (SocketException e) {
      log.warn("the addresses of this computer cannot be listed", e);
    }
    try {
      String host = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      names.add(host);
      int dot = host.indexOf('.');
      String first = dot < 0 ? host : host.substring(0, dot);
      names.add(first);
      UNREGISTERED.forEach(domain -> names.add(first + "." + domain));
      searched().forEach(domain -> names.add(first + "." + domain));
    } catch (UnknownHostException e) {
      log.debug("this computer does not know its own name", e);
    }
    return names;
  }

  /// In which domains the network says that its computers are, e.g. `fritz.box`.
  private static List<String> searched() {
    try {
      return Files.readAllLines(RESOLVER).stream()
          .map(SEARCH::matcher)
          .filter(Matcher::matches)
          .flatMap(line -> Arrays.stream(line.group(1).split("\\s+", -1)))
          .filter(domain -> !domain.isEmpty())
          .toList();
    } catch (IOException e) {
      // There is such a file on some systems only.
      return List.of();
    }
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
