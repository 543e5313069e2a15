package chatter.server.conversation;

import chatter.server.store.Findings;
import org.jdbi.v3.core.Handle;

/// The SQL that looks whether conversations hold what the protocol promises of them. Each statement
/// finds the rows that break one promise, as sentences.
final class ConversationCheckStore {
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

  // Times need not follow each other: the order is that of the numbers, and clocks are set.
  private static final String TIMES =
      """
      SELECT 'conversation ' || c.id || ' says that its newest message is of ' || coalesce(c.last_sent_at, 'no time')
        || ', but it is of ' || m.sent_at
      FROM conversations c JOIN messages m ON m.conversation = c.id AND m.seq = c.last_seq
      WHERE c.last_sent_at IS NOT m.sent_at
      UNION ALL
      SELECT 'in conversation ' || conversation || ' message ' || seq || ' has no time that can be read'
      FROM messages WHERE sent_at NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:*.[0-9][0-9][0-9]Z'\
      """;

  private static final String POSTED_TWICE =
      """
      SELECT 'account ' || sender || ' has ' || count(*) || ' messages with one client id, the first in'
        || ' conversation ' || conversation || ' with the number ' || min(seq)
      FROM messages GROUP BY sender, command_id COLLATE NOCASE HAVING count(*) > 1\
      """;

  private static final String READ_MARKS =
      """
      SELECT 'account ' || s.account || ' has read conversation ' || c.id || ' up to ' || s.read_seq
        || ', but it counts up to ' || c.last_seq
      FROM memberships s JOIN conversations c ON c.id = s.conversation
      WHERE s.read_seq NOT BETWEEN 0 AND c.last_seq\
      """;

  private ConversationCheckStore() {}

  static void check(Handle handle, Findings findings) {
    findings.counted(
        "conversations",
        handle.createQuery("SELECT count(*) FROM conversations").mapTo(Long.class).one());
    findings.counted(
        "messages", handle.createQuery("SELECT count(*) FROM messages").mapTo(Long.class).one());
    for (String promise :
        new String[] {COUNTERS, HOLES, DOUBLES, TIMES, POSTED_TWICE, READ_MARKS}) {
      findings.faults(handle.createQuery(promise).mapTo(String.class).list());
    }
  }
}
