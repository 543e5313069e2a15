package chatter.client.net;

import chatter.client.net.socket.EventLoop;
import chatter.client.net.socket.PendingCommands;
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

  /// Whoever touches no key for so long has stopped.
  private static final Duration TYPING_PAUSE = Duration.ofSeconds(5);

  private final EventLoop loop;
  private final PendingCommands commands;
  private final Map<Long, Mark> marks = new HashMap<>();
  private final Map<Long, Typing> typings = new HashMap<>();
  private boolean live;

  ReadAndTyping(EventLoop loop, PendingCommands commands) {
    this.loop = loop;
    this.commands = commands;
  }

  private static final class Mark {
    private long wanted;
    private long told;
    private boolean resting;
  }

  /// What the others know of one's typing.
  private static final class Typing {
    private boolean told;

    /// When it was told last; null if it was not yet.
    private Long toldAt;

    /// Rings when the pause is over.
    private EventLoop.Alarm pause = () -> {};
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

  /// The account belongs to one conversation more.
  void added(ConversationInfo conversation) {
    Mark mark = mark(conversation.id());
    mark.told = conversation.readSeq();
    mark.wanted = mark.told;
  }

  /// The server says where the mark is, perhaps further back: what was wanted before counts no
  /// more.
  void moved(long conversation, long seq) {
    Mark mark = mark(conversation);
    if (seq < mark.told) {
      mark.wanted = seq;
    }
    mark.told = seq;
  }

  void live() {
    live = true;
    marks.forEach(this::tell);
  }

  void disconnected() {
    live = false;
    typings.values().forEach(mine -> mine.pause.cancel());
    typings.clear();
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

  /// A key was touched, and something is in the field, or nothing any more.
  void typing(long conversation, boolean typing) {
    if (!live) {
      return;
    }
    Typing mine = typings.computeIfAbsent(conversation, id -> new Typing());
    mine.pause.cancel();
    if (!typing) {
      stopped(conversation, mine);
      return;
    }
    mine.pause = loop.schedule(TYPING_PAUSE, () -> stopped(conversation, mine));
    // Also between stop and start again: whoever deletes and types must not flood.
    if (mine.toldAt == null || loop.nanoTime() - mine.toldAt >= TYPING_PACE.toNanos()) {
      mine.told = true;
      mine.toldAt = loop.nanoTime();
      commands.tell(new ClientCommand.SetTyping(null, conversation, true));
    }
  }

  private void stopped(long conversation, Typing mine) {
    mine.pause.cancel();
    if (mine.told) {
      mine.told = false;
      commands.tell(new ClientCommand.SetTyping(null, conversation, false));
    }
  }

  /// The message itself says that one stopped typing; nothing needs to be told.
  void sent(long conversation) {
    Typing mine = typings.remove(conversation);
    if (mine != null) {
      mine.pause.cancel();
    }
  }

  private Mark mark(long conversation) {
    return marks.computeIfAbsent(conversation, id -> new Mark());
  }
}
