package chatter.server.doctor;

import chatter.server.doctor.ServerProbe.Met;
import chatter.server.network.ListenAddress;
import chatter.server.network.LocalAddresses;
import chatter.shared.address.DialableUri;
import chatter.shared.address.HostName;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a doctor looks at.
///
/// @param server where it is, as seen from here, e.g. `https://127.0.0.1:8080`
/// @param here whether that is this computer
/// @param others this computer's addresses under which others may reach it; empty if it is not here
/// @param fingerprint the key that it must prove itself with; null if any will do
/// @param data its folder; null if it is not here
public record Subject(URI server, boolean here, List<URI> others, String fingerprint, Path data) {
  private static final Pattern WITH_SCHEME = Pattern.compile("(?i)https?://.*");

  public Subject {
    Objects.requireNonNull(server, "server is missing");
    others = List.copyOf(others);
  }

  /// A server somewhere else, of which only the way to it can be looked at.
  public static Subject elsewhere(URI server) {
    return new Subject(server, false, List.of(), null, null);
  }

  /// The same, which has to prove itself with a key.
  public Subject withFingerprint(String newFingerprint) {
    return new Subject(server, here, others, newFingerprint, data);
  }

  /// A server on this computer.
  ///
  /// @param host what it listens at
  public static Subject here(String host, int port, Path data) {
    return of(withScheme(ListenAddress.authority(ListenAddress.fromHere(host), port)), data);
  }

  /// @param typed an address
  /// @param data the folder of a server on this computer, if it turns out to be one
  /// @throws IllegalArgumentException with a sentence if it is no address
  public static Subject at(String typed, Path data) {
    return of(typed(typed), data);
  }

  private static Subject of(URI server, Path data) {
    if (!isHere(ServerProbe.host(server))) {
      return Subject.elsewhere(server);
    }
    return new Subject(server, true, others(server), null, data);
  }

  /// A server that runs in this process.
  ///
  /// @param host what it listens at
  public static Subject running(
      String host, String scheme, int port, String fingerprint, Path data) {
    URI server = URI.create(ListenAddress.url(scheme, ListenAddress.fromHere(host), port));
    return new Subject(server, true, others(server), fingerprint, data);
  }

  /// Whether a Chatter server listens on a port of this computer.
  public static boolean answersHere(int port) {
    String authority = ListenAddress.authority(ListenAddress.LOOPBACK, port);
    return ServerProbe.at(URI.create("http://" + authority)).met() == Met.CHATTER
        || ServerProbe.at(URI.create("https://" + authority)).met() == Met.CHATTER;
  }

  private static URI typed(String text) {
    String stripped = text.strip();
    try {
      if (stripped.contains("://") && !WITH_SCHEME.matcher(stripped).matches()) {
        throw new IllegalArgumentException("another scheme");
      }
      URI uri =
          WITH_SCHEME.matcher(stripped).matches() ? URI.create(stripped) : withScheme(stripped);
      Optional<String> host =
          Optional.ofNullable(uri.getRawAuthority())
              .flatMap(_ -> HostName.canonical(DialableUri.host(uri)));
      if (host.isPresent()) {
        return URI.create(uri.getScheme() + "://" + host.get() + ":" + DialableUri.port(uri) + "/");
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Said below, in the same words.
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no address; write one like https://office.local:8080");
  }

  /// Https where it is spoken, whatever options the server was started with.
  private static URI withScheme(String authority) {
    URI secure = URI.create("https://" + authority);
    if (secure.getRawAuthority() == null
        || HostName.canonical(DialableUri.host(secure)).isEmpty()) {
      throw new IllegalArgumentException(authority);
    }
    return ServerProbe.at(secure).met() == Met.CHATTER ? secure : URI.create("http://" + authority);
  }

  private static boolean isHere(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      // Then there is nothing to look at but the way to it, and the look says why.
      return false;
    }
  }

  /// The same port at each of this computer's addresses.
  static List<URI> others(URI server) {
    return LocalAddresses.list().stream()
        .map(address ->
            URI.create(
                ListenAddress.url(server.getScheme(), address.host(), ServerProbe.port(server))))
        .toList();
  }
}
