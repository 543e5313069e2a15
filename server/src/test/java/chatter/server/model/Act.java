package chatter.server.model;

import chatter.shared.protocol.Level;
import java.util.List;
import java.util.UUID;

/// Something that one of the people of a sequence does. People and conversations are counted from 0
/// in the order in which they came to be; conversation 0 is the Lobby.
sealed interface Act {
  /// Who does it.
  int by();

  record MakeRoom(int by, String title, boolean open, List<Integer> with) implements Act {}

  record OpenDirect(int by, List<Integer> with) implements Act {}

  record Add(int by, int in, List<Integer> who) implements Act {}

  record Remove(int by, int in, int who) implements Act {}

  record SetHost(int by, int in, int who, boolean on) implements Act {}

  /// What is null stays as it is.
  record ChangeRoom(
      int by, int in, String title, String topic, Boolean open, Boolean archived, boolean confirm)
      implements Act {}

  /// What is null stays as it is.
  record SetMine(int by, int in, Boolean starred, Level level, Long unreadFrom) implements Act {}

  record MarkRead(int by, int in, long seq) implements Act {}

  /// Whether somebody may sign in.
  record Disable(int by, int who, boolean disabled) implements Act {}

  /// A durable command.
  sealed interface Durable extends Act {
    int in();

    /// Its commandId.
    UUID id();
  }

  record Send(int by, int in, UUID id, String body, Long replyTo) implements Durable {}

  record Edit(int by, int in, UUID id, long message, String body) implements Durable {}

  record Delete(int by, int in, UUID id, long message) implements Durable {}

  record React(int by, int in, UUID id, long message, String emoji, boolean on)
      implements Durable {}

  record Pin(int by, int in, UUID id, long message, boolean on) implements Durable {}

  /// An earlier command comes once more.
  record Again(Durable command) implements Act {
    @Override
    public int by() {
      return command.by();
    }
  }
}
