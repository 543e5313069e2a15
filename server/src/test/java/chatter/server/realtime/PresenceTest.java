package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.RenameRequest;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.PresenceInfo.State;
import chatter.shared.protocol.ServerEvent.AccountChanged;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who is here, and under which name.
final class PresenceTest {
  @RegisterExtension final TestServer server = TestServer.pinned();

  private TestUser alice;
  private TestUser bob;

  @BeforeEach
  void twoPeople() {
    alice = server.signUp("alice");
    bob = server.signUp("bob");
  }

  @Test
  void everybodyIsToldAfterAResume() {
    TestConnection here = alice.connect();
    Presence full = here.awaits(Presence.class);
    assertTrue(full.full());
    assertEquals(1, full.online());
    assertEquals(
        List.of(
            new PresenceInfo(alice.id(), "alice", null, State.ONLINE, null),
            new PresenceInfo(bob.id(), "bob", null, State.OFFLINE, null)),
        full.accounts());
  }

  @Test
  void whoComesIsToldAsADifference() {
    TestConnection here = alice.connect();
    here.awaits(Presence.class, Presence::full);
    bob.connect();
    server.forward(Duration.ofSeconds(2));
    Presence difference = here.awaits(Presence.class, p -> of(p, bob).isPresent());
    assertFalse(difference.full());
    assertEquals(2, difference.online());
    assertEquals(State.ONLINE, of(difference, bob).orElseThrow().state());
  }

  @Test
  void newAccountIsToldAsADifference() {
    TestConnection here = alice.connect();
    here.awaits(Presence.class, Presence::full);
    TestUser carol = server.signUp("carol");
    server.forward(Duration.ofSeconds(2));
    PresenceInfo told =
        of(here.awaits(Presence.class, p -> of(p, carol).isPresent()), carol).orElseThrow();
    assertEquals(State.OFFLINE, told.state());
    assertEquals("carol", told.name());
  }

  @Test
  void howManyThereAreIsToldWhileConnectedAndWhetherTheyAreNamed() {
    List<PresenceInfo> known =
        LongStream.rangeClosed(1, chatter.server.realtime.Presence.NAMED_PEOPLE)
            .mapToObj(id -> new PresenceInfo(id, "p" + id, null, State.OFFLINE, null))
            .toList();
    chatter.server.realtime.Presence people = new chatter.server.realtime.Presence(known);
    assertEquals(Optional.empty(), people.difference());
    people.created(new AccountInfo(201, "p201", null, null));
    assertEquals(
        Optional.of(new Presence(true, 0, 201, List.of())),
        people.difference(),
        "nobody is named any more, and nobody stays listed");
    people.created(new AccountInfo(202, "p202", null, null));
    assertEquals(Optional.of(new Presence(false, 0, 202, List.of())), people.difference());
    people.removed(202);
    assertEquals(new Presence(true, 0, 201, List.of()), people.full());
    people.removed(201);
    assertEquals(200, people.full().accounts().size());
    people.connected(7);
    Presence named = people.difference().orElseThrow();
    assertTrue(named.full(), "whoever heard no full list since knows nobody");
    assertEquals(200, named.accounts().size());
    people.connected(8);
    assertEquals(
        List.of(8L),
        people.difference().orElseThrow().accounts().stream().map(PresenceInfo::id).toList());
  }

  @Test
  void differencesComeAtMostEveryTwoSeconds() {
    TestConnection here = alice.connect();
    server.forward(Duration.ofSeconds(2));
    here.awaits(Presence.class, p -> !p.full());
    bob.connect();
    server.signUp("carol").connect();
    server.forward(Duration.ofSeconds(1));
    server.signUp("dave").connect();
    server.forward(Duration.ofSeconds(1));
    Presence difference = here.awaits(Presence.class);
    assertEquals(3, difference.accounts().size(), "all in one");
  }

  @Test
  void whoGoesIsOfflineOnlyAfterFifteenSeconds() {
    TestUser carol = server.signUp("carol");
    TestConnection here = alice.connect();
    TestConnection gone = bob.connect();
    server.forward(Duration.ofSeconds(2));
    here.awaits(Presence.class, p -> of(p, bob).isPresent() && !p.full());
    gone.close();
    server.awaitConnections(1);
    Instant left = server.clock().instant();
    server.forward(Duration.ofSeconds(14));
    carol.connect();
    server.forward(Duration.ofMillis(900));
    Presence meanwhile = here.awaits(Presence.class, p -> of(p, carol).isPresent());
    assertTrue(of(meanwhile, bob).isEmpty(), meanwhile::toString);
    assertEquals(3, meanwhile.online());
    server.forward(Duration.ofSeconds(3));
    Presence then = here.awaits(Presence.class, p -> of(p, bob).isPresent());
    assertEquals(State.OFFLINE, of(then, bob).orElseThrow().state());
    assertEquals(left, of(then, bob).orElseThrow().lastSeen());
    assertEquals(2, then.online());
  }

  @Test
  void whoComesBackInTimeWasNeverAway() {
    TestConnection here = alice.connect();
    here.awaits(Presence.class);
    bob.connect().close();
    server.awaitConnections(1);
    server.forward(Duration.ofSeconds(10));
    bob.connect();
    server.forward(Duration.ofSeconds(20));
    TestUser carol = server.signUp("carol");
    server.forward(Duration.ofSeconds(2));
    Presence told;
    do {
      told = here.awaits(Presence.class);
      assertTrue(of(told, bob).map(p -> p.state() == State.ONLINE).orElse(true), told::toString);
    } while (of(told, carol).isEmpty());
  }

  @Test
  void oneOfTwoConnectionsGoingIsNoNews() {
    TestConnection here = alice.connect();
    bob.connect();
    bob.elsewhere().connect().close();
    server.awaitConnections(2);
    server.forward(Duration.ofSeconds(20));
    TestUser carol = server.signUp("carol");
    server.forward(Duration.ofSeconds(2));
    Presence told = here.awaits(Presence.class, p -> of(p, carol).isPresent());
    assertTrue(of(told, bob).map(p -> p.state() == State.ONLINE).orElse(true));
    assertEquals(2, told.online());
  }

  @Test
  void whenSomebodyWasHereLastSurvivesARestart() {
    TestConnection here = alice.connect();
    TestConnection gone = bob.connect();
    gone.close();
    server.awaitConnections(1);
    Instant left = server.clock().instant();
    server.forward(Duration.ofSeconds(20));
    here.awaits(Presence.class, p -> of(p, bob).map(PresenceInfo::lastSeen).isPresent());
    Instant stopped = server.clock().instant();
    server.restart();
    TestUser carol = server.signUp("carol");
    Presence full = carol.connect().awaits(Presence.class);
    assertEquals(left, of(full, bob).orElseThrow().lastSeen());
    assertEquals(
        stopped, of(full, alice).orElseThrow().lastSeen(), "she was here until it stopped");
  }

  @Test
  void newNameIsToldToEverybody() {
    TestConnection here = alice.connect();
    TestConnection there = bob.connect();
    TestHttp.expect(
        200, server.http().call("PATCH", "/api/account", bob.token(), new RenameRequest("Robert")));
    AccountInfo changed = new AccountInfo(bob.id(), "Robert", null, null);
    assertEquals(changed, here.awaits(AccountChanged.class).account());
    assertEquals(changed, there.awaits(AccountChanged.class).account().publicView());
    there.post("it is me");
    assertEquals("Robert", here.awaits(MessagePosted.class).sender().name());
    Presence full = server.signUp("carol").connect().awaits(Presence.class);
    assertEquals("Robert", of(full, bob).orElseThrow().name());
    assertNull(of(full, bob).orElseThrow().avatarUrl());
  }

  private static Optional<PresenceInfo> of(Presence presence, TestUser user) {
    return presence.accounts().stream().filter(p -> p.id() == user.id()).findFirst();
  }
}
