package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.store.Dialect;
import chatter.server.store.Jdbc;
import chatter.shared.api.HistoryPage;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.ServerEvent.ConversationChanged;
import chatter.shared.protocol.ServerEvent.Entry;
import chatter.shared.protocol.ServerEvent.MembersChanged;
import chatter.shared.protocol.ServerEvent.MessageEdited;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Row;
import chatter.shared.protocol.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// The SQL that reads a conversation's log: its rows page by page, and its entries in their order.
/// Messages and other entries stand in two tables; both are read along their indexes at the same
/// time, so that a page costs the same wherever it is and however much lies between its rows.
final class HistoryStore {
  private static final String LAST_SEQ =
      "SELECT c.last_seq FROM memberships s JOIN conversations c ON c.id = s.conversation"
          + " WHERE s.conversation = ? AND s.account = ?";

  private static final String MESSAGES =
      "SELECT "
          + EntryRowStore.MESSAGE
          + " FROM messages m"
          + AccountSql.join("u", "m.sender")
          + "WHERE m.conversation = ? AND m.seq ";

  private static final String NOTICES =
      "SELECT "
          + EntryRowStore.NOTICE
          + " FROM changes x"
          + AccountSql.join("u", "x.actor")
          + "WHERE x.kind IN ('members', 'change') AND x.conversation = ? AND x.seq ";

  private static final String CHANGES =
      "SELECT "
          + EntryRowStore.CHANGE
          + " FROM changes x"
          + AccountSql.join("u", "x.actor")
          + "LEFT JOIN messages m ON m.conversation = x.conversation AND m.seq = x.message"
          + " AND x.kind = 'edit'"
          + " WHERE x.changed = 1 AND x.conversation = ? AND x.seq ";

  static final Dialect.Statement OLDER = log(MESSAGES, NOTICES, "<", " DESC");

  static final Dialect.Statement NEWER = log(MESSAGES, NOTICES, ">", "");

  static final Dialect.Statement ENTRIES = log(MESSAGES, CHANGES, ">", "");

  private static final String PINNED =
      "SELECT "
          + EntryRowStore.MESSAGE
          + " FROM messages m"
          + AccountSql.join("u", "m.sender")
          + "WHERE m.conversation = ? AND m.pinned = 1 ORDER BY m.pinned_seq DESC LIMIT"
          + " "
          + Limits.PINS;

  private static final String ONE =
      "SELECT "
          + EntryRowStore.MESSAGE
          + " FROM memberships s JOIN messages m ON m.conversation = s.conversation"
          + AccountSql.join("u", "m.sender")
          + "WHERE s.conversation = ? AND s.account = ? AND m.seq = ? AND m.deleted_at IS NULL";

  private static final String FROM =
      "SELECT seq, sent_at FROM message_rows WHERE conversation = ? AND seq >= ? ORDER BY seq LIMIT 1";

  private static final String ANY_OLDER =
      "SELECT EXISTS (SELECT 1 FROM messages WHERE conversation = ? AND seq < ?)"
          + " OR EXISTS (SELECT 1 FROM changes WHERE kind IN ('members', 'change')"
          + " AND conversation = ? AND seq < ?)";

  private static final String ANY_NEWER =
      "SELECT EXISTS (SELECT 1 FROM messages WHERE conversation = ? AND seq > ?)"
          + " OR EXISTS (SELECT 1 FROM changes WHERE kind IN ('members', 'change')"
          + " AND conversation = ? AND seq > ?)";

  /// What an entry has beside its texts.
  private static final int ENTRY_BYTES = 256;

  private static final int ACCOUNT_BYTES = 128;
  private static final int REACTION_BYTES = 64;
  private static final int ID_BYTES = 8;

  /// What a file has beside its name and its few pixels.
  private static final int FILE_BYTES = 160;

  private HistoryStore() {}

  /// Both tables from a number on, as many as a page takes. SQLite merges the two along their
  /// indexes and stops; PostgreSQL sorts all that is left of a conversation, unless each part says
  /// itself how much of it is wanted.
  private static Dialect.Statement log(
      String messages, String others, String beyond, String direction) {
    // The third column is the number.
    String first = " ORDER BY 3" + direction + " LIMIT ?";
    String part = beyond + " ?";
    return new Dialect.Statement(
        messages + part + " UNION ALL " + others + part + first,
        "(" + messages + part + first + ") UNION ALL (" + others + part + first + ")" + first);
  }

  /// The newest `seq` of a conversation. The audited place where membership is checked for reading.
  ///
  /// @return empty if the account is no member
  static OptionalLong lastSeq(Handle handle, long account, long conversation) {
    return Jdbc.first(handle, LAST_SEQ, row -> row.getLong(1), conversation, account)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /// Entries after a `seq`, ascending; empty if the account is no member.
  static Optional<Range> after(
      Handle handle, long account, long conversation, long seq, int limit) {
    OptionalLong lastSeq = lastSeq(handle, account, conversation);
    if (lastSeq.isEmpty()) {
      return Optional.empty();
    }
    Log log = new Log(handle, account, conversation);
    return Optional.of(
        new Range(log.entries(seq, new Cut(limit, Limits.SYNC_BYTES)), lastSeq.getAsLong()));
  }

  /// The first message since a moment; found by halves, since the time of messages never goes back
  /// in a conversation and is in no index.
  ///
  /// @return empty if the account is no member, and in it empty if there is none
  static Optional<OptionalLong> firstSince(
      Handle handle, long account, long conversation, Instant since) {
    OptionalLong lastSeq = lastSeq(handle, account, conversation);
    if (lastSeq.isEmpty()) {
      return Optional.empty();
    }
    long from = 1;
    long to = lastSeq.getAsLong() + 1;
    while (from < to) {
      long middle = (from + to) >>> 1;
      Optional<Sent> sent = from(handle, conversation, middle);
      if (sent.isPresent() && sent.get().at().isBefore(since)) {
        from = sent.get().seq() + 1;
      } else {
        to = middle;
      }
    }
    return Optional.of(
        from(handle, conversation, from)
            .map(sent -> OptionalLong.of(sent.seq()))
            .orElseGet(OptionalLong::empty));
  }

  private static Optional<Sent> from(Handle handle, long conversation, long seq) {
    return Jdbc.first(
        handle,
        FROM,
        row -> new Sent(row.getLong(1), Timestamps.parse(row.getString(2))),
        conversation,
        seq);
  }

  /// When a message was sent.
  private record Sent(long seq, Instant at) {}

  /// One page of history; empty if the account is no member.
  static Optional<HistoryPage> page(
      Handle handle, long account, long conversation, HistoryQuery query) {
    OptionalLong lastSeq = lastSeq(handle, account, conversation);
    if (lastSeq.isEmpty()) {
      return Optional.empty();
    }
    long upto = lastSeq.getAsLong();
    Log log = new Log(handle, account, conversation);
    Cut cut = new Cut(query.limit(), Limits.HISTORY_BYTES);
    List<Entry> rows =
        switch (query) {
          case HistoryQuery.Newest _ -> log.older(upto + 1, cut);
          case HistoryQuery.Before before -> log.older(before.seq(), cut);
          case HistoryQuery.After after -> log.newer(after.seq(), cut);
          case HistoryQuery.Around around -> log.around(around.seq(), cut);
        };
    // Where there is nothing, everything is on the other side.
    long first = rows.isEmpty() ? beyond(query, upto) : rows.getFirst().seq();
    long last = rows.isEmpty() ? first - 1 : rows.getLast().seq();
    return Optional.of(
        new HistoryPage(
            rows.stream().map(Row.class::cast).toList(),
            upto,
            log.any(ANY_OLDER, first),
            log.any(ANY_NEWER, last)));
  }

  /// The number beside a page without rows: whatever has it or a higher one is newer than the page,
  /// and the rest is older.
  private static long beyond(HistoryQuery query, long upto) {
    return switch (query) {
      case HistoryQuery.Newest _ -> upto + 1;
      case HistoryQuery.Before before -> before.seq();
      case HistoryQuery.After after -> after.seq() + 1;
      case HistoryQuery.Around around -> around.seq();
    };
  }

  /// The pinned messages, the one pinned last first, as many as a page takes; empty if the account
  /// is no member.
  static Optional<List<MessagePosted>> pinned(Handle handle, long account, long conversation) {
    if (lastSeq(handle, account, conversation).isEmpty()) {
      return Optional.empty();
    }
    EntryRowStore rows = new EntryRowStore(handle, account);
    return Optional.of(
        Jdbc.upTo(
                Limits.HISTORY_BYTES, HistoryStore::bytes, handle, PINNED, rows::read, conversation)
            .rows()
            .stream()
            // One by one: they may be far from each other.
            .map(bare -> DecorationStore.onRows(handle, account, List.of(bare)).getFirst())
            .map(MessagePosted.class::cast)
            .toList());
  }

  /// Messages wherever they are, as far as the account is a member there and they were not deleted.
  static List<MessagePosted> messages(Handle handle, long account, List<MessagePlace> places) {
    EntryRowStore rows = new EntryRowStore(handle, account);
    List<MessagePosted> messages = new ArrayList<>();
    for (MessagePlace place : places) {
      Jdbc.first(handle, ONE, rows::read, place.conversation(), account, place.seq())
          .map(bare -> DecorationStore.onRows(handle, account, List.of(bare)).getFirst())
          .ifPresent(whole -> messages.add((MessagePosted) whole));
    }
    return messages;
  }

  /// About what an entry takes as an event.
  private static long bytes(Entry entry) {
    return ENTRY_BYTES
        + switch (entry) {
          case MessagePosted message -> bytes(message.body()) + reactions(message) + files(message);
          case MessageEdited edited -> bytes(edited.body());
          case MembersChanged members ->
              (long) ACCOUNT_BYTES * (members.joined().size() + members.left().size());
          case ConversationChanged changed -> bytes(changed.title()) + bytes(changed.topic());
          default -> 0;
        };
  }

  private static long bytes(String text) {
    return text == null ? 0 : Limits.utf8Bytes(text);
  }

  private static long reactions(MessagePosted message) {
    return message.reactions() == null
        ? 0
        : message.reactions().stream()
            .mapToLong(kind -> REACTION_BYTES + (long) ID_BYTES * kind.accounts().size())
            .sum();
  }

  private static long files(MessagePosted message) {
    return message.files() == null
        ? 0
        : message.files().stream().mapToLong(HistoryStore::bytes).sum();
  }

  /// About what a file takes as JSON.
  static long bytes(FileInfo file) {
    return FILE_BYTES + bytes(file.name()) + bytes(file.thumb());
  }

  /// The log of one conversation in one snapshot, for one reader.
  private record Log(Handle handle, long reader, long conversation) {
    private List<Entry> entries(long after, Cut cut) {
      return cut.of(DecorationStore.onEntries(handle, reader, read(ENTRIES, after, cut)));
    }

    private List<Entry> older(long before, Cut cut) {
      return rows(OLDER, before, cut).reversed();
    }

    private List<Entry> newer(long after, Cut cut) {
      return rows(NEWER, after, cut);
    }

    private List<Entry> rows(Dialect.Statement sql, long from, Cut cut) {
      return cut.of(DecorationStore.onRows(handle, reader, read(sql, from, cut)));
    }

    /// As many as fit, in the order of the statement.
    private List<Entry> read(Dialect.Statement sql, long from, Cut cut) {
      EntryRowStore rows = new EntryRowStore(handle, reader);
      return Jdbc.upTo(
              cut.bytes,
              HistoryStore::bytes,
              handle,
              sql.on(handle),
              rows::read,
              Dialect.of(handle) == Dialect.SQLITE
                  ? new Object[] {conversation, from, conversation, from, cut.limit}
                  : new Object[] {
                    conversation, from, cut.limit, conversation, from, cut.limit, cut.limit
                  })
          .rows();
    }

    private List<Entry> around(long seq, Cut whole) {
      // Each half may be cut by bytes on the side that is away from the middle: no hole is left.
      List<Entry> page = new ArrayList<>(older(seq, whole.half()));
      page.addAll(newer(seq - 1, whole.without(page)));
      Cut rest = whole.without(page);
      if (rest.limit > 0 && rest.bytes > 0 && !page.isEmpty()) {
        // Near the newest end: fill up with older ones, so that a page is as full as it can be.
        List<Entry> more = older(page.getFirst().seq(), rest);
        if (more.stream().mapToLong(HistoryStore::bytes).sum() <= rest.bytes) {
          page.addAll(0, more);
        }
      }
      return page;
    }

    private boolean any(String sql, long seq) {
      return Jdbc.first(handle, sql, row -> row.getBoolean(1), conversation, seq, conversation, seq)
          .orElseThrow();
    }
  }

  /// Where a page ends: after so many entries, or before so many bytes are exceeded. There is
  /// always one entry in it, however long.
  private record Cut(int limit, long bytes) {
    private Cut half() {
      return new Cut(limit / 2, bytes / 2);
    }

    private Cut without(List<Entry> page) {
      long taken = page.stream().mapToLong(HistoryStore::bytes).sum();
      return new Cut(limit - page.size(), bytes - taken);
    }

    /// The first of them, as many as fit.
    private List<Entry> of(List<Entry> entries) {
      long weighed = 0;
      for (int i = 0; i < entries.size(); i++) {
        weighed += HistoryStore.bytes(entries.get(i));
        if (weighed > bytes && i > 0) {
          return entries.subList(0, i);
        }
      }
      return entries;
    }
  }

  /// Entries in ascending order, and the newest `seq` in the same snapshot.
  record Range(List<Entry> entries, long lastSeq) {}
}
