package chatter.server.account;

import java.text.Normalizer;
import java.util.Locale;

/// An email address without surrounding blanks. Two that differ only in case, or in how their
/// accents are encoded, are the same person's.
///
/// @param text as it was written
public record EmailAddress(String text) {
  public EmailAddress {
    text = text.strip();
  }

  /// What makes an account unique, and what throttling counts by.
  public String key() {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
