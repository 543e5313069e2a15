package chatter.server.conversation;

import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import java.util.Collection;

/// Hands events to everybody who is connected and belongs to a conversation. Everything here is
/// called on the writer's thread, in commit order, and must not block. Who gets an entry is who
/// belongs to the conversation at that moment: who joins is told of before what comes next, and who
/// leaves before the entry that says so.
public interface EventPublisher {
  /// An entry of a conversation's log was stored.
  void stored(ServerEvent.Entry entry);

  /// A reader's mark moved.
  void readMoved(ServerEvent.ReadMoved event);

  /// Accounts belong to a conversation from now on. They get every entry after its `lastSeq`, also
  /// if an entry up to that is published later.
  ///
  /// @param shown as each of them sees it
  void joined(ConversationInfo shown, Collection<Long> accounts);

  /// An account does not belong to a conversation any more.
  ///
  /// @param seq of the entry that says so
  void left(long conversation, long account, long seq);

  /// What is an account's own about a conversation has changed.
  ///
  /// @param seq the newest of the conversation in the same transaction
  void mineChanged(long account, ServerEvent.MineChanged event, long seq);
}
