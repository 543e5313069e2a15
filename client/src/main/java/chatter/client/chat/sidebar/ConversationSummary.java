package chatter.client.chat.sidebar;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.Level;
import java.util.List;

/// A conversation as a list of many shows it.
public record ConversationSummary(
    long id,
    ConversationKind kind,
    Section section,
    String title,
    boolean isPrivate,
    boolean archived,
    boolean host,
    boolean lobby,
    String preview,
    String time,
    int unread,
    int mentions,
    Badge badge,
    boolean muted,
    boolean starred,
    Level level,
    boolean draft,
    boolean unsent,
    List<AccountInfo> people,
    RosterViewModel.Here here,
    boolean open) {
  /// Where it stands.
  public enum Section {
    STARRED,
    ROOMS,
    DIRECT
  }

  /// How what is new shows.
  public enum Badge {
    NONE,
    DOT,
    PALE,
    COUNT,
    MENTIONS
  }
}
