package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.store.Findings;
import chatter.server.store.Jdbc;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The SQL that looks whether conversations hold what the protocol promises of them. Each statement
/// finds the rows that break one promise, as sentences.
final class ConversationCheckStore {
  /// Everything that has a number, and of when it is.
  private static final String ENTRIES =
      "(SELECT conversation, seq, sent_at AS at FROM messages"
          + " UNION ALL SELECT conversation, seq, at FROM changes WHERE changed = 1)";

  /// The same of a backup from before there were other entries than messages.
  private static final String MESSAGES_ONLY =
      "(SELECT conversation, seq, sent_at AS at FROM messages)";

  private static final String COUNTERS =
      """
      SELECT 'conversation ' || c.id || ' counts up to ' || c.last_seq || ', but its newest entry is '
        || coalesce(max(e.seq), 0)
      FROM conversations c LEFT JOIN %s e ON e.conversation = c.id
      GROUP BY c.id HAVING c.last_seq <> coalesce(max(e.seq), 0)\
      """;

  private static final String HOLES =
      """
      SELECT 'conversation ' || conversation || ' has a hole between ' || before || ' and ' || seq
      FROM (SELECT conversation, seq, lag(seq, 1, 0) OVER (PARTITION BY conversation ORDER BY seq) AS before
            FROM %s)
      WHERE seq > before + 1\
      """;

  private static final String DOUBLES =
      """
      SELECT 'conversation ' || conversation || ' has ' || count(*) || ' entries with the number ' || seq
      FROM %s GROUP BY conversation, seq HAVING count(*) > 1\
      """;

  // Times need not follow each other: the order is that of the numbers, and clocks are set.
  private static final String NEWEST =
      """
      SELECT 'conversation ' || c.id || ' says that its newest entry is of ' || coalesce(c.last_sent_at, 'no time')
        || ', but it is of ' || e.at
      FROM conversations c JOIN %s e ON e.conversation = c.id AND e.seq = c.last_seq
      WHERE c.last_sent_at IS NOT e.at\
      """;

  private static final String TIMES =
      """
      SELECT 'in conversation ' || conversation || ' entry ' || seq || ' has no time that can be read'
      FROM %s WHERE at NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:*.[0-9][0-9][0-9]Z'\
      """;

  private static final String POSTED_TWICE =
      """
      SELECT 'account ' || account || ' has ' || count(*) || ' commands with one id, the first in'
        || ' conversation ' || min(conversation) || ' at the number ' || min(seq)
      FROM (SELECT sender AS account, command_id, conversation, seq FROM messages
            UNION ALL SELECT actor, command_id, conversation, seq FROM changes WHERE command_id IS NOT NULL)
      GROUP BY account, command_id COLLATE NOCASE HAVING count(*) > 1\
      """;

  private static final String READ_MARKS =
      """
      SELECT 'account ' || s.account || ' has read conversation ' || c.id || ' up to ' || s.read_seq
        || ', but it counts up to ' || c.last_seq
      FROM memberships s JOIN conversations c ON c.id = s.conversation
      WHERE s.read_seq NOT BETWEEN 0 AND c.last_seq\
      """;

  private static final String MEMBERS =
      """
      SELECT 'conversation ' || id || ' says that it has ' || members || ' members, but there are ' || counted
      FROM (SELECT c.id, c.members,
          (SELECT count(*) FROM memberships s JOIN %s u ON u.id = s.account
            WHERE s.conversation = c.id AND (c.kind = 'direct' OR %s)) AS counted
        FROM conversations c
        -- Of a direct in which nothing was said only who opened it has a membership.
        WHERE c.kind = 'room' OR c.last_seq > 0)
      WHERE members <> counted\
      """
          .formatted(AccountSql.ACCOUNTS, AccountSql.enabled("u"));

  private static final String HOSTS =
      """
      SELECT 'conversation ' || c.id || ' has members and no host'
      FROM conversations c
      WHERE c.kind = 'room' AND c.id <> (SELECT min(id) FROM conversations) AND c.members > 0
        AND NOT EXISTS (SELECT 1 FROM memberships s JOIN %s u ON u.id = s.account
          WHERE s.conversation = c.id AND s.host <> 0 AND %s)\
      """
          .formatted(AccountSql.ACCOUNTS, AccountSql.enabled("u"));

  /// Whether members are counted as this program does it, and each room with some has a host: a
  /// backup may be from before that.
  private static final String COUNTED =
      "SELECT count(*) FROM pragma_index_info('conversations_found')";

  /// Whether texts stay where they lie: a backup may be from before that.
  private static final String EDITS = "SELECT count(*) FROM pragma_table_info('edits')";

  private static final String DELETED =
      """
      SELECT 'in conversation ' || m.conversation || ' message ' || m.seq || ' is deleted, but no entry says so'
      FROM messages m
      WHERE m.deleted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM changes x
        WHERE x.conversation = m.conversation AND x.message = m.seq AND x.kind = 'delete' AND x.changed = 1)
      UNION ALL
      SELECT 'in conversation ' || x.conversation || ' entry ' || x.seq || ' deletes message ' || x.message
        || ', which is there'
      FROM changes x JOIN messages m ON m.conversation = x.conversation AND m.seq = x.message
      WHERE x.kind = 'delete' AND x.changed = 1 AND m.deleted_at IS NULL\
      """;

  private static final String NO_MESSAGE =
      """
      SELECT 'in conversation ' || x.conversation || ' entry ' || x.seq || ' is about message ' || x.message
        || ', which is none'
      FROM changes x LEFT JOIN messages m ON m.conversation = x.conversation AND m.seq = x.message
      WHERE x.message IS NOT NULL AND m.seq IS NULL\
      """;

  // What each said last about each message and emoji; the log keeps it also of deleted messages.
  private static final String REACTED =
      """
      WITH newest AS (
        SELECT conversation, message, value AS emoji, actor AS account, max(seq) AS seq
        FROM changes WHERE kind = 'react' AND changed = 1
        GROUP BY conversation, message, value, actor),
      reacted AS (
        SELECT n.* FROM newest n
        JOIN changes x ON x.conversation = n.conversation AND x.seq = n.seq AND x.changed = 1
        JOIN messages m ON m.conversation = n.conversation AND m.seq = n.message
        WHERE x.detail = '1' AND m.deleted_at IS NULL)
      SELECT 'in conversation ' || d.conversation || ' account ' || d.account || ' reacted to message '
        || d.message || ' with entry ' || d.seq || ', but that is not what the message shows'
      FROM reacted d LEFT JOIN reactions r ON r.conversation = d.conversation AND r.message = d.message
        AND r.emoji = d.emoji AND r.account = d.account AND r.seq = d.seq
      WHERE r.seq IS NULL
      UNION ALL
      SELECT 'in conversation ' || r.conversation || ' message ' || r.message || ' shows a reaction of account '
        || r.account || ', but no entry brought it'
      FROM reactions r LEFT JOIN reacted d ON d.conversation = r.conversation AND d.message = r.message
        AND d.emoji = r.emoji AND d.account = r.account
      WHERE d.seq IS NULL\
      """;

  private static final String PINNED =
      """
      WITH newest AS (
        SELECT conversation, message, max(seq) AS seq
        FROM changes WHERE kind = 'pin' AND changed = 1 GROUP BY conversation, message)
      SELECT 'in conversation ' || m.conversation || ' message ' || m.seq || ' is '
        || CASE WHEN m.pinned_seq IS NULL THEN 'not ' ELSE '' END || 'pinned, but the log says otherwise'
      FROM messages m
      LEFT JOIN newest n ON n.conversation = m.conversation AND n.message = m.seq
      LEFT JOIN changes x ON x.conversation = n.conversation AND x.seq = n.seq AND x.changed = 1
      WHERE m.deleted_at IS NULL AND (m.pinned_seq IS NOT NULL OR n.seq IS NOT NULL)
        AND m.pinned_seq IS NOT CASE WHEN x.detail = '1' THEN n.seq END\
      """;

  private static final String MARKED =
      """
      SELECT 'in conversation ' || r.conversation || ' message ' || r.seq || ' is marked otherwise than its state says'
      FROM message_rows r LEFT JOIN message_states s ON s.message = r.id
      WHERE r.deleted <> (s.deleted_at IS NOT NULL) OR r.pinned <> (s.pinned_seq IS NOT NULL)
      UNION ALL
      SELECT 'there is a text of message row ' || e.message || ', which is none'
      FROM edits e LEFT JOIN message_rows r ON r.id = e.message
      WHERE r.id IS NULL\
      """;

  private static final String MENTIONED =
      """
      SELECT 'in conversation ' || n.conversation || ' message ' || n.message || ' mentions account ' || n.account
        || CASE WHEN m.seq IS NULL THEN ', but there is no such message' ELSE ', who wrote it' END
      FROM mentions n LEFT JOIN messages m ON m.conversation = n.conversation AND m.seq = n.message
      WHERE m.seq IS NULL OR m.sender = n.account\
      """;

  private static final String ATTACHED =
      """
      SELECT 'in conversation ' || conversation || fault
      FROM (SELECT a.conversation, CASE
          WHEN m.seq IS NULL THEN ' message ' || a.message || ' has file ' || a.file || ', but there is no such message'
          WHEN m.deleted_at IS NOT NULL THEN ' of the deleted message ' || a.message || ' there is still file ' || a.file
          WHEN f.gone = 1 THEN ' message ' || a.message || ' has file ' || a.file || ', which is gone'
          WHEN c.file IS NULL THEN ' message ' || a.message || ' has file ' || a.file || ', which has no content'
        END AS fault
        FROM message_files a
        LEFT JOIN messages m ON m.conversation = a.conversation AND m.seq = a.message
        LEFT JOIN files f ON f.id = a.file
        LEFT JOIN file_contents c ON c.file = a.file)
      WHERE fault IS NOT NULL\
      """;

  /// Whether messages can have files: a backup may be from before that.
  private static final String FILES = "SELECT count(*) FROM pragma_table_info('message_files')";

  private ConversationCheckStore() {}

  static void check(Handle handle, Findings findings) {
    findings.counted(
        "conversations",
        handle.createQuery("SELECT count(*) FROM conversations").mapTo(Long.class).one());
    findings.counted(
        "messages", handle.createQuery("SELECT count(*) FROM messages").mapTo(Long.class).one());
    boolean log = HistoryFileStore.hasLog(handle);
    String entries = log ? ENTRIES : MESSAGES_ONLY;
    List<String> promises = new ArrayList<>();
    for (String promise : List.of(COUNTERS, HOLES, DOUBLES, NEWEST, TIMES)) {
      promises.add(promise.formatted(entries));
    }
    promises.add(READ_MARKS);
    if (log) {
      boolean edits = Jdbc.first(handle, EDITS, row -> row.getInt(1) > 0).orElse(false);
      Texts texts = edits ? Texts.THAT_STAY : Texts.THAT_MOVE;
      promises.addAll(
          List.of(
              POSTED_TWICE,
              DELETED,
              NO_MESSAGE,
              REACTED,
              PINNED,
              MENTIONED,
              texts.edited(),
              texts.leftBehind()));
      if (edits) {
        promises.add(MARKED);
      }
    }
    if (Jdbc.first(handle, COUNTED, row -> row.getInt(1) > 0).orElse(false)) {
      promises.addAll(List.of(MEMBERS, HOSTS));
    }
    if (Jdbc.first(handle, FILES, row -> row.getInt(1) > 0).orElse(false)) {
      promises.add(ATTACHED);
    }
    for (String promise : promises) {
      findings.faults(handle.createQuery(promise).mapTo(String.class).list());
    }
  }

  /// Where a schema has the texts of a message `m`, as SQL.
  ///
  /// @param first what it was sent as, as it lies in the file, also if it is deleted
  /// @param wasEdited whether its row says so
  /// @param edits how many of its texts there are but for one
  /// @param laterText whether it has a text that is not the first
  private record Texts(String first, String wasEdited, String edits, String laterText) {
    private static final Texts THAT_STAY =
        new Texts(
            "(SELECT trim(r.body) FROM message_rows r WHERE r.id = m.id)",
            "m.edited = 1",
            "(SELECT count(*) FROM edits e WHERE e.message = m.id)",
            "EXISTS (SELECT 1 FROM edits e WHERE e.message = m.id AND trim(e.body) <> '')");

    private static final Texts THAT_MOVE =
        new Texts(
            "m.body",
            "m.edited_at IS NOT NULL",
            "(SELECT count(*) FROM versions v WHERE v.conversation = m.conversation"
                + " AND v.message = m.seq)",
            "EXISTS (SELECT 1 FROM versions v WHERE v.conversation = m.conversation"
                + " AND v.message = m.seq)");

    private String edited() {
      return """
      SELECT 'in conversation ' || conversation || ' message ' || seq || ' was edited ' || entries
        || ' times and has ' || texts || ' other texts'
      FROM (SELECT m.conversation, m.seq, %s AS texts,
          (SELECT count(*) FROM changes x WHERE x.conversation = m.conversation AND x.message = m.seq
            AND x.kind = 'edit' AND x.changed = 1) AS entries
        FROM messages m WHERE m.deleted_at IS NULL AND (%s OR %s))
      WHERE texts <> entries\
      """
          .formatted(edits, wasEdited, laterText);
    }

    private String leftBehind() {
      return """
      SELECT 'in conversation ' || conversation || ' of the deleted message ' || seq || ' there is still ' || rest
      FROM (SELECT m.conversation, m.seq, CASE
          WHEN %s <> '' THEN 'its text'
          WHEN %s THEN 'when it was edited'
          WHEN m.pinned_seq IS NOT NULL THEN 'its pin'
          WHEN %s THEN 'another of its texts'
          WHEN EXISTS (SELECT 1 FROM mentions n WHERE n.conversation = m.conversation AND n.message = m.seq)
            THEN 'whom it mentions'
          WHEN EXISTS (SELECT 1 FROM reactions r WHERE r.conversation = m.conversation AND r.message = m.seq)
            THEN 'a reaction'
          WHEN EXISTS (SELECT 1 FROM changes x WHERE x.conversation = m.conversation AND x.message = m.seq
              AND x.kind = 'edit' AND (x.value IS NOT NULL OR x.detail IS NOT NULL))
            THEN 'what an edit made of it'
        END AS rest
        FROM messages m WHERE m.deleted_at IS NOT NULL)
      WHERE rest IS NOT NULL\
      """
          .formatted(first, wasEdited, laterText);
    }
  }
}
