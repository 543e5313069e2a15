package chatter.shared.protocol;

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
  record Welcome(
      int version,
      String epoch,
      AccountInfo account,
      Instant serverTime,
      int heartbeatSeconds,
      WelcomeLimits limits,
      List<ConversationInfo> conversations)
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
  record WelcomeLimits(int bodyCodePoints) {}

  /// A message was stored.
  ///
  /// @param seq its place in the conversation; dense, starting at 1
  /// @param sender who wrote it
  /// @param sentAt the server's clock at storing, for showing only; it may be before that of a
  ///   message with a lower `seq`, when the clock was set
  /// @param replyTo the `seq` it answers, or null
  /// @param clientMessageId the sender's idempotency key, only to the sender's own connections;
  ///   otherwise null
  record MessagePosted(
      long conversation,
      long seq,
      AccountInfo sender,
      String body,
      Instant sentAt,
      Long replyTo,
      String clientMessageId)
      implements ServerEvent {
    public MessagePosted {
      Objects.requireNonNull(sender, "sender is missing");
      Objects.requireNonNull(body, "body is missing");
      Objects.requireNonNull(sentAt, "sentAt is missing");
    }

    /// The same event as everybody but its sender gets it.
    public MessagePosted forOthers() {
      return clientMessageId == null
          ? this
          : new MessagePosted(conversation, seq, sender, body, sentAt, replyTo, null);
    }
  }

  /// A command with an id was carried out, and what it changed is on disk. The fields after `id`
  /// are there as far as the command has them: a sendMessage has them all, a markRead
  /// `conversation` and `seq`.
  ///
  /// @param duplicate whether the message had been stored before, by an earlier try
  record Ack(
      long id,
      Long conversation,
      String clientMessageId,
      Long seq,
      Instant sentAt,
      Boolean duplicate)
      implements ServerEvent {}

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
  /// @param accounts empty in a chat of more than 200 members, where only the counts are told
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
