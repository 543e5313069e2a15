package chatter.client.chat;

import chatter.shared.text.Graphemes;

/// The message that another one answers, in short.
///
/// @param seq which one
/// @param name who wrote it; null while that is being fetched
/// @param text its beginning; empty while that is being fetched
record Quote(long seq, String name, String text) {
  static Quote of(Entry entry) {
    return of(entry.seq(), entry.content().sender().name(), entry.content().body());
  }

  static Quote of(long seq, String name, String body) {
    return new Quote(seq, name, Graphemes.preview(body));
  }

  static Quote unknown(long seq) {
    return new Quote(seq, null, "");
  }
}
