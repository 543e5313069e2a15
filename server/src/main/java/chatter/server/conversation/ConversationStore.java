package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.store.Database;
import chatter.server.store.InsertHook;
import chatter.server.store.Jdbc;
import chatter.shared.api.HistoryPage;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Timestamps;
import chatter.shared.protocol.Visibility;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The SQL of conversations, memberships and history.
final class ConversationStore {
  private static final String MESSAGES =
      "SELECT "
          + MessageRows.COLUMNS
          + " FROM messages m"
          + AccountSql.join("u", "m.sender")
          + "WHERE m.conversation = ? ";

  /// What a message's event has beside its body.
  private static final int EVENT_BYTES = 256;

  private final Database database;
  private final Clock clock;

  ConversationStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// When the newest message of any conversation was stored.
  Optional<Instant> newest() {
    return database.read(h ->
        Jdbc.first(
                h,
                "SELECT max(m.sent_at) FROM conversations c"
                    + " JOIN messages m ON m.conversation = c.id AND m.seq = c.last_seq",
                row -> Optional.ofNullable(row.getString(1)).map(Timestamps::parse))
            .flatMap(Function.identity()));
  }

  /// Makes the first room if there is none.
  CompletableFuture<Void> ensureRoom(String title) {
    return database.write(handle -> {
      handle.execute(
          "INSERT INTO conversations (kind, title, visibility, title_key, created_at)"
              + " SELECT 'room', ?, 'open', ?, ? WHERE NOT EXISTS (SELECT 1 FROM conversations)",
          title,
          RoomStore.key(Visibility.OPEN, title),
          now());
      return null;
    });
  }

  /// Makes each new account a member of the first room, with nothing unread.
  InsertHook joinsFirstRoom() {
    return (handle, account) -> {
      handle.execute(
          "INSERT INTO memberships (conversation, account, joined_at, read_seq)"
              + " SELECT id, ?, ?, last_seq FROM conversations ORDER BY id LIMIT 1",
          account,
          now());
      handle.execute(
          "UPDATE conversations SET members = members + 1"
              + " WHERE id = (SELECT min(id) FROM conversations)");
    };
  }

  /// The conversations of an account, with everything read in the same snapshot by `then`.
  <T> T snapshot(long account, Function<List<ConversationInfo>, T> then) {
    return database.read(handle -> then.apply(ConversationInfoStore.all(handle, account)));
  }

  /// Moves a reader's mark forward.
  ///
  /// @param committed gets the mark on the writer's thread, in commit order
  /// @return the mark now and whether it moved; empty if the account is no member
  CompletableFuture<Optional<ReadMark>> markRead(
      long account, long conversation, long seq, Consumer<Optional<ReadMark>> committed) {
    return database.write(handle -> markRead(handle, account, conversation, seq), committed);
  }

  private static Optional<ReadMark> markRead(
      Handle handle, long account, long conversation, long seq) {
    Optional<Mark> found =
        handle
            .createQuery(
                "SELECT s.read_seq, c.last_seq FROM memberships s"
                    + " JOIN conversations c ON c.id = s.conversation"
                    + " WHERE s.conversation = ? AND s.account = ?")
            .bind(0, conversation)
            .bind(1, account)
            .map((row, ctx) -> new Mark(row.getLong("read_seq"), row.getLong("last_seq")))
            .findOne();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mark mark = found.get();
    long wanted = Math.min(seq, mark.lastSeq);
    if (wanted <= mark.readSeq) {
      return Optional.of(new ReadMark(mark.readSeq, false));
    }
    handle.execute(
        "UPDATE memberships SET read_seq = ? WHERE conversation = ? AND account = ?",
        wanted,
        conversation,
        account);
    return Optional.of(new ReadMark(wanted, true));
  }

  /// Events after a `seq`, ascending; empty if the account is no member.
  Optional<Range> after(long account, long conversation, long seq, int limit) {
    return database.read(handle -> {
      OptionalLong lastSeq = lastSeq(handle, account, conversation);
      if (lastSeq.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Range(
              newer(handle, account, conversation, seq, new Cut(limit, Limits.SYNC_BYTES)),
              lastSeq.getAsLong()));
    });
  }

  /// One page of history; empty if the account is no member.
  Optional<HistoryPage> history(long account, long conversation, HistoryQuery query) {
    return database.read(handle -> {
      OptionalLong lastSeq = lastSeq(handle, account, conversation);
      if (lastSeq.isEmpty()) {
        return Optional.empty();
      }
      long upto = lastSeq.getAsLong();
      List<MessagePosted> messages =
          switch (query) {
            case HistoryQuery.Newest q -> older(handle, account, conversation, upto + 1, page(q));
            case HistoryQuery.Before q -> older(handle, account, conversation, q.seq(), page(q));
            case HistoryQuery.After q -> newer(handle, account, conversation, q.seq(), page(q));
            case HistoryQuery.Around q -> around(handle, account, conversation, q);
          };
      boolean older = !messages.isEmpty() && messages.getFirst().seq() > 1;
      boolean newer = !messages.isEmpty() && messages.getLast().seq() < upto;
      return Optional.of(new HistoryPage(List.copyOf(messages), upto, older, newer));
    });
  }

  private static Cut page(HistoryQuery query) {
    return new Cut(query.limit(), Limits.HISTORY_BYTES);
  }

  private static List<MessagePosted> around(
      Handle handle, long account, long conversation, HistoryQuery.Around query) {
    Cut whole = page(query);
    // Each half may be cut by bytes on the side that is away from the middle: no hole is left.
    List<MessagePosted> page =
        new ArrayList<>(older(handle, account, conversation, query.seq(), whole.half()));
    page.addAll(newer(handle, account, conversation, query.seq() - 1, whole.without(page)));
    Cut rest = whole.without(page);
    if (rest.limit > 0 && rest.bytes > 0 && !page.isEmpty()) {
      // Near the newest end: fill up with older ones, so that a page is as full as it can be.
      List<MessagePosted> more = older(handle, account, conversation, page.getFirst().seq(), rest);
      if (more.stream().mapToLong(ConversationStore::bytes).sum() <= rest.bytes) {
        page.addAll(0, more);
      }
    }
    return page;
  }

  private static List<MessagePosted> older(
      Handle handle, long account, long conversation, long before, Cut cut) {
    return Jdbc.upTo(
            cut.bytes,
            ConversationStore::bytes,
            handle,
            MESSAGES + "AND m.seq < ? ORDER BY m.seq DESC LIMIT ?",
            row -> MessageRows.read(row, account),
            conversation,
            before,
            cut.limit)
        .reversed();
  }

  private static List<MessagePosted> newer(
      Handle handle, long account, long conversation, long after, Cut cut) {
    return Jdbc.upTo(
        cut.bytes,
        ConversationStore::bytes,
        handle,
        MESSAGES + "AND m.seq > ? ORDER BY m.seq LIMIT ?",
        row -> MessageRows.read(row, account),
        conversation,
        after,
        cut.limit);
  }

  /// About what a message takes as an event.
  private static long bytes(MessagePosted message) {
    return (long) Limits.utf8Bytes(message.body()) + EVENT_BYTES;
  }

  /// The audited place where membership is checked for reading.
  private static OptionalLong lastSeq(Handle handle, long account, long conversation) {
    return Jdbc.first(
            handle,
            "SELECT c.last_seq FROM memberships s JOIN conversations c ON c.id = s.conversation"
                + " WHERE s.conversation = ? AND s.account = ?",
            row -> row.getLong(1),
            conversation,
            account)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  private String now() {
    return Timestamps.text(clock.instant());
  }

  /// Where a page ends: after so many messages, or before so many bytes are exceeded. There is
  /// always one message in it, however long.
  private record Cut(int limit, long bytes) {
    private Cut half() {
      return new Cut(limit / 2, bytes / 2);
    }

    private Cut without(List<MessagePosted> page) {
      long taken = page.stream().mapToLong(ConversationStore::bytes).sum();
      return new Cut(limit - page.size(), bytes - taken);
    }
  }

  /// How far somebody has read, and how far there is something to read.
  private record Mark(long readSeq, long lastSeq) {}

  /// A reader's mark.
  record ReadMark(long seq, boolean moved) {}

  /// Events in ascending order, and the newest `seq` in the same snapshot.
  record Range(List<MessagePosted> messages, long lastSeq) {}
}
