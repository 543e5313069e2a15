package chatter.server;

import chatter.server.invite.ServerSettings;
import chatter.server.store.DatabaseFile;
import java.nio.file.Path;

/// What the chat in a data folder is called.
final class ChatName {
  private ChatName() {}

  static String in(Path data) {
    try (DatabaseFile database = DatabaseFile.in(data)) {
      return ServerSettings.nameIn(database);
    }
  }
}
