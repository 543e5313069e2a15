package chatter.server.conversation;

import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import java.util.Collection;

/// Tells nobody anything, but for what a test overrides.
public class SilentPublisher implements EventPublisher {
  @Override
  public void stored(ServerEvent.Entry entry) {}

  @Override
  public void readMoved(ServerEvent.ReadMoved event) {}

  @Override
  public void joined(ConversationInfo shown, Collection<Long> accounts) {}

  @Override
  public void left(long conversation, long account, long seq) {}

  @Override
  public void mineChanged(long account, ServerEvent.MineChanged event, long seq) {}
}
