package chatter.server.conversation;

import chatter.server.store.Database;
import chatter.server.store.InsertHook;
import chatter.server.store.Jdbc;
import chatter.server.store.Scope;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.MessageVersion;
import chatter.shared.api.SharedKind;
import chatter.shared.api.SharedResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Timestamps;
import chatter.shared.protocol.Visibility;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The SQL of conversations and memberships.
final class ConversationStore {
  private final Database database;
  private final Clock clock;
  private final UnreadStore unreads = new UnreadStore();

  ConversationStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /// When the newest entry of any conversation was stored.
  Optional<Instant> newest() {
    return database.read(h ->
        Jdbc.first(
                h,
                "SELECT max(last_sent_at) FROM conversations",
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
  <T> T all(long account, Function<List<ConversationInfo>, T> then) {
    return database.read(handle -> then.apply(ConversationInfoStore.all(handle, account, unreads)));
  }

  /// See `Database`.
  <T> T snapshot(Supplier<T> reads) {
    return database.snapshot(reads);
  }

  /// Moves a reader's mark forward.
  ///
  /// @param committed gets the mark on the writer's thread, in commit order
  /// @return the mark now and whether it moved; empty if the account is no member
  CompletableFuture<Optional<ReadMark>> markRead(
      long account, long conversation, long seq, Consumer<Optional<ReadMark>> committed) {
    return database.writeIn(
        new Scope(conversation, account),
        handle -> markRead(handle, account, conversation, seq),
        committed);
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

  /// Entries after a `seq`, ascending; empty if the account is no member.
  Optional<HistoryStore.Range> after(long account, long conversation, long seq, int limit) {
    return database.read(h -> HistoryStore.after(h, account, conversation, seq, limit));
  }

  /// One page of history; empty if the account is no member.
  Optional<HistoryPage> history(long account, long conversation, HistoryQuery query) {
    return database.read(h -> HistoryStore.page(h, account, conversation, query));
  }

  /// The first message since a moment, if there is one; empty if the account is no member.
  Optional<OptionalLong> firstSince(long account, long conversation, Instant since) {
    return database.read(h -> HistoryStore.firstSince(h, account, conversation, since));
  }

  /// The pinned messages, the one pinned last first; empty if the account is no member.
  Optional<List<MessagePosted>> pinned(long account, long conversation) {
    return database.read(h -> HistoryStore.pinned(h, account, conversation));
  }

  /// See `HistoryStore`.
  List<MessagePosted> messages(long account, List<MessagePlace> places) {
    return database.read(h -> HistoryStore.messages(h, account, places));
  }

  /// See `SharedStore`.
  Optional<SharedResponse> shared(
      long account, long conversation, SharedKind kind, OptionalLong before, int limit) {
    return database.read(h -> SharedStore.page(h, account, conversation, kind, before, limit));
  }

  /// See `MessageFileStore`.
  Optional<SharedFile> file(long account, String id) {
    return database.read(h -> MessageFileStore.readable(h, account, id));
  }

  /// See `MessageDetailStore`.
  List<MessageVersion> versions(long account, long conversation, long message) {
    return database.read(h -> MessageDetailStore.versions(h, account, conversation, message));
  }

  /// See `MessageDetailStore`.
  List<AccountInfo> reacted(long account, long conversation, long message, String emoji) {
    return database.read(h -> MessageDetailStore.reacted(h, account, conversation, message, emoji));
  }

  private String now() {
    return Timestamps.text(clock.instant());
  }

  /// How far somebody has read, and how far there is something to read.
  private record Mark(long readSeq, long lastSeq) {}

  /// A reader's mark.
  record ReadMark(long seq, boolean moved) {}
}
