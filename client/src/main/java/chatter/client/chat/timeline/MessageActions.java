package chatter.client.chat.timeline;

import java.net.URI;

/// What a reader can do with a message.
public interface MessageActions {
  /// Opens an address in the browser.
  void open(URI address);

  /// Copies text.
  void copy(String text);

  /// Begins an answer.
  void reply(MessageRow row);

  /// Goes to the message that another one quotes.
  void showQuoted(long seq);

  /// Sends a failed message again.
  void retry(MessageRow row);

  /// Gives a failed message up.
  void discard(MessageRow row);
}
