package chatter.client.chat.message;

import chatter.shared.text.Graphemes;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// The message that another one answers, in short.
///
/// @param seq which one
/// @param name who wrote it; null while that is being fetched
/// @param text its beginning; empty while that is being fetched, and if it does not exist
/// @param sentAt when it was sent, by which it is known again; null while that is not known
public record Quote(long seq, String name, String text, Instant sentAt) {
  /// One that is loaded.
  ///
  /// @param words the beginning of a text in words alone
  public static Quote of(ChatMessage message, UnaryOperator<String> words) {
    ChatMessage.Content content = message.content();
    String names = message.fileNames();
    return of(
        message.seq(),
        content.sender().name(),
        names.isEmpty() ? words.apply(content.body()) : names,
        content.at());
  }

  public static Quote of(long seq, String name, String body, Instant sentAt) {
    return new Quote(seq, name, Graphemes.preview(body), sentAt);
  }

  /// Nothing was asked about it yet.
  public static Quote unknown(long seq) {
    return new Quote(seq, null, "", null);
  }

  /// It is being fetched.
  public static Quote loading(long seq) {
    return new Quote(seq, "", "", null);
  }

  /// There is no such message.
  public static Quote gone(long seq) {
    return new Quote(seq, "", "", Instant.EPOCH);
  }

  boolean isGone() {
    return Instant.EPOCH.equals(sentAt);
  }

  /// What is read of it: who said what; empty while that is not known, and if it does not exist.
  public String said() {
    return name == null || name.isEmpty() ? "" : name + ": " + text;
  }

  /// The same under another name.
  public Quote named(String words) {
    return new Quote(seq, words, text, sentAt);
  }
}
