package chatter.server.account;

import chatter.shared.address.HostName;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// An email address without surrounding blanks. Two that differ only in case, in how their accents
/// are encoded, or in how their domain is spelled, with umlauts or as `xn--`, are the same
/// person's.
///
/// @param text as it was written
public record EmailAddress(String text) {
  public EmailAddress {
    text = text.strip();
  }

  /// What makes an account unique, and what throttling counts by.
  public String key() {
    return withDomain(HostName.canonical(domain()).orElse(null));
  }

  /// What the account of this address may be stored by, the likeliest first: as it was written,
  /// since before spellings were known to be the same somebody could have two accounts, each by its
  /// own; then all others that earlier programs stored.
  public List<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(plain());
    HostName.canonical(domain())
        .ifPresent(domain -> {
          keys.add(withDomain(domain));
          keys.add(withDomain(HostName.shown(domain)));
        });
    return List.copyOf(keys);
  }

  private String plain() {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private String domain() {
    return text.substring(text.lastIndexOf('@') + 1);
  }

  private String withDomain(String domain) {
    String plain = plain();
    int at = plain.lastIndexOf('@');
    return domain == null || at < 0 ? plain : plain.substring(0, at + 1) + domain;
  }
}
