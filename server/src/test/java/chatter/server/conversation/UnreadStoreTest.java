package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Stores;
import chatter.server.store.Database;
import chatter.server.store.Jdbc;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.SendMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is unread is counted in memory as it would be in rows.
final class UnreadStoreTest {
  private static final long ROOM = 2;
  private static final long OTHER_ROOM = 3;
  private static final int PEOPLE = 3;

  @TempDir private Path folder;

  private final Random random = new Random(4711);
  private final List<Long> posted = new ArrayList<>();
  private Database database;
  private Conversations conversations;

  @BeforeEach
  void threePeopleInTwoRooms() {
    database = Stores.open(folder);
    conversations = new Conversations(database, new SilentPublisher(), Clock.systemUTC());
    conversations.open().join();
    database.writeAndWait(handle -> {
      for (int i = 1; i <= PEOPLE; i++) {
        handle.execute(
            "INSERT INTO registered_users (name, email, email_key, password_hash, created_at)"
                + " VALUES (?, ?, ?, 'x', 'now')",
            "Person " + i,
            "" + i,
            "" + i);
      }
      for (long room : List.of(ROOM, OTHER_ROOM)) {
        handle.execute(
            "INSERT INTO conversations (kind, title, members, created_at)"
                + " VALUES ('room', ?, 3, 'now')",
            "Room " + room);
        for (int i = 1; i <= PEOPLE; i++) {
          handle.execute(
              "INSERT INTO memberships (conversation, account, joined_at) VALUES (?, ?, 'now')",
              room,
              i);
        }
      }
      return null;
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyCountIsThatOfTheRowsWhateverHappensInBetween() {
    UnreadStore unreads = new UnreadStore();
    for (int step = 0; step < 300; step++) {
      post(ROOM, 1 + random.nextInt(8));
      if (random.nextInt(3) == 0) {
        delete(posted.get(random.nextInt(posted.size())));
      }
      mustCount(unreads, ROOM, random.nextLong(newest(ROOM) + 1));
    }
    assertTrue(newest(ROOM) > Limits.UNREAD_EXACT, "too little happened");
  }

  @Test
  void whoReadLongAgoIsCountedUpToAsManyAsAreToldExactly() {
    post(ROOM, UnreadStore.KEPT + 500);
    UnreadStore unreads = new UnreadStore();
    for (long read : List.of(newest(ROOM) - 1, newest(ROOM) - 700, 400L, 3L, 0L)) {
      mustCount(unreads, ROOM, read);
    }
    post(ROOM, UnreadStore.KEPT + 10);
    for (int i = 0; i < 200; i++) {
      delete(posted.get(posted.size() - 1 - 7 * i));
    }
    for (long read : List.of(0L, newest(ROOM) - 100, newest(ROOM) - 1_900)) {
      mustCount(unreads, ROOM, read);
    }
  }

  @Test
  void whoWroteNearlyEverythingIsCountedAllTheSame() {
    post(ROOM, 50, () -> 2);
    post(ROOM, UnreadStore.KEPT, () -> 1);
    UnreadStore unreads = new UnreadStore();
    mustCount(unreads, ROOM, 0);
    mustCount(unreads, ROOM, 25);
  }

  @Test
  void anOlderSnapshotIsCountedAsItWas() {
    post(ROOM, 100);
    UnreadStore unreads = new UnreadStore();
    database.read(old -> {
      long then = newest(old, ROOM);
      delete(posted.getLast());
      post(ROOM, 10);
      mustCount(unreads, ROOM, 3);
      assertEquals(inRows(old, ROOM, 1, 3), unreads.unread(old, ROOM, 1, 3, then));
      return null;
    });
  }

  @Test
  void whatThereIsNoRoomForIsReadAgain() {
    UnreadStore few = new UnreadStore(60);
    for (int round = 0; round < 5; round++) {
      post(ROOM, 40);
      post(OTHER_ROOM, 40);
      mustCount(few, ROOM, 2);
      mustCount(few, OTHER_ROOM, 2);
    }
  }

  private void mustCount(UnreadStore unreads, long room, long read) {
    database.read(handle -> {
      for (long reader = 1; reader <= PEOPLE; reader++) {
        assertEquals(
            inRows(handle, room, reader, read),
            unreads.unread(handle, room, reader, read, newest(handle, room)),
            "of " + reader + " after " + read);
      }
      return null;
    });
  }

  private static int inRows(Handle handle, long room, long reader, long read) {
    int all =
        Jdbc.first(
                handle,
                "SELECT count(*) FROM messages WHERE conversation = ? AND seq > ? AND sender <> ?"
                    + " AND deleted_at IS NULL",
                row -> row.getInt(1),
                room,
                read,
                reader)
            .orElseThrow();
    return Math.min(all, Limits.UNREAD_EXACT);
  }

  private long newest(long room) {
    return database.read(handle -> newest(handle, room));
  }

  private static long newest(Handle handle, long room) {
    return Jdbc.first(
            handle, "SELECT last_seq FROM conversations WHERE id = ?", row -> row.getLong(1), room)
        .orElseThrow();
  }

  private void post(long room, int count) {
    post(room, count, () -> 1 + random.nextInt(PEOPLE));
  }

  private void post(long room, int count, LongSupplier sender) {
    List<CompletableFuture<CommandResult>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = UUID.randomUUID().toString();
      all.add(
          conversations.post(
              sender.getAsLong(), new SendMessage(null, room, id, "text", null), stored -> {}));
    }
    for (CompletableFuture<CommandResult> sent : all) {
      CommandResult.Stored stored = (CommandResult.Stored) sent.join();
      if (room == ROOM) {
        posted.add(stored.seq());
      }
    }
  }

  private void delete(long message) {
    long author =
        database.read(handle ->
            Jdbc.first(
                    handle,
                    "SELECT sender FROM message_rows WHERE conversation = ? AND seq = ?",
                    row -> row.getLong(1),
                    ROOM,
                    message)
                .orElseThrow());
    DeleteMessage command = new DeleteMessage(null, ROOM, UUID.randomUUID().toString(), message);
    CommandResult result = conversations.carryOut(author, command, stored -> {}).join();
    assertTrue(result instanceof CommandResult.Stored, result.toString());
  }
}
