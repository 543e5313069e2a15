package chatter.client.chat.sidebar;

import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationKind;

/// What stands before a conversation's name: a sign for a room, the picture of the other, or how
/// many others there are.
public final class ConversationFace {
  private ConversationFace() {}

  /// Shows it.
  public static void show(ConversationSummary conversation, Avatar avatar, AvatarImages avatars) {
    avatar.setOnline(false);
    if (conversation.kind() == ConversationKind.ROOM) {
      avatar.showIcon(conversation.id(), iconOf(conversation));
    } else if (conversation.people().size() == 1) {
      AccountInfo person = conversation.people().getFirst();
      avatar.showInitials(person.id(), person.name());
      avatar.setPicture(avatars.get(person.avatarUrl()));
      avatar.setOnline(conversation.here() == RosterViewModel.Here.ONLINE);
    } else {
      avatar.showNumber(conversation.people().size());
    }
  }

  private static Icon iconOf(ConversationSummary room) {
    if (room.archived()) {
      return Icon.ARCHIVE;
    }
    return room.isPrivate() ? Icon.LOCK : Icon.HASH;
  }
}
