package chatter.server.conversation;

import chatter.server.conversation.PersonStore.Person;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent.ConversationChanged;
import chatter.shared.protocol.ServerEvent.MembersChanged;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Stores entries about members and rooms, in the transaction that makes the change, and makes the
/// events that tell of them.
final class NoticeStore {
  private NoticeStore() {}

  /// People came or went.
  static MembersChanged members(
      Handle handle,
      long conversation,
      Person actor,
      Instant at,
      List<AccountInfo> joined,
      List<AccountInfo> left) {
    long seq =
        EntryStore.membersChanged(handle, conversation, actor.id(), at, ids(joined), ids(left));
    return new MembersChanged(conversation, seq, actor.info(), at, joined, left);
  }

  /// A room is another one.
  static ConversationChanged change(
      Handle handle, long conversation, Person actor, Instant at, EntryStore.Changed changed) {
    long seq = EntryStore.conversationChanged(handle, conversation, actor.id(), at, changed);
    return new ConversationChanged(
        conversation,
        seq,
        actor.info(),
        at,
        changed.title(),
        changed.topic(),
        changed.visibility(),
        changed.archived());
  }

  private static List<Long> ids(List<AccountInfo> accounts) {
    return accounts.stream().map(AccountInfo::id).toList();
  }
}
