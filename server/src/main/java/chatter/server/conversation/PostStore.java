package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.conversation.CommandResult.Appearance;
import chatter.server.conversation.CommandResult.Refused;
import chatter.server.conversation.CommandResult.Stored;
import chatter.server.conversation.MessageFileStore.Claimed;
import chatter.server.store.Database;
import chatter.server.store.Dialect;
import chatter.server.store.Jdbc;
import chatter.server.store.Scope;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Timestamps;
import chatter.shared.text.Mentions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// The SQL of posting.
final class PostStore {
  private static final Dialect.Statement TARGET =
      Dialect.statement(d ->
          "SELECT c.last_seq, u.name, u.avatar_hash,"
              + " EXISTS (SELECT 1 FROM message_rows m WHERE m.sender = ? AND "
              + d.sameId("m.command_id")
              + ") OR "
              + changedOrRefused(d)
              + " AS sent_before, c.archived, c.members, s.host"
              + " FROM memberships s"
              + " JOIN conversations c ON c.id = s.conversation"
              + AccountSql.join("u", "s.account")
              + "WHERE s.conversation = ? AND s.account = ?");

  // The text as it was sent, whatever edits made of it.
  private static final Dialect.Statement FIND =
      Dialect.statement(d ->
          "SELECT conversation, seq, sent_at, reply_to, deleted, body FROM message_rows"
              + " WHERE sender = ? AND "
              + d.sameId("command_id"));

  private static final Dialect.Statement FIND_CHANGE =
      Dialect.statement(d -> "SELECT 1 FROM changes WHERE actor = ? AND " + d.sameId("command_id"));

  private static final String INSERT =
      "INSERT INTO message_rows (conversation, seq, sender, command_id, reply_to, sent_at, body)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final Database database;
  private final Clock clock;
  private final RefusalStore refusals;

  PostStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.refusals = new RefusalStore(database);
  }

  /// Of an account and an id. A file's server writes no refusals down.
  private static String changedOrRefused(Dialect dialect) {
    return switch (dialect) {
      case SQLITE -> "EXISTS (SELECT 1 FROM changes x WHERE x.actor = ? AND x.command_id = ?)";
      case POSTGRES ->
          "EXISTS (SELECT 1 FROM (VALUES (CAST(? AS bigint), lower(?))) AS asked (account, id)"
              + " WHERE EXISTS (SELECT 1 FROM changes x"
              + " WHERE x.actor = asked.account AND lower(x.command_id) = asked.id)"
              + " OR EXISTS (SELECT 1 FROM refused_commands r"
              + " WHERE r.account = asked.account AND r.command_id = asked.id))";
    };
  }

  /// @param committed gets every result on the writer's thread, in commit order
  CompletableFuture<CommandResult> post(
      long sender, SendMessage command, String body, Consumer<CommandResult> committed) {
    return database.writeIn(
        new Scope(command.conversation(), sender),
        handle ->
            refusals.carryOut(handle, sender, command, () -> post(handle, sender, command, body)),
        committed);
  }

  private CommandResult post(Handle handle, long sender, SendMessage command, String body) {
    Optional<Target> target = target(handle, sender, command);
    if (target.isEmpty() || target.get().sentBefore) {
      // Who is no member any more still gets the answer to what it sent when it was.
      Optional<Earlier> earlier = find(handle, sender, command.commandId());
      if (earlier.isPresent()) {
        return again(handle, earlier.get(), command, body);
      }
      if (Jdbc.first(handle, FIND_CHANGE.on(handle), row -> true, sender, command.commandId())
          .isPresent()) {
        return conflict();
      }
      Optional<Refused> refused = refusals.find(handle, sender, command);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    if (target.isEmpty()) {
      return new Refused(RejectCode.NOT_MEMBER, "conversation is none of yours");
    }
    Target to = target.get();
    if (to.archived) {
      return new Refused(RejectCode.FORBIDDEN, "conversation is archived");
    }
    NavigableSet<Long> mentions = Mentions.in(body);
    if (!mentions.isEmpty()) {
      Optional<Refused> refusal = MentionStore.refusal(handle, mentions, to.members, to.host);
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    if (command.replyTo() != null) {
      Optional<Long> author =
          MentionStore.author(handle, command.conversation(), command.replyTo());
      if (author.isEmpty()) {
        return new Refused(RejectCode.NOT_FOUND, "replyTo is no message of the conversation");
      }
      author.filter(account -> account != 0).ifPresent(mentions::add);
    }
    mentions.remove(sender);
    List<Claimed> files = List.of();
    if (command.files() != null) {
      Optional<List<Claimed>> claimed = MessageFileStore.claim(handle, sender, command.files());
      if (claimed.isEmpty()) {
        return new Refused(
            RejectCode.NOT_FOUND, "files names one that is no finished and unused upload of yours");
      }
      files = claimed.get();
    }
    // The clock as it is, also if it went back: one message written while it was wrong would else
    // date every later one. The order is that of the numbers.
    Instant sentAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String sentAtText = Timestamps.text(sentAt);
    long seq = to.lastSeq + 1;
    EntryStore.count(handle, command.conversation(), seq, sentAtText);
    Appearance appearance =
        seq == 1 ? DirectStore.appear(handle, command.conversation(), sentAt).orElse(null) : null;
    Jdbc.execute(
        handle,
        INSERT,
        command.conversation(),
        seq,
        sender,
        command.commandId(),
        command.replyTo(),
        sentAtText,
        body);
    MentionStore.add(handle, command.conversation(), seq, mentions);
    MessageFileStore.add(handle, command.conversation(), seq, files);
    return Stored.made(
        appearance,
        new MessagePosted(
            command.conversation(),
            seq,
            to.sender,
            body,
            sentAt,
            command.replyTo(),
            command.commandId(),
            List.copyOf(mentions),
            null,
            null,
            null,
            null,
            files.stream().map(Claimed::info).toList()));
  }

  private static CommandResult again(
      Handle handle, Earlier earlier, SendMessage command, String body) {
    boolean same =
        earlier.conversation == command.conversation()
            // Nobody knows any more what it said.
            && (earlier.deleted || (earlier.body.equals(body) && files(handle, earlier, command)))
            && Objects.equals(earlier.replyTo, command.replyTo());
    return same
        ? new Stored(earlier.conversation, earlier.seq, earlier.sentAt, true, true)
        : conflict();
  }

  private static boolean files(Handle handle, Earlier earlier, SendMessage command) {
    List<String> named = command.files() == null ? List.of() : command.files();
    return MessageFileStore.ids(handle, earlier.conversation, earlier.seq).equals(named);
  }

  private static Refused conflict() {
    return new Refused(RejectCode.ID_CONFLICT, "commandId was used for another command");
  }

  private static Optional<Earlier> find(Handle handle, long sender, String id) {
    return Jdbc.first(
        handle,
        FIND.on(handle),
        row -> {
          long replyTo = row.getLong(4);
          return new Earlier(
              row.getLong(1),
              row.getLong(2),
              Timestamps.parse(row.getString(3)),
              replyTo == 0 ? null : replyTo,
              row.getBoolean(5),
              row.getString(6));
        },
        sender,
        id);
  }

  private static Optional<Target> target(Handle handle, long sender, SendMessage command) {
    return Jdbc.first(
        handle,
        TARGET.on(handle),
        row ->
            new Target(
                row.getLong("last_seq"),
                EntryRowStore.info(sender, row.getString("name"), row.getString("avatar_hash")),
                row.getBoolean("sent_before"),
                row.getBoolean("archived"),
                row.getLong("members"),
                row.getBoolean("host")),
        sender,
        command.commandId(),
        sender,
        command.commandId(),
        command.conversation(),
        sender);
  }

  /// Where a message goes, who sends it, and whether its sender has used its id already, or been
  /// refused under it a moment ago.
  private record Target(
      long lastSeq,
      AccountInfo sender,
      boolean sentBefore,
      boolean archived,
      long members,
      boolean host) {}

  /// A message that was sent with the same id.
  private record Earlier(
      long conversation, long seq, Instant sentAt, Long replyTo, boolean deleted, String body) {}
}
