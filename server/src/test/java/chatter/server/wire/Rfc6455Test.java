package chatter.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.faults.Form;
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

/// RFC 6455, case by case, on a plain socket and through TLS. Whatever one peer does, a witness on
/// another connection is answered as before, nothing of the peer is left in the server, and the log
/// stays quiet.
@Tag("faults")
final class Rfc6455Test {
  private static final int GOAL = 80;
  private static final int DECLARING = 40;

  /// What a connection may cost, with this side of it, whatever it declares.
  private static final long FAIR_BYTES = 128 * 1024;

  private static final Limit[] UNLIMITED = {
    Limit.CONNECTS_PER_MINUTE,
    Limit.FRAMES_PER_SECOND,
    Limit.CONNECTIONS_PER_ACCOUNT,
    Limit.REGISTRATIONS_PER_MINUTE
  };

  @RegisterExtension static final TestServer SERVER = TestServer.standard().without(UNLIMITED);

  @RegisterExtension
  static final TestServer ENCRYPTED = TestServer.standard().encrypted(true).without(UNLIMITED);

  private static ServerLog log;
  private static Guests guests;
  private static Guests encryptedGuests;
  private static int right;

  @BeforeAll
  static void somebody() {
    log = ServerLog.caught();
    guests = Guests.of(SERVER);
    encryptedGuests = Guests.of(ENCRYPTED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wireCases")
  void onceItIsOpen(WireCase each) {
    tell(each, guests);
  }

  /// Those in which somebody else than the hub writes, or the end is not the usual one.
  @ParameterizedTest(name = "{0}")
  @MethodSource("encryptedCases")
  void onceItIsOpenAndEncrypted(WireCase each) {
    tell(each, encryptedGuests);
  }

  private static void tell(WireCase each, Guests guests) {
    try (RawWebSocket wire = new RawWebSocket(guests.server, guests.stranger.token())) {
      each.story().accept(wire);
    }
    nobodyElseIsHurt(guests);
  }

  static Stream<WireCase> encryptedCases() {
    return Form.isFull() ? wireCases() : Stream.concat(ControlCases.all(), CloseCases.all());
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
    UpgradeRequest asked =
        each.change().apply(new UpgradeRequest(SERVER.port(), guests.stranger.token()));
    try (RawSocket socket = RawSocket.ask(SERVER, asked.request())) {
      assertEquals(each.status(), socket.status());
      each.look().accept(socket);
    }
    nobodyElseIsHurt(guests);
  }

  @Test
  void whatIsDeclaredCostsNothingUntilItComes() {
    byte[] start = RawFrame.frame(RawFrame.TEXT, "x").declaring(1_500_000_000).bytes();
    long before = Heap.usedBytes();
    List<RawWebSocket> wires = new ArrayList<>();
    for (int i = 0; i < DECLARING; i++) {
      wires.add(new RawWebSocket(SERVER, guests.stranger.token()).sendBytes(start));
    }
    long grown = Heap.usedBytes() - before;
    wires.forEach(RawWebSocket::close);
    assertTrue(grown < DECLARING * FAIR_BYTES, () -> grown + " bytes of heap");
    nobodyElseIsHurt(guests);
  }

  private static void nobodyElseIsHurt(Guests guests) {
    guests.witness.everythingSoFar();
    guests.server.awaitConnections(1);
    log.holdsNoTrouble();
    right++;
  }

  @AfterAll
  static void count() {
    log.close();
    long all = wireCases().count() + encryptedCases().count() + HandshakeCases.all().count() + 1;
    boolean reached = right == all && all >= GOAL;
    Figures.record(
        "RFC 6455 cases", "at least " + GOAL + ", all right", right + " of " + all, reached);
    assertTrue(all >= GOAL);
  }

  /// Who breaks the rules, and who looks on.
  private record Guests(TestServer server, TestConnection witness, TestUser stranger) {
    private static Guests of(TestServer server) {
      return new Guests(server, server.signUp("witness").connect(), server.signUp("stranger"));
    }
  }
}
