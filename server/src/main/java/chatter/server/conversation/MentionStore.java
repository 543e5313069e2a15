package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.conversation.CommandResult.Refused;
import chatter.server.store.Jdbc;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.RejectCode;
import chatter.shared.text.Mentions;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL of whom messages mention. None of it runs for a message that mentions nobody and answers
/// nothing.
final class MentionStore {
  private static final String KNOWN = "SELECT 1 FROM " + AccountSql.ACCOUNTS + " WHERE id = ?";

  private static final String ANSWERED =
      "SELECT sender, deleted_at IS NULL FROM messages WHERE conversation = ? AND seq = ?";

  private static final String INSERT =
      "INSERT INTO mentions (account, conversation, message) VALUES (?, ?, ?)";

  private static final String DELETE =
      "DELETE FROM mentions WHERE account = ? AND conversation = ? AND message = ?";

  private static final String OF =
      "SELECT account FROM mentions WHERE conversation = ? AND message = ? ORDER BY account";

  private MentionStore() {}

  /// Why somebody may not mention these in a text; empty if they may.
  ///
  /// @param mentioned ascending
  /// @param members how many the conversation has
  /// @param host whether they are one of its hosts
  static Optional<Refused> refusal(
      Handle handle, NavigableSet<Long> mentioned, long members, boolean host) {
    if (mentioned.size() > Limits.MENTIONS) {
      return Optional.of(
          new Refused(
              RejectCode.LIMIT, "body mentions more than " + Limits.MENTIONS + " accounts"));
    }
    for (long account : mentioned) {
      if (account == Mentions.ALL) {
        if (members > Limits.MENTION_ALL_PEOPLE && !host) {
          return Optional.of(
              new Refused(
                  RejectCode.FORBIDDEN,
                  "body mentions everybody, which in a room of more than "
                      + Limits.MENTION_ALL_PEOPLE
                      + " only its hosts may"));
        }
      } else if (Jdbc.first(handle, KNOWN, row -> true, account).isEmpty()) {
        return Optional.of(
            new Refused(
                RejectCode.NOT_FOUND, "body mentions account " + account + ", which is not there"));
      }
    }
    return Optional.empty();
  }

  /// Whom an answer to a message mentions without naming them.
  ///
  /// @return its author, 0 if it was deleted; empty if there is no such message
  static Optional<Long> author(Handle handle, long conversation, long message) {
    return Jdbc.first(
        handle, ANSWERED, row -> row.getBoolean(2) ? row.getLong(1) : 0, conversation, message);
  }

  /// Those whom a message mentions now, ascending.
  static List<Long> of(Handle handle, long conversation, long message) {
    return Jdbc.all(handle, OF, row -> row.getLong(1), conversation, message);
  }

  static void add(Handle handle, long conversation, long message, Collection<Long> accounts) {
    for (long account : accounts) {
      Jdbc.execute(handle, INSERT, account, conversation, message);
    }
  }

  static void remove(Handle handle, long conversation, long message, Collection<Long> accounts) {
    for (long account : accounts) {
      Jdbc.execute(handle, DELETE, account, conversation, message);
    }
  }
}
