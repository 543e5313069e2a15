package chatter.server.conversation;

import chatter.server.store.Findings;
import org.jdbi.v3.core.Handle;

/// The SQL that looks whether conversations hold what the protocol promises of them. Each statement
/// finds the rows that break one promise, as sentences.
final class CheckStore {
  private static final String COUNTERS =
      """
      SELECT 'conversation ' || c.id || ' counts up to ' || c.last_seq || ', but its newest message is '
        || coalesce(max(m.seq), 0)
      FROM conversations c LEFT JOIN messages m ON m.conversation = c.id
      GROUP BY c.id HAVING c.last_seq <> coalesce(max(m.seq), 0)\
      """;

  private static final String HOLES =
      """
      SELECT 'conversation ' || conversation || ' has a hole between ' || before || ' and ' || seq
      FROM (SELECT conversation, seq, lag(seq, 1, 0) OVER (PARTITION BY conversation ORDER BY seq) AS before
            FROM messages)
      WHERE seq > before + 1\
      """;

  private static final String DOUBLES =
      """
      SELECT 'conversation ' || conversation || ' has ' || count(*) || ' messages with the number ' || seq
      FROM messages GROUP BY conversation, seq HAVING count(*) > 1\
      """;

  private static final String BACKWARDS =
      """
      SELECT 'in conversation ' || conversation || ' message ' || seq || ' is older than the one before it'
      FROM (SELECT conversation, seq, sent_at,
              lag(sent_at, 1, '') OVER (PARTITION BY conversation ORDER BY seq) AS before
            FROM messages)
      WHERE sent_at < before
      UNION ALL
      SELECT 'conversation ' || c.id || ' has a message from after its last one'
      FROM conversations c
      WHERE coalesce(c.last_sent_at, '') < (SELECT max(sent_at) FROM messages WHERE conversation = c.id)\
      """;

  private static final String POSTED_TWICE =
      """
      SELECT 'account ' || sender || ' has ' || count(*) || ' messages with one client id, the first in'
        || ' conversation ' || conversation || ' with the number ' || min(seq)
      FROM messages GROUP BY sender, client_message_id COLLATE NOCASE HAVING count(*) > 1\
      """;

  private static final String READ_MARKS =
      """
      SELECT 'account ' || s.account || ' has read conversation ' || c.id || ' up to ' || s.read_seq
        || ', but it counts up to ' || c.last_seq
      FROM memberships s JOIN conversations c ON c.id = s.conversation
      WHERE s.read_seq NOT BETWEEN 0 AND c.last_seq\
      """;

  private CheckStore() {}

  static void check(Handle handle, Findings findings) {
    findings.counted(
        "conversations",
        handle.createQuery("SELECT count(*) FROM conversations").mapTo(Long.class).one());
    findings.counted(
        "messages", handle.createQuery("SELECT count(*) FROM messages").mapTo(Long.class).one());
    for (String promise :
        new String[] {COUNTERS, HOLES, DOUBLES, BACKWARDS, POSTED_TWICE, READ_MARKS}) {
      findings.faults(handle.createQuery(promise).mapTo(String.class).list());
    }
  }
}
