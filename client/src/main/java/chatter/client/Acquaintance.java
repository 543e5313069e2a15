package chatter.client;

import chatter.client.net.ServerFinder.Found;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.Login;
import chatter.shared.api.LoginResponse;
import chatter.shared.protocol.AccountInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is remembered of a server that was found and signed in to.
final class Acquaintance {
  private Acquaintance() {}

  /// @param before what was known of it
  /// @param folder what a folder for its accounts is called if it has none yet
  static KnownServer of(
      Found found, LoginResponse login, Optional<KnownServer> before, String folder, Instant now) {
    AccountInfo account = login.account();
    String fingerprint = found.pin().isNone() ? "" : found.pin().fingerprint().value();
    return new KnownServer(
        found.server().id(),
        found.server().name(),
        addresses(found, before, fingerprint),
        fingerprint,
        new Login(
            before.map(server -> server.account().folder()).orElse(folder),
            login.token(),
            account.id(),
            account.name(),
            account.email() == null ? "" : account.email()),
        now);
  }

  /// Where it answered, and where it was found before by the same key. Without a key an address is
  /// all that tells one server from another, so an old one counts no more.
  private static List<String> addresses(
      Found found, Optional<KnownServer> before, String fingerprint) {
    Stream<String> old =
        before.stream()
            .filter(server -> !fingerprint.isEmpty() && server.fingerprint().equals(fingerprint))
            .flatMap(server -> server.addresses().stream());
    Stream<String> others =
        fingerprint.isEmpty()
            ? Stream.of()
            : found.others().stream().map(address -> address.display());
    return Stream.of(Stream.of(found.address().display()), old, others)
        .flatMap(same -> same)
        .distinct()
        .toList();
  }
}
