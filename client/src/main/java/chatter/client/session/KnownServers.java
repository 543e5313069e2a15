package chatter.client.session;

import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.http.ServerAddress;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.KnownServersFile;
import chatter.client.prefs.SavedLogin;
import chatter.shared.api.LoginResponse;
import chatter.shared.protocol.AccountInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The servers this computer knows, the one used last first; what changes is on the disk at once.
/// JavaFX application thread only.
public final class KnownServers {
  private final KnownServersFile file;
  private List<KnownServer> all;

  public KnownServers(KnownServersFile file) throws IOException {
    this.file = file;
    all = file.load();
  }

  public List<KnownServer> all() {
    return all;
  }

  /// The one used last.
  public Optional<KnownServer> last() {
    return all.stream().findFirst();
  }

  public Optional<KnownServer> byId(String id) {
    return all.stream().filter(server -> server.id().equals(id)).findFirst();
  }

  /// The one of before that is at an address; the first of those that were never asked who they
  /// are, and so have no number yet.
  public Optional<KnownServer> unasked(ServerAddress address) {
    return byId(address.display());
  }

  /// Keeps a server instead of another, or of what was known of it.
  ///
  /// @param id what the other was called
  public void replace(String id, KnownServer server) throws IOException {
    List<KnownServer> next = new ArrayList<>(all);
    next.removeIf(known -> known.id().equals(id) || known.id().equals(server.id()));
    next.add(server);
    next.sort(Comparator.comparing(KnownServer::lastUsed).reversed());
    save(next);
  }

  /// Keeps a server, or what has changed of it.
  public void keep(KnownServer server) throws IOException {
    replace(server.id(), server);
  }

  /// Forgets a server; what waits to be sent to it stays on the disk.
  public void forget(String id) throws IOException {
    save(all.stream().filter(server -> !server.id().equals(id)).toList());
  }

  /// The server hosted here is at another address of this computer now.
  public void moved(ServerAddress before, ServerAddress now) throws IOException {
    if (!before.equals(now)) {
      save(
          all.stream()
              .map(server ->
                  server.withAddresses(
                      server.addresses().stream()
                          .map(at -> at.equals(before.display()) ? now.display() : at)
                          .toList()))
              .toList());
    }
  }

  /// Writing what is there already would keep the start waiting for the disk.
  private void save(List<KnownServer> next) throws IOException {
    if (!next.equals(all)) {
      file.save(next);
      all = List.copyOf(next);
    }
  }

  /// What is to be remembered of a server that was found and signed in to.
  ///
  /// @param before what was known of it
  /// @param folder what a folder for its accounts is called if it has none yet
  public static KnownServer signedInTo(
      Found found, LoginResponse login, Optional<KnownServer> before, String folder, Instant now) {
    AccountInfo account = login.account();
    String fingerprint = found.pin().isNone() ? "" : found.pin().fingerprint().value();
    return new KnownServer(
        found.server().id(),
        found.server().name(),
        addresses(found, before, fingerprint),
        fingerprint,
        new SavedLogin(
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
