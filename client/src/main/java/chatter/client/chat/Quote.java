package chatter.client.chat;

import chatter.shared.text.Graphemes;
import java.time.Instant;

/// The message that another one answers, in short.
///
/// @param seq which one
/// @param name who wrote it; null while that is being fetched
/// @param text its beginning; empty while that is being fetched, and if it does not exist
/// @param sentAt when it was sent, by which it is known again; null while that is not known
public record Quote(long seq, String name, String text, Instant sentAt) {
  static Quote of(Entry entry) {
    Entry.Content content = entry.content();
    return of(entry.seq(), content.sender().name(), content.body(), content.at());
  }

  static Quote of(long seq, String name, String body, Instant sentAt) {
    return new Quote(seq, name, Graphemes.preview(body), sentAt);
  }

  /// Nothing was asked about it yet.
  static Quote unknown(long seq) {
    return new Quote(seq, null, "", null);
  }

  /// It is being fetched.
  static Quote loading(long seq) {
    return new Quote(seq, "", "", null);
  }

  /// There is no such message.
  static Quote gone(long seq) {
    return new Quote(seq, "", "", Instant.EPOCH);
  }

  boolean isGone() {
    return Instant.EPOCH.equals(sentAt);
  }

  /// The same under another name.
  Quote named(String words) {
    return new Quote(seq, words, text, sentAt);
  }
}
