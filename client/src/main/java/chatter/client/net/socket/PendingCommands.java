package chatter.client.net.socket;

import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ServerEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Numbers commands and hands each answer back to who asked. On the loop's thread only.
public final class PendingCommands {
  private static final Logger LOG = LoggerFactory.getLogger(PendingCommands.class);

  private final Predicate<ClientCommand> connection;
  private final Map<Long, Consumer<ServerEvent>> waiting = new HashMap<>();
  private long lastId;

  /// @param connection sends a command and says whether it was open
  public PendingCommands(Predicate<ClientCommand> connection) {
    this.connection = connection;
  }

  /// Sends a command that wants no answer.
  public void tell(ClientCommand command) {
    // Without a connection there is nobody to tell.
    var _ = connection.test(command);
  }

  /// Sends a command; its `Ack`, `Synced` or `Rejected` goes to `answer`, and nothing does if the
  /// connection ends first.
  public void ask(LongFunction<ClientCommand> command, Consumer<ServerEvent> answer) {
    long id = ++lastId;
    waiting.put(id, answer);
    if (!connection.test(command.apply(id))) {
      waiting.remove(id);
    }
  }

  /// An answer arrived.
  ///
  /// @param id the command's number, or null
  public void answered(Long id, ServerEvent event) {
    Consumer<ServerEvent> answer = id == null ? null : waiting.remove(id);
    if (answer != null) {
      answer.accept(event);
    } else if (event instanceof ServerEvent.Rejected rejected) {
      LOG.warn("The server rejected a command: {} {}", rejected.code(), rejected.message());
    }
  }

  /// Answers do not outlive their connection.
  public void disconnected() {
    waiting.clear();
  }
}
