package chatter.server.conversation;

import chatter.server.store.Database;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Timestamps;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// The SQL of posting: the one place where a conversation's counter moves.
final class PostStore {
  private final Database database;
  private final Clock clock;

  PostStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// @param committed gets every result on the writer's thread, in commit order
  CompletableFuture<PostResult> post(
      long sender, SendMessage command, String body, Consumer<PostResult> committed) {
    return database.write(handle -> post(handle, sender, command, body), committed);
  }

  private PostResult post(Handle handle, long sender, SendMessage command, String body) {
    Optional<MessagePosted> earlier = find(handle, sender, command.clientMessageId());
    if (earlier.isPresent()) {
      return again(earlier.get(), command, body);
    }
    Optional<Target> target = target(handle, sender, command.conversation());
    if (target.isEmpty()) {
      return new PostResult.Refused(RejectCode.NOT_MEMBER, "you are no member of it");
    }
    Target to = target.get();
    if (command.replyTo() != null && command.replyTo() > to.lastSeq) {
      return new PostResult.Refused(RejectCode.NOT_FOUND, "there is no message to reply to");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant sentAt = to.lastSentAt != null && to.lastSentAt.isAfter(now) ? to.lastSentAt : now;
    long seq = to.lastSeq + 1;
    handle.execute(
        "UPDATE conversations SET last_seq = ?, last_sent_at = ? WHERE id = ?",
        seq,
        Timestamps.text(sentAt),
        command.conversation());
    handle.execute(
        "INSERT INTO messages"
            + " (conversation, seq, sender, client_message_id, body, reply_to, sent_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        command.conversation(),
        seq,
        sender,
        command.clientMessageId(),
        body,
        command.replyTo(),
        Timestamps.text(sentAt));
    return new PostResult.Stored(
        new MessagePosted(
            command.conversation(),
            seq,
            to.sender,
            body,
            sentAt,
            command.replyTo(),
            command.clientMessageId()),
        false);
  }

  private static PostResult again(MessagePosted earlier, SendMessage command, String body) {
    boolean same =
        earlier.conversation() == command.conversation()
            && earlier.body().equals(body)
            && Objects.equals(earlier.replyTo(), command.replyTo());
    return same
        ? new PostResult.Stored(earlier, true)
        : new PostResult.Refused(
            RejectCode.ID_CONFLICT, "this clientMessageId was used for another message");
  }

  private static Optional<MessagePosted> find(Handle handle, long sender, String id) {
    return handle
        .createQuery(
            "SELECT "
                + MessageRows.COLUMNS
                + " FROM messages m JOIN registered_users u ON u.id = m.sender"
                + " WHERE m.sender = ? AND m.client_message_id = ?")
        .bind(0, sender)
        .bind(1, id)
        .map((row, ctx) -> MessageRows.read(row, sender))
        .findOne();
  }

  private static Optional<Target> target(Handle handle, long sender, long conversation) {
    return handle
        .createQuery(
            "SELECT c.last_seq, c.last_sent_at, u.name, u.avatar_hash"
                + " FROM memberships s"
                + " JOIN conversations c ON c.id = s.conversation"
                + " JOIN registered_users u ON u.id = s.account"
                + " WHERE s.conversation = ? AND s.account = ?")
        .bind(0, conversation)
        .bind(1, sender)
        .map((row, ctx) -> {
          String lastSentAt = row.getString("last_sent_at");
          return new Target(
              row.getLong("last_seq"),
              lastSentAt == null ? null : Instant.parse(lastSentAt),
              MessageRows.sender(sender, row.getString("name"), row.getString("avatar_hash")));
        })
        .findOne();
  }

  /// Where a message goes, and who sends it.
  private record Target(long lastSeq, Instant lastSentAt, AccountInfo sender) {}
}
