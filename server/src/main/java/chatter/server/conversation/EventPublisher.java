package chatter.server.conversation;

import chatter.shared.protocol.ServerEvent;

/// Hands events to everybody who is connected and belongs to a conversation.
public interface EventPublisher {
  /// An entry of a conversation's log was stored. Called on the writer's thread, in commit order;
  /// must not block.
  void stored(ServerEvent.Entry entry);

  /// A reader's mark moved. Called on the writer's thread; must not block.
  void readMoved(ServerEvent.ReadMoved event);
}
