package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.store.Database;
import chatter.server.store.Jdbc;
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
  private static final String TARGET =
      "SELECT c.last_seq, u.name, u.avatar_hash,"
          + " EXISTS (SELECT 1 FROM messages m WHERE m.sender = ? AND m.command_id = ?)"
          + " AS sent_before"
          + " FROM memberships s"
          + " JOIN conversations c ON c.id = s.conversation"
          + AccountSql.join("u", "s.account")
          + "WHERE s.conversation = ? AND s.account = ?";

  private static final String FIND =
      "SELECT "
          + MessageRows.COLUMNS
          + " FROM messages m"
          + AccountSql.join("u", "m.sender")
          + "WHERE m.sender = ? AND m.command_id = ?";

  private static final String COUNT =
      "UPDATE conversations SET last_seq = ?, last_sent_at = ? WHERE id = ?";

  private static final String INSERT =
      "INSERT INTO messages (conversation, seq, sender, command_id, body, reply_to, sent_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

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
    Optional<Target> target = target(handle, sender, command);
    if (target.isEmpty() || target.get().sentBefore) {
      // Who is no member any more still gets the answer to what it sent when it was.
      Optional<MessagePosted> earlier = find(handle, sender, command.commandId());
      if (earlier.isPresent()) {
        return again(earlier.get(), command, body);
      }
      return new PostResult.Refused(RejectCode.NOT_MEMBER, "you are no member of it");
    }
    Target to = target.get();
    if (command.replyTo() != null && command.replyTo() > to.lastSeq) {
      return new PostResult.Refused(RejectCode.NOT_FOUND, "there is no message to reply to");
    }
    // The clock as it is, also if it went back: one message written while it was wrong would else
    // date every later one. The order is that of the numbers.
    Instant sentAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String sentAtText = Timestamps.text(sentAt);
    long seq = to.lastSeq + 1;
    Jdbc.execute(handle, COUNT, seq, sentAtText, command.conversation());
    Jdbc.execute(
        handle,
        INSERT,
        command.conversation(),
        seq,
        sender,
        command.commandId(),
        body,
        command.replyTo(),
        sentAtText);
    return new PostResult.Stored(
        new MessagePosted(
            command.conversation(),
            seq,
            to.sender,
            body,
            sentAt,
            command.replyTo(),
            command.commandId()),
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
            RejectCode.ID_CONFLICT, "this commandId was used for another message");
  }

  private static Optional<MessagePosted> find(Handle handle, long sender, String id) {
    return Jdbc.first(handle, FIND, row -> MessageRows.read(row, sender), sender, id);
  }

  private static Optional<Target> target(Handle handle, long sender, SendMessage command) {
    return Jdbc.first(
        handle,
        TARGET,
        row ->
            new Target(
                row.getLong("last_seq"),
                MessageRows.sender(sender, row.getString("name"), row.getString("avatar_hash")),
                row.getBoolean("sent_before")),
        sender,
        command.commandId(),
        command.conversation(),
        sender);
  }

  /// Where a message goes, who sends it, and whether its sender has used its id already.
  private record Target(long lastSeq, AccountInfo sender, boolean sentBefore) {}
}
