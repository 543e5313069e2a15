package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.Stores;
import chatter.server.conversation.Conversations;
import chatter.server.conversation.Rooms;
import chatter.server.limit.LimitSettings;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.Hello;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent.ConversationAdded;
import chatter.shared.protocol.ServerEvent.ConversationRemoved;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Leaving between the snapshot that a welcome is made of and the replay of what was missed: what
/// cannot be replayed any more must not be followed by what came after it.
final class LeaveWhileResumingTest {
  private static final long LOBBY = 1;
  private static final long ROOM = 2;
  private static final long ADA = 1;
  private static final long BEN = 2;

  @TempDir private Path folder;

  private final Hub hub =
      new Hub(HubSettings.of(LimitSettings.defaults(), Clock.systemUTC()), () -> 0);
  private final ReceivingTransport transport = new ReceivingTransport();
  private boolean hubIsTold = true;
  private Database database;
  private Conversations conversations;
  private Rooms rooms;

  @BeforeEach
  void benHasMissedTwoOfThreeMessages() {
    database = Stores.open(folder);
    database.afterGroup(() -> {
      if (hubIsTold) {
        hub.groupCommitted();
      }
    });
    conversations = new Conversations(database, hub, Clock.systemUTC());
    conversations.open().join();
    database.writeAndWait(handle -> {
      for (String name : List.of("Ada", "Ben")) {
        handle.execute(
            "INSERT INTO registered_users (name, email, email_key, password_hash, created_at)"
                + " VALUES (?, ?, ?, 'x', 'now')",
            name,
            name,
            name);
      }
      handle.execute(
          "INSERT INTO conversations (kind, title, visibility, members, created_at)"
              + " VALUES ('room', 'Room', 'open', 2, 'now')");
      for (long account : List.of(ADA, BEN)) {
        handle.execute(
            "INSERT INTO memberships (conversation, account, joined_at) VALUES (?, ?, 'now')",
            ROOM,
            account);
      }
      return null;
    });
    rooms = new Rooms(database, hub, Clock.systemUTC(), new Rooms.Bounds(100, 100));
    hub.start(List.of(), new Hub.Belonging(LOBBY, rooms::eachMembership), (account, at) -> {});
    for (int i = 0; i < 3; i++) {
      post();
    }
  }

  @AfterEach
  void close() {
    hub.close();
    database.close();
  }

  @Test
  void nothingFollowsWhatCouldNotBeReplayedAnyMore() {
    resume(() -> {
      post();
      leave();
    });
    assertEquals(List.of("removed", "live"), heard());
  }

  @Test
  void norIfTheHubComesToItAfterwards() {
    resume(() -> {
      hubIsTold = false;
      post();
      leave();
    });
    hubIsTold = true;
    database.writeAndWait(handle -> null);
    assertEquals(List.of("removed", "live"), heard());
  }

  @Test
  void whoIsBackBeforeTheReplayIsToldSo() {
    resume(() -> {
      post();
      leave();
      post();
      rooms.add(BEN, ROOM, List.of(BEN), TransactionStep.NOTHING);
      post();
      hub.connections().join();
    });
    assertEquals(List.of("removed", "added 7", "message 8", "live"), heard());
  }

  @Test
  void whoStaysHearsAll() {
    resume(() -> {});
    assertEquals(List.of("message 2", "message 3", "live"), heard());
  }

  private void post() {
    String id = UUID.randomUUID().toString();
    conversations.post(ADA, new SendMessage(null, ROOM, id, "text", null), stored -> {}).join();
  }

  private void leave() {
    rooms.remove(BEN, ROOM, BEN, TransactionStep.NOTHING);
  }

  /// Lets Ben come back, who has the first message.
  ///
  /// @param meanwhile runs when the welcome is being made, after its snapshot was read
  private void resume(Runnable meanwhile) {
    Connection connection = ReceivingTransport.connection(BEN, transport);
    hub.opened(connection);
    new Resumption(
            hub,
            conversations,
            new Realtime.People(
                caller -> true,
                account -> Optional.of(new AccountInfo(account, "Ben", null, null)),
                account -> NotificationSettings.USUAL),
            database.epoch(),
            new WelcomeClock(meanwhile),
            25,
            null,
            new PacedDelivery(hub))
        .run(
            connection,
            new Hello(null, ProtocolVersion.CURRENT, "test", database.epoch(), Map.of(ROOM, 1L)));
  }

  /// What came about the room, when the hub is through with everything.
  private List<String> heard() {
    hub.connections().join();
    return transport.received.stream()
        .map(event ->
            switch (event) {
              case MessagePosted message -> "message " + message.seq();
              case ConversationAdded added -> "added " + added.conversation().lastSeq();
              case ConversationRemoved removed -> "removed";
              case Live live -> "live";
              default -> "";
            })
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /// Is asked for the time once, for the welcome.
  private static final class WelcomeClock extends Clock {
    private final Runnable asked;

    private WelcomeClock(Runnable asked) {
      this.asked = asked;
    }

    @Override
    public Instant instant() {
      asked.run();
      return Instant.EPOCH;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
