package chatter.client.prefs;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A server that somebody was at, or wanted to be at.
///
/// @param id what it calls itself; of one remembered by an older version, its address until it was
///   asked
/// @param name what people call it; empty if not known
/// @param addresses where it may be, as shown, the one that answered last first; at least one
/// @param fingerprint of the key it must prove to have; empty if its certificate is to be vouched
///   for by an authority
/// @param account who is, or was, signed in there
/// @param lastUsed when somebody was last brought there
public record KnownServer(
    String id,
    String name,
    List<String> addresses,
    String fingerprint,
    SavedLogin account,
    Instant lastUsed) {
  /// SHA-256 in base64url without padding: the last character has two bits to spare, which are 0.
  private static final Pattern FINGERPRINT =
      Pattern.compile("|[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

  public KnownServer {
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(fingerprint, "fingerprint is missing");
    Objects.requireNonNull(account, "account is missing");
    Objects.requireNonNull(lastUsed, "lastUsed is missing");
    if (!FINGERPRINT.matcher(fingerprint).matches()) {
      // A key that cannot be read must not become one that nobody insists on.
      throw new IllegalArgumentException(fingerprint + " is no fingerprint");
    }
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a server without an address");
    }
  }

  /// Whether it ever said what it calls itself.
  public boolean isAsked() {
    return !addresses.contains(id);
  }

  /// What to call it.
  public String title() {
    return name.isEmpty() ? addresses.getFirst() : name;
  }

  /// The same under another number, as it calls itself.
  public KnownServer withId(String newId) {
    return new KnownServer(newId, name, addresses, fingerprint, account, lastUsed);
  }

  /// The same with another name.
  public KnownServer withName(String newName) {
    return new KnownServer(id, newName, addresses, fingerprint, account, lastUsed);
  }

  /// The same at other addresses.
  public KnownServer withAddresses(List<String> newAddresses) {
    return new KnownServer(id, name, newAddresses, fingerprint, account, lastUsed);
  }

  /// The same, which answered at an address last.
  public KnownServer foundAt(String address) {
    return withAddresses(Stream.concat(Stream.of(address), addresses.stream()).distinct().toList());
  }

  /// The same with somebody else, or nobody, signed in.
  public KnownServer withAccount(SavedLogin newAccount) {
    return new KnownServer(id, name, addresses, fingerprint, newAccount, lastUsed);
  }

  /// The same, used at another time.
  public KnownServer withLastUsed(Instant when) {
    return new KnownServer(id, name, addresses, fingerprint, account, when);
  }
}
