package chatter.client.net;

import chatter.client.net.socket.Commands;
import chatter.client.net.socket.EventLoop;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ConversationInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One's own read marks and typing, told at a gentle pace. Read marks are told again after a
/// reconnect if the server missed them; typing is not. On the loop's thread only.
final class ReadAndTyping {
  private static final Duration MARK_PACE = Duration.ofMillis(500);
  private static final Duration TYPING_PACE = Duration.ofSeconds(3);

  private final EventLoop loop;
  private final Commands commands;
  private final Map<Long, Mark> marks = new HashMap<>();
  private final Map<Long, Long> typingSince = new HashMap<>();
  private boolean live;

  ReadAndTyping(EventLoop loop, Commands commands) {
    this.loop = loop;
    this.commands = commands;
  }

  private static final class Mark {
    private long wanted;
    private long told;
    private boolean resting;
  }

  /// @param restored whether the numbers of before mean other messages now
  void welcomed(List<ConversationInfo> conversations, boolean restored) {
    for (ConversationInfo conversation : conversations) {
      Mark mark = mark(conversation.id());
      mark.told = conversation.readSeq();
      // Otherwise messages that took the place of vanished ones would count as read, unseen.
      mark.wanted = restored ? mark.told : Math.min(mark.wanted, conversation.lastSeq());
    }
  }

  void live() {
    live = true;
    marks.forEach(this::tell);
  }

  void disconnected() {
    live = false;
    typingSince.clear();
  }

  void read(long conversation, long seq) {
    Mark mark = mark(conversation);
    mark.wanted = Math.max(mark.wanted, seq);
    tell(conversation, mark);
  }

  private void tell(long conversation, Mark mark) {
    if (!live || mark.resting || mark.wanted <= mark.told) {
      return;
    }
    mark.told = mark.wanted;
    mark.resting = true;
    commands.tell(new ClientCommand.MarkRead(null, conversation, mark.wanted));
    loop.schedule(
        MARK_PACE,
        () -> {
          mark.resting = false;
          tell(conversation, mark);
        });
  }

  void typing(long conversation, boolean typing) {
    Long since = typingSince.get(conversation);
    if (!live) {
      return;
    }
    if (!typing) {
      if (typingSince.remove(conversation) != null) {
        commands.tell(new ClientCommand.SetTyping(null, conversation, false));
      }
    } else if (since == null || loop.nanoTime() - since >= TYPING_PACE.toNanos()) {
      typingSince.put(conversation, loop.nanoTime());
      commands.tell(new ClientCommand.SetTyping(null, conversation, true));
    }
  }

  private Mark mark(long conversation) {
    return marks.computeIfAbsent(conversation, id -> new Mark());
  }
}
