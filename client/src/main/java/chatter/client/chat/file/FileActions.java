package chatter.client.chat.file;

import chatter.client.chat.message.MessageFile;
import java.util.List;

/// What can be done with the files of messages.
public interface FileActions {
  /// Shows pictures large, one of them first.
  void view(List<MessageFile> pictures, int first);

  /// Opens a file with the system's program for it, saving it before.
  void open(MessageFile file);

  /// Saves a file on this computer.
  ///
  /// @param sender who sent it, in words
  void save(MessageFile file, String sender);

  /// Stops saving one.
  void stop(MessageFile file);

  /// Shows the folder in which a file was saved.
  void showInFolder(MessageFile file);

  /// Takes back a message whose files are not sent yet.
  void cancel(String commandId);
}
