package chatter.server.conversation;

import chatter.server.store.Database;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.Collection;

/// Shows a direct conversation to those who did not open it just before its first message reaches
/// them.
public final class DirectAppearance implements EventPublisher {
  private final Database database;
  private final EventPublisher next;

  /// @param next gets everything
  public DirectAppearance(Database database, EventPublisher next) {
    this.database = database;
    this.next = next;
  }

  @Override
  public void stored(ServerEvent.Entry entry) {
    // A room's first entry tells who its members are.
    if (entry.seq() == 1 && entry instanceof MessagePosted) {
      DirectStore.appearance(database, entry.conversation())
          .filter(appearance -> !appearance.getValue().isEmpty())
          .ifPresent(appearance -> next.joined(appearance.getKey(), appearance.getValue()));
    }
    next.stored(entry);
  }

  @Override
  public void readMoved(ServerEvent.ReadMoved event) {
    next.readMoved(event);
  }

  @Override
  public void joined(ConversationInfo shown, Collection<Long> accounts) {
    next.joined(shown, accounts);
  }

  @Override
  public void left(long conversation, long account, long seq) {
    next.left(conversation, account, seq);
  }

  @Override
  public void mineChanged(long account, ServerEvent.MineChanged event, long seq) {
    next.mineChanged(account, event, seq);
  }
}
