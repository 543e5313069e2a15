package chatter.client.chat.room;

import chatter.client.net.ChatSession;
import chatter.client.ui.Texts;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.Visibility;
import java.util.concurrent.Executor;

/// What the rooms' view models need of the chat. JavaFX application thread only.
public interface RoomContext {
  ChatSession session();

  /// Runs what follows from the server's answers.
  Executor ui();

  Texts texts();

  /// Who is signed in.
  AccountInfo me();

  /// A conversation one belongs to; null for others.
  ConversationInfo info(long conversation);

  /// Whether the reader may change a conversation, and take people out: hosts of a room, and of an
  /// open one those who run the chat.
  ///
  /// @param info null for one that the reader does not belong to
  default boolean mayChange(ConversationInfo info) {
    return info != null
        && info.kind() == ConversationKind.ROOM
        && (info.host() || (info.visibility() == Visibility.OPEN && me().administers()));
  }

  /// Goes to a conversation that a call has told of.
  void enter(ConversationInfo conversation);

  /// Goes to a conversation as soon as the server tells of it.
  void enterOnceThere(long conversation);

  /// Says something for a few seconds.
  void notice(String words);
}
