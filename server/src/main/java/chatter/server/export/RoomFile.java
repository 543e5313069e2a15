package chatter.server.export;

import chatter.server.conversation.HistoryFile;
import java.io.IOException;

/// A room being written into a file, piece by piece.
interface RoomFile extends HistoryFile.Visitor {
  /// Writes what comes after the last message.
  ///
  /// @param messages how many there were
  void end(long messages) throws IOException;
}
