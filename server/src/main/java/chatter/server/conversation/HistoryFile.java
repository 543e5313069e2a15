package chatter.server.conversation;

import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The conversations in a database file, for whoever may read the file itself: no membership is
/// asked for. A server may go on writing to it. For one thread.
public final class HistoryFile {
  private final DatabaseFile database;

  /// @param database stays its owner's to close
  public HistoryFile(DatabaseFile database) {
    this.database = database;
  }

  /// What is in the file, with the newest messages of all rooms together.
  ///
  /// @param newest how many of those at most
  public Summary summary(int newest) {
    return database.read(h -> HistoryFileStore.summary(h, newest));
  }

  /// The rooms, by number.
  public List<Room> rooms() {
    return database.read(HistoryFileStore::rooms);
  }

  /// How much the files of a room's messages are together, in bytes.
  public long fileBytes(long room) {
    return database.read(h -> HistoryFileStore.fileBytes(h, room));
  }

  /// Reads a whole room in one snapshot, a page at a time: first the room, then everybody who is in
  /// it, wrote in it or is mentioned there, then messages and notices in their order.
  ///
  /// @return how many messages that were
  /// @throws IOException if the visitor throws it
  /// @throws StorageException if there is no such room, or the file cannot be read
  public long visit(long room, Visitor visitor) throws IOException {
    try {
      return database.read(h -> {
        try {
          return HistoryFileStore.visit(h, room, visitor);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// How much there is.
  ///
  /// @param people accounts
  /// @param rooms rooms
  /// @param messages messages of all rooms
  /// @param first when the first was written; empty if there is none
  /// @param last when the last was written; empty if there is none
  /// @param newest the last ones, in their order
  public record Summary(
      long people,
      long rooms,
      long messages,
      Optional<Instant> first,
      Optional<Instant> last,
      List<Line> newest) {
    public Summary {
      newest = List.copyOf(newest);
    }
  }

  /// One message, to be shown.
  public record Line(long room, long seq, String name, String body, Instant sentAt) {}

  /// A room.
  ///
  /// @param messages how many are in it
  public record Room(long id, String kind, String title, Instant createdAt, long messages) {}

  /// Somebody who is in a room, wrote in it or is mentioned there.
  ///
  /// @param joinedAt null if they are not in it
  /// @param readSeq how far they read
  /// @param picture null if they have none
  public record Person(long id, String name, Instant joinedAt, long readSeq, Face picture) {}

  /// A profile picture.
  ///
  /// @param base64 the file itself
  public record Face(String mediaType, String base64) {}

  /// A message as it stands now.
  ///
  /// @param name what its sender is called now
  /// @param body null if it was deleted
  /// @param editedAt null if it never was
  /// @param quoted the message it answers; null if it answers none
  /// @param reactions in the order in which each kind came first
  /// @param files in their order; none of a deleted one
  public record Message(
      long seq,
      long sender,
      String name,
      String commandId,
      String body,
      Instant sentAt,
      Instant editedAt,
      boolean pinned,
      Quoted quoted,
      List<Reacted> reactions,
      List<Attached> files) {
    public Message {
      reactions = List.copyOf(reactions);
      files = List.copyOf(files);
    }
  }

  /// A file of a message.
  ///
  /// @param name as its sender calls it; to be made safe before it is a file's name
  /// @param bytes how large it is
  /// @param width of a picture in pixels; null for everything else
  /// @param height the same
  /// @param hash SHA-256 of what is in it
  public record Attached(
      String id,
      String name,
      String mediaType,
      long bytes,
      Integer width,
      Integer height,
      String hash) {}

  /// A message that was answered.
  ///
  /// @param body null if it was deleted
  public record Quoted(long seq, String name, String body) {}

  /// One kind of reaction.
  public record Reacted(String emoji, List<Long> accounts) {
    public Reacted {
      accounts = List.copyOf(accounts);
    }
  }

  /// That people came or went, or that the room changed; what did not is empty or null.
  ///
  /// @param name what who did it is called now
  public record Notice(
      long seq,
      long actor,
      String name,
      Instant at,
      List<Named> joined,
      List<Named> left,
      String title,
      String topic,
      String visibility,
      Boolean archived) {
    public Notice {
      joined = List.copyOf(joined);
      left = List.copyOf(left);
    }
  }

  /// An account and what it is called now.
  public record Named(long id, String name) {}

  /// Gets a room piece by piece.
  public interface Visitor {
    /// Comes first.
    void room(Room room) throws IOException;

    /// Comes once for each person, by number.
    void person(Person person) throws IOException;

    /// Comes once for each message, in order, with notices in between.
    void message(Message message) throws IOException;

    /// Comes once for each notice.
    void notice(Notice notice) throws IOException;
  }
}
