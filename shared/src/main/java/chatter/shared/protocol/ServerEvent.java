package chatter.shared.protocol;

import chatter.shared.notification.NotificationSettings;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// What the server tells a client over the websocket: events in the past tense, and answers to
/// commands.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ServerEvent.Welcome.class, name = "welcome"),
  @JsonSubTypes.Type(value = ServerEvent.MessagePosted.class, name = "messagePosted"),
  @JsonSubTypes.Type(value = ServerEvent.MessageEdited.class, name = "messageEdited"),
  @JsonSubTypes.Type(value = ServerEvent.MessageDeleted.class, name = "messageDeleted"),
  @JsonSubTypes.Type(value = ServerEvent.ReactionChanged.class, name = "reactionChanged"),
  @JsonSubTypes.Type(value = ServerEvent.MessagePinned.class, name = "messagePinned"),
  @JsonSubTypes.Type(value = ServerEvent.MembersChanged.class, name = "membersChanged"),
  @JsonSubTypes.Type(value = ServerEvent.ConversationChanged.class, name = "conversationChanged"),
  @JsonSubTypes.Type(value = ServerEvent.ConversationAdded.class, name = "conversationAdded"),
  @JsonSubTypes.Type(value = ServerEvent.ConversationRemoved.class, name = "conversationRemoved"),
  @JsonSubTypes.Type(value = ServerEvent.MineChanged.class, name = "mineChanged"),
  @JsonSubTypes.Type(value = ServerEvent.NotificationsChanged.class, name = "notificationsChanged"),
  @JsonSubTypes.Type(value = ServerEvent.Ack.class, name = "ack"),
  @JsonSubTypes.Type(value = ServerEvent.Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = ServerEvent.Reset.class, name = "reset"),
  @JsonSubTypes.Type(value = ServerEvent.Live.class, name = "live"),
  @JsonSubTypes.Type(value = ServerEvent.Synced.class, name = "synced"),
  @JsonSubTypes.Type(value = ServerEvent.ReadMoved.class, name = "readMoved"),
  @JsonSubTypes.Type(value = ServerEvent.Typing.class, name = "typing"),
  @JsonSubTypes.Type(value = ServerEvent.Presence.class, name = "presence"),
  @JsonSubTypes.Type(value = ServerEvent.AccountChanged.class, name = "accountChanged"),
  @JsonSubTypes.Type(value = ServerEvent.Ping.class, name = "ping"),
  @JsonSubTypes.Type(value = ServerEvent.Pong.class, name = "pong"),
  @JsonSubTypes.Type(value = ServerEvent.Bye.class, name = "bye"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ServerEvent {
  /// Whether the event may be dropped under pressure: it carries no `seq` and the newest wins.
  default boolean ephemeral() {
    return this instanceof Typing
        || this instanceof Presence
        || this instanceof ReadMoved
        || this instanceof AccountChanged;
  }

  /// The answer to `hello`.
  ///
  /// @param epoch changes when the database was restored from a backup; cursors of another epoch
  ///   mean nothing
  /// @param account the caller's own
  /// @param serverTime the server's clock
  /// @param heartbeatSeconds after so many seconds of silence the server pings
  /// @param limits what a client should check before sending
  /// @param conversations those the caller is a member of
  /// @param notifications what the account has said about notifications; null from a server that
  ///   keeps nothing of it
  record Welcome(
      int version,
      String epoch,
      AccountInfo account,
      Instant serverTime,
      int heartbeatSeconds,
      WelcomeLimits limits,
      List<ConversationInfo> conversations,
      NotificationSettings notifications)
      implements ServerEvent {
    public Welcome {
      Objects.requireNonNull(epoch, "epoch is missing");
      Objects.requireNonNull(account, "account is missing");
      Objects.requireNonNull(limits, "limits is missing");
      conversations = List.copyOf(conversations);
    }
  }

  /// The limits a client should check before sending; not an event by itself.
  ///
  /// @param bodyCodePoints the longest message, in Unicode code points
  /// @param fileBytes the largest file, in bytes; null if there is no limit
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record WelcomeLimits(int bodyCodePoints, Long fileBytes) {}

  /// Something durable that happened in a conversation. It has the next `seq` of the conversation's
  /// log, from the transaction that stored it.
  sealed interface Entry extends ServerEvent {
    /// Where.
    long conversation();

    /// Its place in the conversation's log; dense, starting at 1.
    long seq();

    /// Who did it.
    AccountInfo actor();

    /// The server's clock at storing, for showing only; it may be before that of an entry with a
    /// lower `seq`, when the clock was set.
    Instant at();
  }

  /// An entry that a page of history shows as a row of its own; the others change a row.
  sealed interface Row extends Entry {}

  /// A message was stored; as a row of history and in a replay, the message as it stands now.
  ///
  /// @param seq its place in the conversation; dense, starting at 1
  /// @param sender who wrote it
  /// @param body the text as it is now; null exactly if it was deleted
  /// @param sentAt the server's clock at storing, for showing only; it may be before that of a
  ///   message with a lower `seq`, when the clock was set
  /// @param replyTo the `seq` it answers, or null
  /// @param commandId the sender's idempotency key, only to the sender's own connections; otherwise
  ///   null
  /// @param mentions whom it mentions, 0 for everybody; null if nobody
  /// @param editedAt when its text was changed last; null if it never was
  /// @param deleted true, or null if it was not
  /// @param reactions in the order in which each kind came first; null if there are none
  /// @param pinned true, or null if it is not
  /// @param files in the order in which they are shown; null if there are none, or it was deleted
  record MessagePosted(
      long conversation,
      long seq,
      AccountInfo sender,
      String body,
      Instant sentAt,
      Long replyTo,
      String commandId,
      List<Long> mentions,
      Instant editedAt,
      Boolean deleted,
      List<Reaction> reactions,
      Boolean pinned,
      List<FileInfo> files)
      implements Row {
    public MessagePosted {
      Objects.requireNonNull(sender, "sender is missing");
      Objects.requireNonNull(sentAt, "sentAt is missing");
      if (deleted == null || !deleted) {
        Objects.requireNonNull(body, "body is missing");
      }
      mentions = mentions == null || mentions.isEmpty() ? null : List.copyOf(mentions);
      reactions = reactions == null || reactions.isEmpty() ? null : List.copyOf(reactions);
      files = files == null || files.isEmpty() ? null : List.copyOf(files);
    }

    /// A message without files.
    public MessagePosted(
        long conversation,
        long seq,
        AccountInfo sender,
        String body,
        Instant sentAt,
        Long replyTo,
        String commandId,
        List<Long> mentions,
        Instant editedAt,
        Boolean deleted,
        List<Reaction> reactions,
        Boolean pinned) {
      this(
          conversation,
          seq,
          sender,
          body,
          sentAt,
          replyTo,
          commandId,
          mentions,
          editedAt,
          deleted,
          reactions,
          pinned,
          null);
    }

    /// A message to which nothing has happened, and that mentions nobody.
    public MessagePosted(
        long conversation,
        long seq,
        AccountInfo sender,
        String body,
        Instant sentAt,
        Long replyTo,
        String commandId) {
      this(
          conversation,
          seq,
          sender,
          body,
          sentAt,
          replyTo,
          commandId,
          null,
          null,
          null,
          null,
          null);
    }

    @Override
    public AccountInfo actor() {
      return sender;
    }

    @Override
    public Instant at() {
      return sentAt;
    }

    /// Whether its text is gone.
    public boolean wasDeleted() {
      return deleted != null && deleted;
    }

    /// The same event as everybody but its sender gets it.
    public MessagePosted forOthers() {
      return commandId == null
          ? this
          : new MessagePosted(
              conversation,
              seq,
              sender,
              body,
              sentAt,
              replyTo,
              null,
              mentions,
              editedAt,
              deleted,
              reactions,
              pinned,
              files);
    }
  }

  /// One kind of reaction on a message; not an event by itself.
  ///
  /// @param emoji in its fully qualified form
  /// @param count how many people
  /// @param mine whether the reader is among them
  /// @param accounts the first 20 of them
  record Reaction(String emoji, int count, boolean mine, List<Long> accounts) {
    public Reaction {
      Objects.requireNonNull(emoji, "emoji is missing");
      accounts = List.copyOf(accounts);
    }
  }

  /// A message got another text.
  ///
  /// @param message its `seq`
  /// @param body the text; in a replay as it is now, and null if the message was deleted since
  /// @param mentions those whom this edit mentions and the text before did not; never null
  record MessageEdited(
      long conversation,
      long seq,
      AccountInfo actor,
      Instant at,
      long message,
      String body,
      List<Long> mentions)
      implements Entry {
    public MessageEdited {
      Objects.requireNonNull(actor, "actor is missing");
      Objects.requireNonNull(at, "at is missing");
      mentions = mentions == null ? List.of() : List.copyOf(mentions);
    }
  }

  /// A message's text is gone.
  ///
  /// @param message its `seq`
  record MessageDeleted(long conversation, long seq, AccountInfo actor, Instant at, long message)
      implements Entry {
    public MessageDeleted {
      Objects.requireNonNull(actor, "actor is missing");
      Objects.requireNonNull(at, "at is missing");
    }
  }

  /// Somebody put a reaction on a message or took it off.
  ///
  /// @param message its `seq`
  record ReactionChanged(
      long conversation,
      long seq,
      AccountInfo actor,
      Instant at,
      long message,
      String emoji,
      boolean on)
      implements Entry {
    public ReactionChanged {
      Objects.requireNonNull(actor, "actor is missing");
      Objects.requireNonNull(at, "at is missing");
      Objects.requireNonNull(emoji, "emoji is missing");
    }
  }

  /// A message was pinned to its conversation or taken off.
  ///
  /// @param message its `seq`
  record MessagePinned(
      long conversation, long seq, AccountInfo actor, Instant at, long message, boolean on)
      implements Entry {
    public MessagePinned {
      Objects.requireNonNull(actor, "actor is missing");
      Objects.requireNonNull(at, "at is missing");
    }
  }

  /// People came into a room or went. Who went is told `ConversationRemoved` instead.
  record MembersChanged(
      long conversation,
      long seq,
      AccountInfo actor,
      Instant at,
      List<AccountInfo> joined,
      List<AccountInfo> left)
      implements Row {
    public MembersChanged {
      Objects.requireNonNull(actor, "actor is missing");
      Objects.requireNonNull(at, "at is missing");
      joined = joined == null ? List.of() : List.copyOf(joined);
      left = left == null ? List.of() : List.copyOf(left);
    }
  }

  /// A room changed; what did not change is null.
  record ConversationChanged(
      long conversation,
      long seq,
      AccountInfo actor,
      Instant at,
      String title,
      String topic,
      Visibility visibility,
      Boolean archived)
      implements Row {
    public ConversationChanged {
      Objects.requireNonNull(actor, "actor is missing");
      Objects.requireNonNull(at, "at is missing");
    }
  }

  /// The account belongs to one conversation more. What happens there after its `lastSeq` follows.
  record ConversationAdded(ConversationInfo conversation) implements ServerEvent {
    public ConversationAdded {
      Objects.requireNonNull(conversation, "conversation is missing");
    }
  }

  /// The account does not belong to a conversation any more and hears nothing of it.
  record ConversationRemoved(long conversation) implements ServerEvent {}

  /// What is the account's own about a conversation has changed, from any of its connections.
  ///
  /// @param readSeq may be lower than before: it was marked unread
  /// @param host whether it is a host of the room now, which others may have changed; null from
  ///   whoever does not say
  record MineChanged(
      long conversation,
      boolean starred,
      Level level,
      long readSeq,
      int unread,
      int mentions,
      Boolean host)
      implements ServerEvent {
    public MineChanged {
      Objects.requireNonNull(level, "level is missing");
    }
  }

  /// The account has said something else about notifications, on any of its devices.
  record NotificationsChanged(NotificationSettings notifications) implements ServerEvent {
    public NotificationsChanged {
      Objects.requireNonNull(notifications, "notifications is missing");
    }
  }

  /// A command with an id was carried out, and what it changed is on disk. The fields after `id`
  /// are there as far as the command has them: a durable one has them all, a markRead
  /// `conversation` and `seq`.
  ///
  /// @param seq that of the entry it made; the newest of the conversation if it changed nothing
  /// @param at when that entry was stored
  /// @param duplicate whether the command had been carried out before, by an earlier try
  /// @param changed false if there was nothing to change, so that there is no entry; else null
  record Ack(
      long id,
      Long conversation,
      String commandId,
      Long seq,
      Instant at,
      Boolean duplicate,
      Boolean changed)
      implements ServerEvent {
    /// One that changed something, or of which that is not asked.
    public Ack(
        long id, Long conversation, String commandId, Long seq, Instant at, Boolean duplicate) {
      this(id, conversation, commandId, seq, at, duplicate, null);
    }
  }

  /// A command was refused and changed nothing.
  ///
  /// @param id the command's number, if it had one that could be read; otherwise null
  /// @param message one English sentence for a log or a developer
  /// @param retry whether the same command may succeed later
  /// @param retryAfterMs when to try again, in milliseconds, or null
  record Rejected(Long id, RejectCode code, String message, boolean retry, Long retryAfterMs)
      implements ServerEvent {
    public Rejected {
      Objects.requireNonNull(code, "code is missing");
    }
  }

  /// Too much was missed to replay: drop what is shown of the conversation and fetch its newest
  /// page.
  record Reset(long conversation, long lastSeq) implements ServerEvent {}

  /// Everything missed has been sent; what follows happens now.
  record Live() implements ServerEvent {}

  /// A `sync` was answered by the events just before.
  ///
  /// @param upto the newest `seq` that was sent or skipped over; ask again after it if there is
  ///   `more`
  record Synced(Long id, long conversation, long upto, boolean more) implements ServerEvent {}

  /// Somebody has read up to `seq`; also sent to the reader's own other connections.
  record ReadMoved(long conversation, long account, long seq) implements ServerEvent {}

  /// Somebody began or stopped typing; forget it after 6 s.
  record Typing(long conversation, long account, String name, boolean typing)
      implements ServerEvent {}

  /// Who is here.
  ///
  /// @param full whether `accounts` is everybody, replacing what was known, or only what changed
  /// @param online how many accounts are online
  /// @param members how many people are in the chat, named or not; null from an older server
  /// @param accounts in a chat of more than 200 members only those with whom the reader shares a
  ///   smaller conversation
  record Presence(boolean full, int online, Integer members, List<PresenceInfo> accounts)
      implements ServerEvent {
    public Presence {
      accounts = List.copyOf(accounts);
    }
  }

  /// Somebody changed name or picture.
  record AccountChanged(AccountInfo account) implements ServerEvent {
    public AccountChanged {
      Objects.requireNonNull(account, "account is missing");
    }
  }

  /// Answer with `ping` or anything else: the server wants to hear from the client.
  record Ping() implements ServerEvent {}

  /// The answer to the client's `ping`, with its number if it had one.
  record Pong(Long id) implements ServerEvent {}

  /// The server is about to close the connection.
  ///
  /// @param code the close code that follows
  /// @param reconnectAfterMs how long to wait before connecting again, in milliseconds
  record Bye(int code, long reconnectAfterMs) implements ServerEvent {}
}
