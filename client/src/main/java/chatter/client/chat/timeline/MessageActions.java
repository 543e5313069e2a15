package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.text.TextActions;
import javafx.scene.Node;

/// What a reader can do with a message.
public interface MessageActions extends TextActions {
  /// What may be done with a message just now.
  ///
  /// @param react whether reactions can be put on it
  /// @param reply whether it can be answered
  /// @param edit whether its text can be changed
  /// @param delete whether it can be deleted
  /// @param pin whether it can be pinned or taken off
  /// @param unread whether it can count as unread
  /// @param versions whether its earlier versions can be seen
  /// @param link whether it has an address by which others find it
  record Rights(
      boolean react,
      boolean reply,
      boolean edit,
      boolean delete,
      boolean pin,
      boolean unread,
      boolean versions,
      boolean link) {}

  /// What may be done with it.
  Rights rights(MessageRow row);

  /// Whether nobody else is there but the reader and one other, so that nobody has to be named.
  boolean amongTwo();

  /// Copies text.
  void copy(String text);

  /// Copies what a message says, with names for mentions.
  void copy(MessageRow row);

  /// Copies the address by which others find a message.
  void copyLink(MessageRow row);

  /// Begins an answer.
  void reply(MessageRow row);

  /// Goes to the message that another one quotes.
  void showQuoted(long seq);

  /// Puts a reaction on it, or takes the reader's own off.
  void react(MessageRow row, String emoji);

  /// Lets the reader choose a reaction.
  ///
  /// @param beside where to show the choice
  void chooseReaction(MessageRow row, Node beside);

  /// Shows everybody who reacted.
  ///
  /// @param emoji the kind to show first; null for any
  /// @param beside where to show them
  void showReacted(MessageRow row, String emoji, Node beside);

  /// Begins to change its text.
  void edit(MessageRow row);

  /// Deletes it, which can be undone for a moment.
  void delete(MessageRow row);

  /// Keeps it after all.
  void undoDelete(MessageRow row);

  /// Pins it to the conversation, or takes it off.
  void pin(MessageRow row, boolean on);

  /// It and what came after it count as unread.
  void markUnread(MessageRow row);

  /// Shows its earlier versions.
  void showVersions(MessageRow row);

  /// Sends a failed message, or a refused change of one, again.
  void retry(MessageRow row);

  /// Gives a failed message, or a refused change of one, up.
  void discard(MessageRow row);

  /// Shows all of a run of notices.
  void expand(TimelineRow.Notice notice);

  /// Shows somebody by what a message tells of its sender.
  default void showSender(ChatMessage message, Node beside) {
    showPerson(message.content().sender().id(), beside);
  }
}
