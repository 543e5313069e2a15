package chatter.server.web.guard;

import chatter.shared.address.BaseUrl;
import chatter.shared.address.HostName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// By which names and addresses this server may be called. Whoever can make a browser believe that
/// some name leads here (DNS rebinding) could else read, through that browser, what only its own
/// network may see, and claim an empty server. Any thread.
public final class HostNames {
  private static final Logger log = LoggerFactory.getLogger(HostNames.class);
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int MENTIONED = 20;
  private static final String LOCALHOST = "localhost";

  private final List<BaseUrl> publicUrls;
  private final Supplier<Set<String>> own;
  private final LongSupplier nanoTime;
  private final Set<String> mentioned = new HashSet<>();
  private volatile Set<String> known;
  private long lookedNanos;

  /// @param publicUrls where others reach it, as whoever runs it says
  /// @param own what this computer, the address it listens on and the certificate are called at the
  ///   moment; `*.example.org` stands for every one name below; asked now and then, and may take a
  ///   moment
  /// @param nanoTime a monotonic clock
  public HostNames(List<BaseUrl> publicUrls, Supplier<Set<String>> own, LongSupplier nanoTime) {
    this.publicUrls = List.copyOf(publicUrls);
    this.own = own;
    this.nanoTime = nanoTime;
  }

  /// Where others reach it, as whoever runs it says.
  public List<BaseUrl> publicUrls() {
    return publicUrls;
  }

  /// Whether that is a name or an address of this server.
  ///
  /// @param host as it came, without a port; null is none
  /// @param reached the address of this computer that the connection came to
  public boolean answers(String host, SocketAddress reached) {
    String name = HostName.canonical(host).orElse(null);
    if (name == null) {
      return false;
    }
    return isLoopback(name)
        || publicUrls.stream().anyMatch(url -> url.host().equals(name))
        || (reached instanceof InetSocketAddress socket
            && socket.getAddress() != null
            && HostName.of(socket.getAddress()).equals(name))
        || isOwn(name);
  }

  /// Tells whoever runs the server, once for each name, what to do if people use it.
  ///
  /// @param host as it came
  void mention(String host) {
    // What is no name cannot be set as one either, and could be anything.
    HostName.canonical(host)
        .ifPresent(name -> {
          boolean last;
          synchronized (mentioned) {
            if (mentioned.size() >= MENTIONED || !mentioned.add(name)) {
              return;
            }
            last = mentioned.size() == MENTIONED;
          }
          log.warn(
              "somebody called this server {}, which is none of its names, and was refused; if people"
                  + " reach it like that, start it with --public-url https://{}{}",
              name,
              name,
              last ? " (other names are not mentioned any more)" : "");
        });
  }

  private boolean isOwn(String name) {
    Set<String> before = known;
    if (before != null && isIn(before, name)) {
      return true;
    }
    return isIn(refreshed(), name);
  }

  /// A network that came up since has brought other addresses.
  private synchronized Set<String> refreshed() {
    long now = nanoTime.getAsLong();
    if (known == null || now - lookedNanos > FRESH_NANOS) {
      Set<String> found = new HashSet<>();
      for (String written : own.get()) {
        boolean any = written.startsWith("*.");
        HostName.canonical(any ? written.substring(2) : written)
            .ifPresent(name -> found.add(any ? "*." + name : name));
      }
      known = Set.copyOf(found);
      lookedNanos = now;
    }
    return known;
  }

  private static boolean isIn(Set<String> names, String name) {
    int dot = name.indexOf('.');
    return names.contains(name) || (dot > 0 && names.contains("*" + name.substring(dot)));
  }

  /// Browsers never ask anybody where these are.
  public static boolean isLoopback(String name) {
    if (name.equals(LOCALHOST) || name.endsWith("." + LOCALHOST)) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(name.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException isName) {
      return false;
    }
  }
}
