package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.store.Jdbc;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.Timestamps;
import chatter.shared.text.Mentions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;

/// The SQL of what a list of conversations shows of each: how much is unread, and its newest row.
/// One statement for all conversations of an account, which reads indexes only in ranges.
final class SummaryStore {
  // What mentions everybody is told apart from what mentions the reader by name, so that a message
  // which does both is counted once; and it may be the reader's own.
  private static final String ROWS =
      " (SELECT count(*) FROM mentions n WHERE n.account = s.account"
          + " AND n.conversation = s.conversation AND n.message > s.read_seq)"
          + " + (SELECT count(*) FROM mentions n JOIN messages m"
          + " ON m.conversation = n.conversation AND m.seq = n.message"
          + " WHERE n.account = 0 AND n.conversation = s.conversation AND n.message > s.read_seq"
          + " AND m.sender <> s.account AND NOT EXISTS (SELECT 1 FROM mentions o"
          + " WHERE o.account = s.account AND o.conversation = n.conversation"
          + " AND o.message = n.message)),"
          // Of a message that says nothing, what its first file is called.
          + " m.seq, u.name, CASE WHEN m.body = '' AND m.deleted_at IS NULL THEN"
          + " (SELECT f.name FROM message_files t JOIN files f ON f.id = t.file"
          + " WHERE t.conversation = m.conversation AND t.message = m.seq AND t.position = 0)"
          + " ELSE substr(m.body, 1, "
          + Mentions.PREVIEW_OF
          + ") END, m.sent_at, m.deleted_at, x.seq, a.name, x.at, x.kind, s.read_seq, c.last_seq"
          + " FROM memberships s JOIN conversations c ON c.id = s.conversation"
          + " LEFT JOIN messages m ON m.conversation = s.conversation AND m.seq ="
          + " (SELECT max(o.seq) FROM messages o WHERE o.conversation = s.conversation)"
          + " LEFT JOIN changes x ON x.conversation = s.conversation"
          + " AND x.kind IN ('members', 'change') AND x.seq ="
          + " (SELECT max(o.seq) FROM changes o WHERE o.conversation = s.conversation"
          + " AND o.kind IN ('members', 'change'))"
          + AccountSql.leftJoin("u", "m.sender")
          + AccountSql.leftJoin("a", "x.actor")
          + "WHERE s.account = ?";

  private static final String UNREAD =
      "(SELECT count(*) FROM (SELECT 1 FROM message_rows m WHERE m.conversation = s.conversation"
          + " AND m.seq > s.read_seq AND m.sender <> s.account AND m.deleted = 0 LIMIT "
          + Limits.UNREAD_EXACT
          + ") AS unread)";

  /// After so many unread entries it costs more to read them than to count in memory.
  private static final int FEW = 32;

  private static final String ALL =
      "SELECT s.conversation, CASE WHEN c.last_seq - s.read_seq > "
          + FEW
          + " THEN NULL ELSE "
          + UNREAD
          + " END,"
          + ROWS;

  private static final String ONE =
      "SELECT s.conversation, " + UNREAD + "," + ROWS + " AND s.conversation = ?";

  private SummaryStore() {}

  /// The summaries of all conversations of an account, by their numbers.
  ///
  /// @param handle reads what is committed
  static Map<Long, Summary> all(Handle handle, long account, UnreadStore unreads) {
    LongFunction<String> names = names(handle);
    Map<Long, Summary> all = new HashMap<>();
    for (Found found : Jdbc.all(handle, ALL, Found::of, account)) {
      int unread =
          found.unread == null
              ? unreads.unread(handle, found.conversation, account, found.readSeq, found.lastSeq)
              : found.unread;
      all.put(found.conversation, found.summary(unread, names));
    }
    return all;
  }

  /// The summary of one conversation; empty if the account is no member.
  static Optional<Summary> one(Handle handle, long account, long conversation) {
    return Jdbc.first(handle, ONE, Found::of, account, conversation)
        .map(found -> found.summary(found.unread, names(handle)));
  }

  /// What accounts are called, each asked for once.
  static LongFunction<String> names(Handle handle) {
    Map<Long, Optional<String>> known = new HashMap<>();
    return id ->
        known
            .computeIfAbsent(
                id,
                account ->
                    Jdbc.first(
                        handle,
                        "SELECT name FROM " + AccountSql.ACCOUNTS + " WHERE id = ?",
                        row -> row.getString(1),
                        account))
            .orElse(null);
  }

  /// What a list shows of a conversation.
  ///
  /// @param unread messages after the read mark by others that were not deleted, exact up to
  ///   `Limits.UNREAD_EXACT`
  /// @param mentions those of them that mention the account
  /// @param last the newest row of the history; null if there is none
  record Summary(int unread, int mentions, LastRow last) {}

  /// A row as it was read.
  ///
  /// @param unread null if that is not counted yet
  private record Found(
      long conversation,
      Integer unread,
      int mentions,
      Row message,
      Row notice,
      long readSeq,
      long lastSeq) {
    private static Found of(ResultSet row) throws SQLException {
      long message = row.getLong(4);
      long notice = row.getLong(9);
      int counted = row.getInt(2);
      Integer unread = row.wasNull() ? null : counted;
      return new Found(
          row.getLong(1),
          unread,
          row.getInt(3),
          message == 0
              ? null
              : new Row(
                  message,
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getString(8) == null ? LastRow.Kind.MESSAGE : LastRow.Kind.DELETED),
          notice == 0
              ? null
              : new Row(
                  notice,
                  row.getString(10),
                  "",
                  row.getString(11),
                  row.getString(12).equals("members") ? LastRow.Kind.MEMBERS : LastRow.Kind.CHANGE),
          row.getLong(13),
          row.getLong(14));
    }

    private Summary summary(int unread, LongFunction<String> names) {
      Row last = message == null || (notice != null && notice.seq > message.seq) ? notice : message;
      return new Summary(unread, mentions, last == null ? null : last.shown(names));
    }
  }

  /// A row of history.
  private record Row(long seq, String name, String text, String at, LastRow.Kind kind) {
    private LastRow shown(LongFunction<String> names) {
      return new LastRow(
          seq,
          name,
          kind == LastRow.Kind.MESSAGE ? Mentions.preview(text, names) : "",
          Timestamps.parse(at),
          kind);
    }
  }
}
