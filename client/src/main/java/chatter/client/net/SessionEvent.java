package chatter.client.net;

import chatter.client.net.http.ErrorMessage;
import chatter.client.net.outbox.OutboxEntry;
import chatter.client.net.socket.EndReason;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.Entry;
import java.time.Instant;
import java.util.List;

/// What a `ServerSession` tells its listener, one at a time, on the session's own thread.
///
/// Per conversation `EntryApplied` comes in order, without gaps or duplicates, starting after the
/// `lastSeq` of the first `Welcomed` that names it, or after what is kept of it from before, or of
/// its latest `ConversationReset`. A history page asked for meanwhile may show what an entry did
/// already: whoever shows both goes by `seq`, and applying an entry twice changes nothing.
public sealed interface SessionEvent {
  /// The connection came, went, or waits.
  ///
  /// @param retryAt when the next try comes; null unless `WAITING`
  /// @param distrust what waiting alone does not mend: why what answers is not trusted, or that no
  ///   websocket gets through; null unless `WAITING` for such a reason
  record ConnectionChanged(ConnectionState state, Instant retryAt, ErrorMessage distrust)
      implements SessionEvent {
    /// Of a state for which there is no more to tell.
    public ConnectionChanged(ConnectionState state, Instant retryAt) {
      this(state, retryAt, null);
    }
  }

  /// The server knows us; comes again after every reconnect, before what was missed.
  ///
  /// @param account one's own
  /// @param conversations those one is a member of, with their newest and read `seq`
  /// @param bodyCodePoints the longest message the server takes
  /// @param fileBytes the largest file it takes; null if it has no limit
  /// @param notifications what the account has said about notifications
  /// @param epoch what all `seq` belong to; another one than before if the server was restored
  record Welcomed(
      AccountInfo account,
      List<ConversationInfo> conversations,
      int bodyCodePoints,
      Long fileBytes,
      NotificationSettings notifications,
      String epoch)
      implements SessionEvent {
    public Welcomed {
      conversations = List.copyOf(conversations);
    }

    /// Of a server of which the epoch does not matter.
    public Welcomed(
        AccountInfo account,
        List<ConversationInfo> conversations,
        int bodyCodePoints,
        Long fileBytes) {
      this(account, conversations, bodyCodePoints, fileBytes, NotificationSettings.USUAL, null);
    }

    /// Of a server that takes files of any size.
    public Welcomed(AccountInfo account, List<ConversationInfo> conversations, int bodyCodePoints) {
      this(account, conversations, bodyCodePoints, null);
    }
  }

  /// The next entry of a conversation's log.
  ///
  /// @param live whether it happened just now; false for what was missed and is caught up with
  record EntryApplied(Entry entry, boolean live) implements SessionEvent {}

  /// The account belongs to one conversation more; entries after its `lastSeq` follow.
  record ConversationAdded(ConversationInfo conversation) implements SessionEvent {}

  /// The account does not belong to a conversation any more.
  record ConversationRemoved(long conversation) implements SessionEvent {}

  /// What is one's own about a conversation changed, perhaps on another device.
  ///
  /// @param host whether one is a host of it; null if that is not told
  record MineChanged(
      long conversation,
      boolean starred,
      Level level,
      long readSeq,
      int unread,
      int mentions,
      Boolean host)
      implements SessionEvent {}

  /// Too much was missed, or the server was restored from a backup: drop what is shown of the
  /// conversation and fetch its newest page. `EntryApplied` continues after `lastSeq`.
  ///
  /// @param restored whether numbers mean other messages than before, so that what was read is what
  ///   the latest `Welcomed` says
  record ConversationReset(long conversation, long lastSeq, boolean restored)
      implements SessionEvent {}

  /// A message of the outbox is stored at the server. Comes once for each, before the
  /// `OutboxChanged` that no longer holds it; its `EntryApplied` comes before or after.
  record MessageSent(long conversation, String commandId, long seq, Instant sentAt)
      implements SessionEvent {}

  /// A change of a message was carried out, or there was nothing to change. Comes once for each,
  /// before the `OutboxChanged` that no longer holds it; its `EntryApplied` comes before or after.
  ///
  /// @param seq that of its entry
  record ChangeSent(OutboxEntry change, long seq, Instant at) implements SessionEvent {}

  /// A change of a message was refused for good. An edit stays in the outbox, as what was written
  /// must not be lost; anything else is out of it.
  record ChangeRefused(OutboxEntry change, RejectCode reason) implements SessionEvent {}

  /// The outbox, whole, in the order of sending.
  record OutboxChanged(List<OutboxEntry> entries) implements SessionEvent {
    public OutboxChanged {
      entries = List.copyOf(entries);
    }
  }

  /// So many bytes of a file of the outbox are on their way or at the server.
  ///
  /// @param file the `id` of the `OutboxFile`
  record FileProgress(long conversation, String commandId, String file, long sent)
      implements SessionEvent {}

  /// Somebody, perhaps oneself on another device, has read up to `seq`.
  record ReadMoved(long conversation, long account, long seq) implements SessionEvent {}

  /// Somebody else began or stopped typing; forget it after 6 s.
  record Typing(long conversation, long account, String name, boolean typing)
      implements SessionEvent {}

  /// Who is here.
  ///
  /// @param full whether `accounts` replaces what was known, or adds to it
  /// @param online how many accounts are online
  /// @param members how many people are in the chat; null if the server does not say
  /// @param accounts in a large chat only those with whom the reader shares a smaller conversation
  record Presence(boolean full, int online, Integer members, List<PresenceInfo> accounts)
      implements SessionEvent {
    public Presence {
      accounts = List.copyOf(accounts);
    }
  }

  /// The account has said something else about notifications, perhaps on another device.
  record NotificationsChanged(NotificationSettings settings) implements SessionEvent {}

  /// Somebody, perhaps oneself, changed name or picture.
  record AccountChanged(AccountInfo account) implements SessionEvent {}

  /// The server says good-bye because it stops, or starts anew. The connection ends with it, and is
  /// opened again as soon as there is a server.
  record ServerStopping() implements SessionEvent {}

  /// The session stopped for good; nothing comes after it, unless `tryNow` is allowed by the
  /// reason.
  record Ended(EndReason reason) implements SessionEvent {}
}
