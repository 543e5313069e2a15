package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.RawSocket;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Many who only listen.
final class IdleConnectionsTest {
  private static final int CONNECTIONS = 2_000;
  private static final int AT_ONCE = 500;

  @RegisterExtension
  final TestServer server =
      TestServer.standard().without(Limit.CONNECTIONS_PER_ACCOUNT, Limit.CONNECTS_PER_MINUTE);

  @Test
  void twoThousandConnectionsLeaveNothingBehind() {
    TestUser alice = server.signUp("alice");
    for (int opened = 0; opened < CONNECTIONS; opened += AT_ONCE) {
      List<RawSocket> sockets = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        RawSocket socket = RawSocket.open(server, "/ws/" + alice.token());
        assertEquals(101, socket.status());
        socket.send("{\"type\":\"hello\",\"version\":2}");
        sockets.add(socket);
      }
      server.awaitConnections(AT_ONCE);
      sockets.forEach(RawSocket::close);
      server.awaitConnections(0);
    }
    alice.connect().post("and it still works");
  }
}
