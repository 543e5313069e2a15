package chatter.server.realtime;

import static chatter.server.TestHttp.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Stores;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.AccountsRequest;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ClientCommand.SetTyping;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.Presence;
import chatter.shared.protocol.ServerEvent.ReadMoved;
import chatter.shared.protocol.ServerEvent.Typing;
import chatter.shared.protocol.Visibility;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A chat of hundreds of people, in which a few have a room of their own: what is too much for all
/// is told in there.
final class LargeChatTest {
  private static final long LOBBY = TestConnection.LOBBY;
  private static final int CROWD = 250;

  @RegisterExtension final TestServer server = TestServer.pinned();

  private TestUser alice;
  private TestUser bob;
  private TestUser carol;
  private long room;

  @BeforeEach
  void threePeopleAndManyOthers() {
    alice = server.signUp("alice");
    bob = server.signUp("bob");
    carol = server.signUp("carol");
    server.stop();
    Stores.change(
        server.data(),
        "INSERT INTO registered_users (name, email, email_key, password_hash, created_at)"
            + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + CROWD
            + ") SELECT 'one of many ' || i, 'e' || i, 'e' || i, 'x', '2026-01-01T00:00:00Z' FROM n",
        "INSERT INTO memberships (conversation, account, joined_at)"
            + " SELECT 1, id, '2026-01-01T00:00:00Z' FROM registered_users WHERE id > 3",
        "UPDATE conversations SET members = " + (CROWD + 3));
    server.start();
    room = alice.makeRoom("Few", Visibility.OPEN, bob).id();
  }

  @Test
  void typingAndReadMarksAreToldInASmallRoomAndNotInTheLobby() {
    TestConnection hers = alice.connect();
    TestConnection his = bob.connect();
    his.post(LOBBY, "to all");
    his.post(room, "to her");
    hers.command(new SetTyping(null, LOBBY, true));
    hers.command(new SetTyping(null, room, true));
    hers.command(new MarkRead(1L, LOBBY, 1));
    hers.command(new MarkRead(2L, room, 2));
    assertEquals(1, hers.awaits(ReadMoved.class).seq(), "one's own are always told");
    assertEquals(2, hers.awaits(ReadMoved.class).seq());
    var heard = his.everythingSoFar();
    assertEquals(
        List.of(new Typing(room, alice.id(), "alice", true)),
        heard.stream().filter(Typing.class::isInstance).toList());
    assertEquals(
        List.of(new ReadMoved(room, alice.id(), 2)),
        heard.stream().filter(ReadMoved.class::isInstance).toList());
  }

  @Test
  void thoseWhoShareASmallRoomHearWhoIsHereAndTheOthersHowMany() {
    TestConnection hers = alice.connect();
    Presence full = hers.awaits(Presence.class, Presence::full);
    assertEquals(CROWD + 3, full.members());
    assertEquals(Set.of(alice.id(), bob.id()), ids(full));
    TestConnection outside = carol.connect();
    assertEquals(Set.of(carol.id()), ids(outside.awaits(Presence.class, Presence::full)));
    bob.connect();
    server.forward(Duration.ofSeconds(2));
    Presence told = hers.awaits(Presence.class, p -> ids(p).contains(bob.id()));
    assertEquals(3, told.online());
    assertEquals(PresenceInfo.State.ONLINE, state(told, bob));
    assertEquals(3, outside.awaits(Presence.class, p -> p.online() == 3).online());
    assertTrue(
        outside.everythingSoFar().stream()
            .noneMatch(e -> e instanceof Presence p && ids(p).contains(bob.id())));
    expect(
        200,
        server
            .http()
            .post(
                "/api/conversations/" + room + "/members",
                carol.token(),
                new AccountsRequest(List.of(carol.id()))));
    server.forward(Duration.ofSeconds(2));
    assertEquals(
        Set.of(alice.id(), bob.id(), carol.id()),
        ids(outside.awaits(Presence.class, p -> ids(p).contains(bob.id()))));
    assertEquals(
        PresenceInfo.State.ONLINE,
        state(hers.awaits(Presence.class, p -> ids(p).contains(carol.id())), carol));
    TestConnection again = alice.elsewhere().open();
    again.hello();
    again.awaits(Live.class);
    assertEquals(
        Set.of(alice.id(), bob.id(), carol.id()),
        ids(again.awaits(Presence.class, Presence::full)));
  }

  private static Set<Long> ids(Presence presence) {
    return presence.accounts().stream().map(PresenceInfo::id).collect(Collectors.toSet());
  }

  private static PresenceInfo.State state(Presence presence, TestUser user) {
    return presence.accounts().stream()
        .filter(info -> info.id() == user.id())
        .findFirst()
        .orElseThrow()
        .state();
  }
}
