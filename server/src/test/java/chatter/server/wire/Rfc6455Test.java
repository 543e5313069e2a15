package chatter.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Figures;
import chatter.server.limit.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// RFC 6455, case by case, on a plain socket. Whatever one peer does, a witness on another
/// connection is answered as before, nothing of the peer is left in the server, and the log stays
/// quiet.
@Tag("faults")
final class Rfc6455Test {
  private static final int GOAL = 80;
  private static final int DECLARING = 40;

  /// What a connection may cost, with this side of it, whatever it declares.
  private static final long FAIR_BYTES = 128 * 1024;

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.standard()
          .with(config -> config.withLimit(Limit.CONNECTS_PER_MINUTE, 0))
          .with(config -> config.withLimit(Limit.FRAMES_PER_SECOND, 0))
          .with(config -> config.withLimit(Limit.CONNECTIONS_PER_ACCOUNT, 0))
          .with(config -> config.withLimit(Limit.REGISTRATIONS_PER_MINUTE, 0));

  private static ServerLog log;
  private static TestConnection witness;
  private static TestUser stranger;
  private static int right;

  @BeforeAll
  static void somebody() {
    log = ServerLog.caught();
    witness = SERVER.signUp("witness").connect();
    stranger = SERVER.signUp("stranger");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wireCases")
  void onceItIsOpen(WireCase each) {
    try (RawWebSocket wire = new RawWebSocket(SERVER, stranger.token())) {
      each.story().accept(wire);
    }
    nobodyElseIsHurt();
  }

  static Stream<WireCase> wireCases() {
    return Stream.of(
            FragmentCases.all(),
            ControlCases.all(),
            HeaderCases.all(),
            Utf8Cases.all(),
            CloseCases.all())
        .flatMap(cases -> cases);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chatter.server.wire.HandshakeCases#all")
  void beforeItIsOpen(HandshakeCase each) {
    UpgradeRequest asked = each.change().apply(new UpgradeRequest(SERVER.port(), stranger.token()));
    try (RawSocket socket = RawSocket.ask(SERVER, asked.request())) {
      assertEquals(each.status(), socket.status());
      each.look().accept(socket);
    }
    nobodyElseIsHurt();
  }

  @Test
  void whatIsDeclaredCostsNothingUntilItComes() {
    byte[] start = RawFrame.frame(RawFrame.TEXT, "x").declaring(1_500_000_000).bytes();
    long before = Heap.usedBytes();
    List<RawWebSocket> wires = new ArrayList<>();
    for (int i = 0; i < DECLARING; i++) {
      wires.add(new RawWebSocket(SERVER, stranger.token()).sendBytes(start));
    }
    long grown = Heap.usedBytes() - before;
    wires.forEach(RawWebSocket::close);
    assertTrue(grown < DECLARING * FAIR_BYTES, () -> grown + " bytes of heap");
    nobodyElseIsHurt();
  }

  private static void nobodyElseIsHurt() {
    witness.everythingSoFar();
    SERVER.awaitConnections(1);
    log.holdsNoTrouble();
    right++;
  }

  @AfterAll
  static void count() {
    log.close();
    long all = wireCases().count() + HandshakeCases.all().count() + 1;
    boolean reached = right == all && all >= GOAL;
    Figures.record(
        "RFC 6455 cases", "at least " + GOAL + ", all right", right + " of " + all, reached);
    assertTrue(all >= GOAL);
  }
}
