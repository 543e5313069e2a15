package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.Stores;
import chatter.server.store.Database;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How much is replayed to somebody who is in many conversations.
final class ResumeLimitsTest extends SilentPublisher {
  private static final long ALICE = 1;
  private static final int CONVERSATIONS = 6;

  @TempDir private Path folder;

  private Database database;
  private Conversations conversations;

  @BeforeEach
  void sixConversationsOfAThousandMessages() {
    database = Stores.open(folder);
    conversations = new Conversations(database, this, Clock.systemUTC());
    database.writeAndWait(handle -> {
      handle.execute(
          "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
              + " VALUES (1, 'alice', 'a', 'a', 'x', 'now')");
      for (int id = 1; id <= CONVERSATIONS; id++) {
        conversation(handle, id);
      }
      return null;
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void fourThousandInAllAreReplayedAndWhatGoesBeyondIsReset() {
    Replay replay = conversations.resume(ALICE, cursors(0));
    assertEquals(Map.of(1L, 0L, 2L, 0L, 3L, 0L, 4L, 0L), replay.ranges());
    assertEquals(List.of(5L, 6L), replay.resets().stream().map(ConversationInfo::id).toList());
  }

  @Test
  void conversationThatStillFitsIsReplayedEvenAfterOneThatDoesNot() {
    Map<Long, Long> cursors = cursors(100);
    cursors.put(6L, 800L);
    Replay replay = conversations.resume(ALICE, cursors);
    assertEquals(List.of(5L), replay.resets().stream().map(ConversationInfo::id).toList());
    assertEquals(
        new TreeSet<>(List.of(1L, 2L, 3L, 4L, 6L)), new TreeSet<>(replay.ranges().keySet()));
  }

  @Test
  void whatNobodyMissedIsNeither() {
    Replay replay = conversations.resume(ALICE, cursors(1_000));
    assertEquals(Map.of(), replay.ranges());
    assertEquals(List.of(), replay.resets());
    assertEquals(CONVERSATIONS, replay.conversations().size());
  }

  @Override
  public void stored(ServerEvent.Entry entry) {
    throw new AssertionError("nothing is posted here");
  }

  @Override
  public void readMoved(ServerEvent.ReadMoved event) {
    throw new AssertionError("nothing is read here");
  }

  private static Map<Long, Long> cursors(long each) {
    Map<Long, Long> cursors = new HashMap<>();
    for (long id = 1; id <= CONVERSATIONS; id++) {
      cursors.put(id, each);
    }
    return cursors;
  }

  private static void conversation(Handle handle, int id) {
    handle.execute(
        "INSERT INTO conversations (id, kind, title, last_seq, created_at)"
            + " VALUES (?, 'room', 'room', 1000, 'now')",
        id);
    handle.execute(
        "INSERT INTO memberships (conversation, account, joined_at) VALUES (?, 1, 'now')", id);
  }
}
