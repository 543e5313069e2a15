package chatter.server.doctor;

import chatter.server.doctor.Doctor.Finding;
import chatter.server.doctor.ServerProbe.Met;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The way to a server: who answers, under which addresses, and how well.
final class NetworkCheck {
  private static final String SERVER = "Server";
  private static final String NETWORK = "Network";
  private static final String CLOCK = "Clock";
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final Duration APART = Duration.ofSeconds(5);
  private static final Duration FAR_APART = Duration.ofMinutes(2);

  /// What a guarded websocket answers to somebody it does not know.
  private static final int WHO_ARE_YOU = 401;

  private final Subject subject;
  private final Consumer<Finding> found;
  private final FirewallAdvice firewall;

  NetworkCheck(Subject subject, Consumer<Finding> found) {
    this.subject = subject;
    this.found = found;
    this.firewall = FirewallAdvice.ofThisSystem(ServerProbe.port(subject.server()));
  }

  void run() {
    ServerProbe probe = ServerProbe.at(subject.server());
    found.accept(server(probe));
    if (probe.met() != Met.CHATTER) {
      return;
    }
    boolean open = !subject.here() || addresses();
    found.accept(CertificateCheck.at(probe, subject, open, Instant.now()));
    probe.ahead().map(NetworkCheck::clock).ifPresent(found);
    found.accept(speed(probe.took()));
    found.accept(websocket());
  }

  private Finding server(ServerProbe probe) {
    URI at = subject.server();
    return switch (probe.met()) {
      case CHATTER -> Finding.ok(SERVER, "Chatter " + probe.version() + " answers at " + at + ".");
      case CHATTER_WITH_TLS ->
          Finding.bad(
              SERVER,
              "The server at " + at + " speaks https, and was asked in plain http.",
              "Use https://" + at.getAuthority() + ".");
      case NO_TLS ->
          Finding.bad(
              SERVER,
              "What answers at " + at + " does not speak https: " + probe.reason() + ".",
              "If it is the server, it runs without a certificate: use http://"
                  + at.getAuthority()
                  + ", or start it so that it has one.");
      case STRANGER ->
          Finding.bad(
              SERVER,
              "Something answers at " + at + ", but it is not Chatter.",
              subject.here()
                  ? "Another program has the port. "
                      + FirewallAdvice.whoHasThePort(ServerProbe.port(at))
                      + " Stop it, or start the server with another --port."
                  : "Check the address.");
      case SILENT ->
          Finding.bad(
              SERVER,
              "Something takes connections at " + at + ", but does not answer.",
              subject.here()
                  ? "Another program has the port, or the server hangs. "
                      + FirewallAdvice.whoHasThePort(ServerProbe.port(at))
                  : "Ask whoever runs the server to look at it with chatter-server doctor.");
      case NOBODY ->
          Finding.bad(
              SERVER,
              "Nothing listens at " + at + ".",
              subject.here()
                  ? "Start the server. If it runs, it has another port: name its address, as in"
                      + " chatter-server doctor http://localhost:9000."
                  : "The computer is there, but no server on that port: check the port, and whether"
                      + " the server runs.");
      case NOTHING ->
          Finding.bad(
              SERVER,
              "Nothing comes back from " + at + ".",
              "The computer is switched off, in another network, or a firewall keeps others out."
                  + " Let its owner run chatter-server doctor there.");
      case NO_WAY ->
          Finding.bad(
              SERVER,
              "There is no way from here to " + at + ": " + probe.reason() + ".",
              "Check that both computers are in the same network.");
      case NO_NAME ->
          Finding.bad(
              SERVER,
              "Nobody knows a computer called " + ServerProbe.host(at) + ".",
              "Check how it is written, or use the server's numeric address.");
    };
  }

  /// @return whether others can reach it, as far as can be seen from here
  private boolean addresses() {
    if (subject.others().isEmpty()) {
      found.accept(
          Finding.skipped(
              NETWORK,
              "This computer is in no network, so nobody else can join now.",
              "Connect it to one; then look again."));
      return false;
    }
    Map<URI, ServerProbe> probes = new LinkedHashMap<>();
    subject.others().forEach(other -> probes.put(other, ServerProbe.at(other)));
    if (probes.values().stream().allMatch(probe -> probe.met() == Met.NOBODY)) {
      found.accept(
          Finding.warn(
              NETWORK,
              "The server listens to this computer only, so nobody else can join.",
              "If others are to join, start it with --host 0.0.0.0, or choose \"Everyone on this"
                  + " network\" in the app. A firewall may then have to let them in: "
                  + firewall.command()));
      return false;
    }
    probes.forEach((other, probe) -> found.accept(address(other, probe)));
    Optional<URI> reached =
        probes.entrySet().stream()
            .filter(probe -> probe.getValue().met() == Met.CHATTER)
            .map(Map.Entry::getKey)
            .findFirst();
    reached.map(this::firewall).ifPresent(found);
    return reached.isPresent();
  }

  private Finding address(URI other, ServerProbe probe) {
    return switch (probe.met()) {
      case CHATTER -> Finding.ok(NETWORK, other + " answers, asked from this computer.");
      case NOBODY ->
          Finding.warn(
              NETWORK,
              "Nothing listens at " + other + ".",
              "The server was told to listen at another of this computer's addresses. With --host"
                  + " 0.0.0.0 it listens at all of them.");
      case NOTHING, NO_WAY, SILENT, NO_NAME ->
          Finding.bad(
              NETWORK,
              other + " does not answer, not even to this computer: " + probe.reason() + ".",
              "A firewall is the most likely reason. " + firewall.command());
      case STRANGER, NO_TLS, CHATTER_WITH_TLS ->
          Finding.bad(
              NETWORK,
              "At " + other + " answers something else than at " + subject.server() + ".",
              FirewallAdvice.whoHasThePort(ServerProbe.port(other)));
    };
  }

  private Finding firewall(URI reached) {
    return Finding.skipped(
        "Firewall",
        firewall.seen() + "Whether it lets others in cannot be seen from the computer it protects.",
        "Open "
            + reached
            + " on another device in this network. If nothing comes: "
            + firewall.command());
  }

  private static Finding clock(Duration ahead) {
    Duration apart = ahead.abs();
    if (apart.compareTo(APART) <= 0) {
      return Finding.ok(CLOCK, "The server's clock and that of this computer agree.");
    }
    String sentence =
        "The server's clock is "
            + words(apart)
            + (ahead.isNegative() ? " behind" : " ahead of")
            + " this computer's.";
    return apart.compareTo(FAR_APART) <= 0
        ? Finding.warn(CLOCK, sentence, FirewallAdvice.SET_THE_CLOCK)
        : Finding.bad(
            CLOCK,
            sentence,
            FirewallAdvice.SET_THE_CLOCK + " Certificates and sign-ins go by the time.");
  }

  private static Finding speed(Duration took) {
    String sentence = "It answers within " + Math.max(1, took.toMillis()) + " ms.";
    return took.compareTo(SLOW) < 0
        ? Finding.ok("Speed", sentence)
        : Finding.warn(
            "Speed", sentence, "The network or the server's computer is very busy, or far away.");
  }

  private Finding websocket() {
    int status = ServerProbe.upgrade(subject.server());
    return status == WHO_ARE_YOU
        ? Finding.ok("Websocket", "Websockets come through.")
        : Finding.bad(
            "Websocket",
            "Websockets do not come through: "
                + (status == 0 ? "no answer" : "the answer is status " + status)
                + ".",
            "Messages travel by them. A proxy in front of the server has to pass the headers Upgrade"
                + " and Connection on.");
  }

  private static String words(Duration time) {
    if (time.compareTo(Duration.ofMinutes(2)) < 0) {
      return time.plusMillis(500).toSeconds() + " seconds";
    }
    if (time.compareTo(Duration.ofHours(2)) < 0) {
      return time.toMinutes() + " minutes";
    }
    return time.compareTo(Duration.ofDays(2)) < 0
        ? time.toHours() + " hours"
        : time.toDays() + " days";
  }
}
