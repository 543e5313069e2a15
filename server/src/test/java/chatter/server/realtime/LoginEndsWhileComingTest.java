package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.Stores;
import chatter.server.conversation.Conversations;
import chatter.server.limit.LimitSettings;
import chatter.server.store.Database;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.Hello;
import chatter.shared.protocol.ProtocolVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose login ends, or who is disabled, between the handshake and `hello`, and the hub was not
/// told.
final class LoginEndsWhileComingTest {
  private static final long ADA = 1;

  @TempDir private Path folder;

  private final Hub hub =
      new Hub(HubSettings.of(LimitSettings.defaults(), Clock.systemUTC()), () -> 0);
  private final List<Integer> closedWith = new ArrayList<>();
  private final ReceivingTransport transport =
      new ReceivingTransport() {
        @Override
        public void close(int code, String reason, boolean dropWaiting) {
          closedWith.add(code);
        }
      };
  private Database database;

  @BeforeEach
  void open() {
    database = Stores.open(folder);
    hub.start(List.of(), new Hub.Belonging(1, each -> {}), (account, at) -> {});
  }

  @AfterEach
  void close() {
    hub.close();
    database.close();
  }

  @Test
  void whoseLoginEndedIsToldNothingButThat() {
    come(
        new Realtime.People(
            caller -> false,
            account -> Optional.of(new AccountInfo(account, "Ada", null, null)),
            account -> NotificationSettings.USUAL));
    assertEquals(List.of(4501), closedWith);
    assertEquals(List.of(), transport.received);
  }

  @Test
  void whoIsDisabledIsToldNothingButThat() {
    come(
        new Realtime.People(
            caller -> false, account -> Optional.empty(), account -> NotificationSettings.USUAL));
    assertEquals(List.of(4505), closedWith);
    assertEquals(List.of(), transport.received);
  }

  private void come(Realtime.People people) {
    Connection connection = ReceivingTransport.connection(ADA, transport);
    hub.opened(connection);
    new Resumption(
            hub,
            new Conversations(database, hub, Clock.systemUTC()),
            people,
            database.epoch(),
            Clock.systemUTC(),
            25,
            null,
            new PacedDelivery(hub))
        .run(connection, new Hello(null, ProtocolVersion.CURRENT, "test", null, Map.of()));
    // When the hub is through with everything.
    hub.connections().join();
  }
}
