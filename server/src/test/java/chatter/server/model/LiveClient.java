package chatter.server.model;

import chatter.server.TestConnection;
import chatter.server.checker.FoldedRow;
import chatter.server.checker.FoldedRows;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.Visibility;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// What a client knows from what it is told alone. For one thread.
final class LiveClient {
  private final TestConnection connection;
  private final Map<Long, Held> conversations = new TreeMap<>();
  private int read;

  LiveClient(TestConnection connection) {
    this.connection = connection;
  }

  /// Whether that is its connection.
  boolean isAt(TestConnection other) {
    return connection == other;
  }

  /// What it holds of where it belongs.
  Map<Long, Held> conversations() {
    return conversations;
  }

  /// Takes what was sent until now.
  void catchUp() {
    var _ = connection.everythingSoFar();
    List<String> frames = connection.frames();
    while (read < frames.size()) {
      Codec.decodeEvents(frames.get(read++)).forEach(this::event);
    }
  }

  private void event(ServerEvent event) {
    switch (event) {
      case ServerEvent.Welcome welcome ->
          welcome.conversations().forEach(info -> conversations.put(info.id(), new Held(info)));
      case ServerEvent.ConversationAdded added ->
          conversations.put(added.conversation().id(), new Held(added.conversation()));
      case ServerEvent.ConversationRemoved removed -> conversations.remove(removed.conversation());
      case ServerEvent.MineChanged mine -> held(mine.conversation(), mine).mine(mine);
      case ServerEvent.Entry entry -> held(entry.conversation(), entry).entry(entry);
      default -> {
        // An answer, or nothing that lasts.
      }
    }
  }

  private Held held(long conversation, ServerEvent event) {
    Held held = conversations.get(conversation);
    if (held == null) {
      throw new AssertionError("told to somebody who is not in it: " + event);
    }
    return held;
  }

  /// What is to be seen of a conversation.
  static String described(
      String title,
      String topic,
      boolean open,
      boolean archived,
      boolean host,
      boolean starred,
      Level level,
      int members,
      List<String> rows) {
    return "'%s' '%s' open=%s archived=%s host=%s starred=%s %s members=%d %s"
        .formatted(title, topic, open, archived, host, starred, level, members, rows);
  }

  /// A conversation.
  static final class Held {
    private final FoldedRows rows = new FoldedRows();
    private final long base;
    private String title;
    private String topic;
    private boolean open;
    private boolean archived;
    private boolean host;
    private boolean starred;
    private Level level;
    private int members;
    private long newest;

    private Held(ConversationInfo info) {
      base = info.lastSeq();
      newest = base;
      title = info.title();
      topic = info.topic();
      open = info.visibility() == Visibility.OPEN;
      archived = info.archived();
      host = info.host();
      starred = info.starred();
      level = info.level();
      members = info.members();
    }

    /// It knows nothing of what was before.
    long base() {
      return base;
    }

    private void mine(ServerEvent.MineChanged mine) {
      starred = mine.starred();
      level = mine.level();
      host = mine.host() == null ? host : mine.host();
    }

    private void entry(ServerEvent.Entry entry) {
      if (entry.seq() <= newest) {
        throw new AssertionError("told again: " + entry);
      }
      if (entry.seq() != newest + 1) {
        throw new AssertionError("a hole after " + newest + ": " + entry);
      }
      newest = entry.seq();
      rows.apply(entry);
      switch (entry) {
        case ServerEvent.MembersChanged m -> members += m.joined().size() - m.left().size();
        case ServerEvent.ConversationChanged c -> {
          title = c.title() == null ? title : c.title();
          topic = c.topic() == null ? topic : c.topic();
          open = c.visibility() == null ? open : c.visibility() == Visibility.OPEN;
          archived = c.archived() == null ? archived : c.archived();
        }
        default -> {
          // A message, or what happened to one.
        }
      }
    }

    /// @param counting whether to say how many are in it
    String described(Function<FoldedRow, String> words, boolean counting) {
      return LiveClient.described(
          title,
          topic,
          open,
          archived,
          host,
          starred,
          level,
          counting ? members : 0,
          rows.rows().values().stream().map(words).toList());
    }
  }
}
