package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.shared.protocol.AccountInfo;

/// Says in words what rows are to show.
public interface RowWords {
  /// What happened to the room, in one line.
  String notice(ChatMessage.Content notice);

  /// Somebody is seen in a row, by the present name.
  void seen(AccountInfo who);

  /// A message's text with names for its mentions.
  String named(String body);

  /// The beginning of a message's text in words alone, as a quote of it shows it.
  String beginning(String body);
}
