package chatter.server.conversation;

import chatter.server.conversation.CommandResult.Refused;
import chatter.server.store.Database;
import chatter.server.store.Jdbc;
import chatter.shared.crypto.Sha256;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.Durable;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.PinMessage;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.RejectCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The SQL of what was refused for good, where there are several servers. A command that gets no
/// answer goes to another server, and the first may come to it later: if it was refused meanwhile,
/// it stays so, whatever has changed since, or what somebody was told is not done would be done.
///
/// So it is written down, with what it asked for, since who was refused may ask for something else
/// under the same id. Not for ever: whoever tries the same again is told the same until two minutes
/// after the last try.
///
/// One server carries everything out in the order in which it came, and writes nothing of it.
final class RefusalStore {
  /// Longer than a server takes to notice that a client is gone, one minute, and then goes on with
  /// what came from it, 20 seconds.
  private static final String REMEMBERED = "interval '2 minutes'";

  private static final String FIND =
      "SELECT code, reason FROM refused_commands"
          + " WHERE account = ? AND command_id = lower(?) AND content = ?"
          + " AND at > clock_timestamp() - "
          + REMEMBERED;

  private static final String ADD =
      "INSERT INTO refused_commands (account, command_id, content, code, reason, at)"
          + " VALUES (?, lower(?), ?, ?, ?, clock_timestamp())"
          + " ON CONFLICT (account, command_id, content) DO UPDATE"
          + " SET code = excluded.code, reason = excluded.reason, at = excluded.at";

  private final boolean shared;

  /// @param database where commands are stored
  RefusalStore(Database database) {
    shared = database.isShared();
  }

  /// What was said to a command a moment ago.
  Optional<Refused> find(Handle handle, long account, Durable command) {
    return shared
        ? Jdbc.first(
            handle,
            FIND,
            row -> new Refused(RejectCode.of(row.getString(1)), row.getString(2)),
            account,
            command.commandId(),
            content(command))
        : Optional.empty();
  }

  /// Carries a command out, and writes down that it is refused if it is. The account's lock is
  /// held: nobody else is at the same command.
  CommandResult carryOut(
      Handle handle, long account, Durable command, Supplier<CommandResult> action) {
    CommandResult result = action.get();
    // With that code, the id is that of another command.
    if (shared && result instanceof Refused refused && refused.code() != RejectCode.ID_CONFLICT) {
      Jdbc.execute(
          handle,
          ADD,
          account,
          command.commandId(),
          content(command),
          refused.code().wireName(),
          refused.reason());
    }
    return result;
  }

  /// A hash of all that it asks for.
  private static String content(Durable command) {
    List<Object> parts =
        switch (command) {
          case SendMessage send -> Arrays.asList(send.body(), send.replyTo(), send.files());
          case EditMessage edit -> Arrays.asList(edit.message(), edit.body());
          case DeleteMessage delete -> List.of(delete.message());
          case React react -> Arrays.asList(react.message(), react.emoji(), react.on());
          case PinMessage pin -> Arrays.asList(pin.message(), pin.on());
        };
    return Sha256.hex(
        command.getClass().getSimpleName() + " " + command.conversation() + " " + parts);
  }
}
