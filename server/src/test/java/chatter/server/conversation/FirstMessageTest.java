package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.Stores;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of a conversation's first message, and in which order.
final class FirstMessageTest implements EventPublisher {
  private static final int READERS = 4;

  /// By the writer's thread, and read when it has told everything.
  private final List<String> told = new ArrayList<>();

  @TempDir private Path folder;

  private Database database;
  private Conversations conversations;
  private Rooms rooms;

  @BeforeEach
  void threePeople() {
    database = Stores.open(folder);
    conversations = new Conversations(database, this, Clock.systemUTC());
    conversations.open().join();
    rooms = new Rooms(database, this, Clock.systemUTC(), new Rooms.Bounds(10, 10));
    database.writeAndWait(handle -> {
      account(handle, 1, "alice");
      account(handle, 2, "bob");
      account(handle, 3, "eve");
      return null;
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void directAppearsToThoseWhoDidNotOpenItBetweenTheAnswerAndTheMessage() {
    long direct = direct(2, 1, 3);
    post(2, direct);
    post(3, direct);
    assertEquals(
        List.of(
            "joined by [2]: [alice, bob, eve]",
            "answer 1",
            "joined by [1, 3]: [alice, bob, eve]",
            "entry 1",
            "answer 2",
            "entry 2"),
        told);
  }

  @Test
  void notesAppearToNobodyElse() {
    post(1, direct(1));
    assertEquals(List.of("joined by [1]: [alice]", "answer 1", "entry 1"), told);
  }

  @Test
  void firstMessageOfTheLobbyIsAnEntryLikeOthers() {
    post(1, 1);
    assertEquals(List.of("answer 1", "entry 1"), told);
  }

  @Test
  void directAppearsWhileNobodyElseCanRead() throws InterruptedException {
    long direct = direct(1, 2);
    told.clear();
    CountDownLatch reading = new CountDownLatch(READERS);
    CountDownLatch enough = new CountDownLatch(1);
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      readers.add(Thread.ofPlatform().start(() -> read(reading, enough)));
    }
    reading.await();
    try {
      post(1, direct);
    } finally {
      enough.countDown();
    }
    for (Thread reader : readers) {
      reader.join();
    }
    assertEquals(List.of("answer 1", "joined by [2]: [alice, bob]", "entry 1"), told);
  }

  private void read(CountDownLatch reading, CountDownLatch enough) {
    database.read(handle -> {
      reading.countDown();
      try {
        enough.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return null;
    });
  }

  private long direct(long caller, long... others) {
    List<Long> accounts = LongStream.of(others).boxed().toList();
    return rooms.direct(caller, accounts, TransactionStep.NOTHING).conversation().id();
  }

  private void post(long sender, long conversation) {
    String id = UUID.randomUUID().toString();
    var _ =
        conversations
            .post(
                sender,
                new SendMessage(null, conversation, id, "hello", null),
                stored -> told.add("answer " + stored.seq()))
            .join();
  }

  private void account(Handle handle, long id, String name) {
    handle.execute(
        "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
            + " VALUES (?, ?, ?, ?, 'x', 'now')",
        id,
        name,
        name,
        name);
    conversations.newMembers().added(handle, id);
  }

  @Override
  public void stored(ServerEvent.Entry entry) {
    told.add("entry " + entry.seq());
  }

  @Override
  public void readMoved(ServerEvent.ReadMoved event) {
    throw new AssertionError("nothing is read here");
  }

  @Override
  public void joined(ConversationInfo shown, Collection<Long> accounts) {
    told.add(
        "joined by " + accounts + ": " + shown.people().stream().map(AccountInfo::name).toList());
  }

  @Override
  public void left(long conversation, long account, long seq) {
    throw new AssertionError("nobody leaves here");
  }

  @Override
  public void mineChanged(long account, ServerEvent.MineChanged event, long seq) {
    throw new AssertionError("nothing is changed here");
  }
}
