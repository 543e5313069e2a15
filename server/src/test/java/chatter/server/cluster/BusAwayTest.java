package chatter.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.Postgres;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.faults.Tools;
import chatter.server.file.FilesAddress;
import chatter.server.store.postgres.PostgresAddress;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers whose bus goes away: what is stored comes all the same, a little later.
final class BusAwayTest {
  private NatsServer nats;
  @TempDir private Path files;
  private TestServer one;
  private TestServer two;

  @BeforeEach
  void start() {
    Postgres.mustBeHere();
    nats = Tools.nats();
    PostgresAddress address = Postgres.newDatabase();
    one = server(address);
    two = server(address);
  }

  private TestServer server(PostgresAddress address) {
    return TestServer.standard()
        .with(config ->
            config.withStore(address).withFiles(FilesAddress.folder(files)).withBus(nats.address()))
        .start();
  }

  @AfterEach
  void close() {
    two.close();
    one.close();
    nats.close();
  }

  @Test
  void messagesComeWithItAndWithoutItAndAgainWithIt() {
    TestConnection writing = one.signUp("alice").connect();
    TestConnection reading = one.signUp("bob").at(two).connect();
    writing.post("with it");
    assertEquals("with it", reading.awaits(MessagePosted.class).body());
    nats.go();
    for (int i = 0; i < 5; i++) {
      writing.post("without it " + i);
      assertEquals("without it " + i, reading.awaits(MessagePosted.class).body());
    }
    nats.come();
    writing.post("with it again");
    assertEquals("with it again", reading.awaits(MessagePosted.class).body());
  }

  @Test
  void whoIsSignedOutWithoutItIsGoneAtTheOther() {
    TestUser alice = one.signUp("alice");
    TestUser elsewhere = alice.elsewhere();
    TestConnection there = elsewhere.at(two).connect();
    nats.go();
    one.http().post("/api/logout", elsewhere.token(), "");
    assertEquals(4501, there.closedWith());
  }
}
