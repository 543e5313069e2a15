package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;

/// Says in words what rows are to show.
public interface RowWords {
  /// What happened to the room, in one line.
  String notice(ChatMessage.Content notice);

  /// A message's text with names for its mentions.
  String named(String body);
}
