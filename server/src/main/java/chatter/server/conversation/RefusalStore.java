package chatter.server.conversation;

import chatter.server.conversation.CommandResult.Refused;
import chatter.server.store.Database;
import chatter.server.store.Jdbc;
import chatter.shared.protocol.RejectCode;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The SQL of what was refused for good, where there are several servers. A command that gets no
/// answer goes to another server, and the first may come to it later: if it was refused meanwhile,
/// it stays so, whatever has changed since, or what somebody was told is not done would be done. So
/// it is written down, and counts for longer than a server goes on with what it was asked for.
///
/// One server carries everything out in the order in which it came, and writes nothing of it.
final class RefusalStore {
  /// Thrice as long as any server goes on with what it was asked for. Not for ever: whoever was
  /// refused may try again under the same id when it is in order.
  private static final String COUNTS = "interval '1 minute'";

  private static final String FIND =
      "SELECT code, reason FROM refused_commands WHERE account = ? AND command_id = lower(?)"
          + " AND at > clock_timestamp() - "
          + COUNTS;

  private static final String ADD =
      "INSERT INTO refused_commands (account, command_id, code, reason, at)"
          + " VALUES (?, lower(?), ?, ?, clock_timestamp())"
          + " ON CONFLICT (account, command_id) DO UPDATE"
          + " SET code = excluded.code, reason = excluded.reason, at = excluded.at";

  /// Others do the same at the same moment.
  private static final String FORGET =
      "DELETE FROM refused_commands WHERE ctid = ANY (ARRAY (SELECT ctid FROM refused_commands"
          + " WHERE at < clock_timestamp() - "
          + COUNTS
          + " LIMIT 100 FOR UPDATE SKIP LOCKED))";

  private final boolean kept;

  /// @param database where commands are stored
  RefusalStore(Database database) {
    kept = database.isShared();
  }

  /// What was said to a command a moment ago.
  Optional<Refused> find(Handle handle, long account, String commandId) {
    return kept
        ? Jdbc.first(
            handle,
            FIND,
            row -> new Refused(RejectCode.valueOf(row.getString(1)), row.getString(2)),
            account,
            commandId)
        : Optional.empty();
  }

  /// Carries a command out, and writes down that it is refused if it is.
  CommandResult keep(
      Handle handle, long account, String commandId, Supplier<CommandResult> carryOut) {
    CommandResult result = carryOut.get();
    // With that code, the id is that of another command.
    if (kept && result instanceof Refused refused && refused.code() != RejectCode.ID_CONFLICT) {
      Jdbc.execute(handle, ADD, account, commandId, refused.code().name(), refused.reason());
      Jdbc.execute(handle, FORGET);
    }
    return result;
  }
}
