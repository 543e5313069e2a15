package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.checker.FoldedRow;
import chatter.server.checker.FoldedRows;
import chatter.server.limit.Limit;
import chatter.shared.api.HistoryPage;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.ClientCommand.Sync;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.ConversationAdded;
import chatter.shared.protocol.ServerEvent.ConversationRemoved;
import chatter.shared.protocol.ServerEvent.Entry;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MembersChanged;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.ReactionChanged;
import chatter.shared.protocol.ServerEvent.Reset;
import chatter.shared.protocol.ServerEvent.Synced;
import chatter.shared.protocol.ServerEvent.Welcome;
import chatter.shared.protocol.Visibility;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A client that comes back, with a cursor anywhere in a log that has every kind of entry.
final class ResumeEveryKindTest {
  private static final String THUMB = "👍";
  private static final String HEART = "❤️";
  private static final String PARTY = "🎉";
  private static final int REMOVALS = 25;

  /// More than a page names, and enough that it is still so when some take it back.
  private static final int CROWD = Limits.REACTION_NAMES + 5;

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .with(config ->
              config.withLimits(
                  config
                      .limits()
                      .with(Limit.SENDS_PER_SECOND, 0)
                      .with(Limit.REACTIONS_PER_SECOND, 0)
                      .with(Limit.FRAMES_PER_SECOND, 0)
                      .with(Limit.CONNECTS_PER_MINUTE, 0)
                      .with(Limit.CONNECTIONS_PER_ACCOUNT, 0)
                      .with(Limit.ROOM_CHANGES_PER_MINUTE, 0)
                      .with(Limit.REGISTRATIONS_PER_MINUTE, 0)
                      .with(Limit.LOGINS_PER_MINUTE, 0)
                      .with(Limit.REQUESTS_PER_SECOND, 0)));

  private TestUser ada;
  private TestUser ben;
  private TestUser eve;
  private TestConnection adas;
  private String epoch;
  private long room;

  @BeforeEach
  void makeRoom() {
    ada = server.signUp("ada");
    ben = server.signUp("ben");
    eve = server.signUp("eve");
    adas = ada.connect();
    epoch = adas.welcome().epoch();
    room = ada.makeRoom("Everything", Visibility.PRIVATE, ben).id();
  }

  @Test
  void resumedClientShowsWhatAFreshOneShows() {
    TestConnection bens = ben.connect();
    long last = everythingHappens();
    NavigableMap<Long, FoldedRows> shown = shownAfterEach(bens, last);
    for (long cursor = 0; cursor <= last; cursor++) {
      FoldedRows client = cursor == 0 ? new FoldedRows() : held(shown, cursor);
      assertEquals(range(cursor, last), resume(cursor, client), "after " + cursor);
      assertEquals(fresh(ben), client.rows(), "after " + cursor);
    }
  }

  @Test
  void syncFromAnywhereGivesWhatAFreshClientShows() {
    TestConnection bens = ben.connect();
    long last = everythingHappens();
    NavigableMap<Long, FoldedRows> shown = shownAfterEach(bens, last);
    for (long cursor = 0; cursor <= last; cursor++) {
      FoldedRows client = cursor == 0 ? new FoldedRows() : held(shown, cursor);
      // In small pieces, so that every place is also the end of one.
      List<Long> seqs = new ArrayList<>();
      Synced synced = new Synced(null, room, cursor, true);
      while (synced.more()) {
        bens.command(new Sync(bens.nextId(), room, synced.upto(), 3));
        for (ServerEvent event : bens.upTo(Synced.class)) {
          if (event instanceof ServerEvent.Entry entry) {
            seqs.add(entry.seq());
            client.apply(entry);
          } else if (event instanceof Synced done) {
            synced = done;
          }
        }
      }
      assertEquals(range(cursor, last), seqs, "after " + cursor);
      assertEquals(fresh(ben), client.rows(), "after " + cursor);
    }
  }

  /// More people than a page names, who also take back what they put on, so that neither who they
  /// are nor which kind came first is as their numbers are.
  @Test
  void whoWasAwayWhileManyReactedShowsWhatAFreshClientShows() {
    TestConnection bens = ben.connect();
    List<TestConnection> crowd = crowd();
    long message = adas.post(room, "much loved").seq();
    var _ = adas.react(room, message, PARTY, true);
    for (TestConnection one : crowd) {
      var _ = one.react(room, message, THUMB, true);
    }
    var _ = adas.react(room, message, HEART, true);
    for (int i : new int[] {CROWD - 1, 3, 9}) {
      var _ = crowd.get(i).react(room, message, THUMB, false);
    }
    var _ = crowd.get(3).react(room, message, THUMB, true);
    var _ = crowd.get(4).react(room, message, HEART, true);
    // The kind was there first, though who brought it takes it back.
    var _ = crowd.get(4).react(room, message, PARTY, true);
    var _ = adas.react(room, message, PARTY, false);
    long last = adas.post(room, "the last").seq();
    List<Entry> told = new ArrayList<>();
    while (told.isEmpty() || told.getLast().seq() < last) {
      told.add((Entry) bens.awaits(e -> e instanceof Entry entry && entry.conversation() == room));
    }
    List<String> fresh = named(page(message));
    assertEquals(List.of(PARTY + " 1", THUMB + " " + (CROWD - 2), HEART + " 2"), counts(fresh));
    assertEquals(fresh, named(folded(message, told)));
    for (long cursor = message - 1; cursor < last; cursor++) {
      long from = cursor;
      List<Entry> all = new ArrayList<>();
      told.stream().filter(entry -> entry.seq() <= from).forEach(all::add);
      all.addAll(resumed(cursor));
      assertEquals(fresh, named(folded(message, all)), "after " + cursor);
    }
    // Two at a time, so that the message comes without most of what follows.
    List<Entry> filled = new ArrayList<>();
    Synced synced = new Synced(null, room, message - 1, true);
    while (synced.more()) {
      bens.command(new Sync(bens.nextId(), room, synced.upto(), 2));
      for (ServerEvent event : bens.upTo(Synced.class)) {
        if (event instanceof Entry entry) {
          filled.add(entry);
        } else if (event instanceof Synced done) {
          synced = done;
        }
      }
    }
    assertEquals(fresh, named(folded(message, filled)));
  }

  private List<TestConnection> crowd() {
    List<TestConnection> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      TestUser one = server.signUp("one");
      add(one);
      crowd.add(one.connect());
    }
    return crowd;
  }

  /// Who reacted to a message, by the kinds in their order, as a client sees it from entries that
  /// follow each other.
  private static Map<String, Set<Long>> folded(long message, List<Entry> entries) {
    Map<String, Set<Long>> reactions = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry instanceof MessagePosted posted && posted.seq() == message) {
        reactions.clear();
        if (posted.reactions() != null) {
          posted
              .reactions()
              .forEach(kind -> reactions.put(kind.emoji(), new LinkedHashSet<>(kind.accounts())));
        }
      } else if (entry instanceof ReactionChanged change && change.message() == message) {
        Set<Long> who = reactions.computeIfAbsent(change.emoji(), e -> new LinkedHashSet<>());
        boolean changed =
            change.on() ? who.add(change.actor().id()) : who.remove(change.actor().id());
        if (changed && who.isEmpty()) {
          reactions.remove(change.emoji());
        }
      }
    }
    return reactions;
  }

  /// The same as a page shows it, of each kind no more than it names.
  private static List<String> named(MessagePosted message) {
    return message.reactions().stream()
        .map(kind -> kind.emoji() + " " + kind.count() + " " + kind.accounts())
        .toList();
  }

  private static List<String> named(Map<String, Set<Long>> reactions) {
    List<String> named = new ArrayList<>();
    reactions.forEach((emoji, who) ->
        named.add(
            emoji + " " + who.size() + " " + who.stream().limit(Limits.REACTION_NAMES).toList()));
    return named;
  }

  private static List<String> counts(List<String> named) {
    return named.stream().map(kind -> kind.replaceFirst(" \\[.*", "")).toList();
  }

  private MessagePosted page(long message) {
    return history(ben).messages().stream()
        .filter(m -> m.seq() == message)
        .findFirst()
        .orElseThrow();
  }

  /// The entries of the room that come to one who comes back.
  private List<Entry> resumed(long cursor) {
    TestConnection back = ben.resume(epoch, Map.of(room, cursor));
    List<Entry> entries =
        back.upTo(Live.class).stream()
            .filter(Entry.class::isInstance)
            .map(Entry.class::cast)
            .filter(entry -> entry.conversation() == room)
            .toList();
    back.vanish();
    return entries;
  }

  @Test
  void gapOfAThousandEntriesIsReplayedAndALargerOneIsReset() {
    long message = adas.post(room, "much loved").seq();
    reactions(message, Limits.RESUME_PER_CONVERSATION);
    FoldedRows client = new FoldedRows();
    List<Long> replayed = resume(message, client);
    assertEquals(range(message, message + Limits.RESUME_PER_CONVERSATION), replayed);

    TestConnection back = ben.resume(epoch, Map.of(room, message - 1));
    List<ServerEvent> events = back.upTo(Live.class);
    assertTrue(
        events.contains(new Reset(room, message + Limits.RESUME_PER_CONVERSATION)),
        events::toString);
    assertFalse(events.stream().anyMatch(ServerEvent.Entry.class::isInstance), events::toString);
  }

  @Test
  void whoWasRemovedIsToldNothingWhateverTheCursor() {
    long last = everythingHappens();
    remove(ben);
    adas.post(room, "ben is gone");
    for (long cursor = 0; cursor <= last + 2; cursor++) {
      TestConnection back = ben.resume(epoch, Map.of(room, cursor));
      List<ServerEvent> events = new ArrayList<>(back.upTo(Live.class));
      events.addAll(back.everythingSoFar());
      assertFalse(
          events.stream().anyMatch(e -> conversation(e) == room),
          "after " + cursor + ": " + events);
      back.vanish();
    }
  }

  @Test
  void whoCameBackShowsWhatAFreshClientShowsWhateverTheCursor() {
    TestConnection bens = ben.connect();
    long before = everythingHappens();
    NavigableMap<Long, FoldedRows> shown = shownAfterEach(bens, before);
    remove(ben);
    long away = adas.post(room, "ben is gone").seq();
    var _ = adas.edit(room, away, "ben is away");
    add(ben);
    long last = adas.react(room, away, THUMB, true).seq();
    for (long cursor = 0; cursor <= before; cursor++) {
      FoldedRows client = cursor == 0 ? new FoldedRows() : held(shown, cursor);
      assertEquals(range(cursor, last), resume(cursor, client), "after " + cursor);
      assertEquals(fresh(ben), client.rows(), "after " + cursor);
    }
  }

  /// A client comes back again and again while it is removed and taken in again.
  @Test
  void whoIsRemovedWhileComingBackIsToldNothingOfWhatFollows() throws InterruptedException {
    long message = adas.post(room, "the first").seq();
    AtomicBoolean over = new AtomicBoolean();
    List<Connection> connections = new ArrayList<>();
    Thread comings =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                TestConnection back = ben.resume(epoch, Map.of(room, message));
                back.awaits(Live.class);
                connections.add(new Connection(back));
              }
            });
    for (int i = 0; i < REMOVALS; i++) {
      remove(ben);
      var _ = adas.post(room, "secret");
      add(ben);
      var _ = adas.post(room, "public");
    }
    over.set(true);
    comings.join();
    List<Long> removals = removals();
    assertEquals(REMOVALS, removals.size());
    assertFalse(connections.isEmpty());
    for (Connection connection : connections) {
      var _ = connection.connection.everythingSoFar();
      connection.mustHaveHeardOnlyWhileIn(removals);
    }
  }

  /// What everybody who is in the room sees, by every kind of entry; ends with its last `seq`.
  private long everythingHappens() {
    long one = adas.post(room, "one").seq();
    long two = adas.post(room, "two <@" + ben.id() + ">").seq();
    long three = adas.reply(room, one, "three").seq();
    var _ = adas.edit(room, one, "one, better");
    var _ = adas.react(room, one, THUMB, true);
    var _ = adas.react(room, one, HEART, true);
    var _ = adas.react(room, one, THUMB, false);
    var _ = adas.pin(room, two, true);
    call(ada, "PATCH", "/api/conversations/" + room, Map.of("topic", "all kinds"));
    var _ = adas.edit(room, three, "three, better");
    var _ = adas.react(room, three, THUMB, true);
    add(eve);
    var _ = adas.pin(room, three, true);
    var _ = adas.edit(room, one, "one, best");
    var _ = adas.delete(room, three);
    var _ = adas.react(room, one, THUMB, true);
    var _ = adas.pin(room, two, false);
    remove(eve);
    call(ada, "PATCH", "/api/conversations/" + room, Map.of("title", "Everything else"));
    var _ = adas.delete(room, two);
    return adas.post(room, "the last").seq();
  }

  private NavigableMap<Long, FoldedRows> shownAfterEach(TestConnection bens, long last) {
    NavigableMap<Long, FoldedRows> shown = new TreeMap<>();
    FoldedRows live = new FoldedRows();
    // When he came there was only the making of the room.
    live.apply(making());
    shown.put(1L, live.copy());
    while (shown.lastKey() < last) {
      ServerEvent event =
          bens.awaits(e -> e instanceof ServerEvent.Entry entry && entry.conversation() == room);
      ServerEvent.Entry entry = (ServerEvent.Entry) event;
      assertEquals(shown.lastKey() + 1, entry.seq());
      live.apply(entry);
      shown.put(entry.seq(), live.copy());
    }
    assertEquals(fresh(ben), live.rows());
    return shown;
  }

  private static FoldedRows held(NavigableMap<Long, FoldedRows> shown, long cursor) {
    return shown.get(cursor).copy();
  }

  /// @return the entries that came
  private List<Long> resume(long cursor, FoldedRows client) {
    TestConnection back = ben.resume(epoch, Map.of(room, cursor));
    List<Long> seqs = new ArrayList<>();
    for (ServerEvent event : back.upTo(Live.class)) {
      if (event instanceof ServerEvent.Entry entry && entry.conversation() == room) {
        seqs.add(entry.seq());
        client.apply(entry);
      }
    }
    back.vanish();
    return seqs;
  }

  private static List<Long> range(long after, long last) {
    return LongStream.rangeClosed(after + 1, last).boxed().toList();
  }

  private NavigableMap<Long, FoldedRow> fresh(TestUser user) {
    return page(user).rows();
  }

  private FoldedRows page(TestUser user) {
    FoldedRows rows = new FoldedRows();
    history(user).rows().forEach(rows::apply);
    return rows;
  }

  private ServerEvent.Row making() {
    return history(ada).rows().getFirst();
  }

  private HistoryPage history(TestUser user) {
    return TestHttp.body(
        200,
        HistoryPage.class,
        server.http().get("/api/conversations/" + room + "/messages?limit=100", user.token()));
  }

  /// So many entries about one message.
  private void reactions(long message, int count) {
    int perFrame = 100;
    for (int from = 0; from < count; from += perFrame) {
      StringJoiner frame = new StringJoiner("\n");
      for (int i = from; i < Math.min(count, from + perFrame); i++) {
        frame.add(
            Codec.encode(
                new React(
                    adas.nextId(),
                    room,
                    TestConnection.newCommandId(),
                    message,
                    THUMB,
                    i % 2 == 0)));
      }
      adas.raw(frame.toString());
    }
    for (int i = 0; i < count; i++) {
      adas.awaits(ServerEvent.Ack.class);
    }
  }

  private List<Long> removals() {
    return history(ada).rows().stream()
        .filter(row -> row instanceof MembersChanged m && !m.left().isEmpty())
        .map(ServerEvent.Entry::seq)
        .toList();
  }

  private void remove(TestUser user) {
    call(ada, "DELETE", "/api/conversations/" + room + "/members/" + user.id(), null);
  }

  private void add(TestUser user) {
    call(
        ada,
        "POST",
        "/api/conversations/" + room + "/members",
        Map.of("accounts", List.of(user.id())));
  }

  private String call(TestUser by, String method, String path, Object body) {
    var answer = server.http().call(method, path, by.token(), body);
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return answer.body();
  }

  private static long conversation(ServerEvent event) {
    return switch (event) {
      case ServerEvent.Entry entry -> entry.conversation();
      case ConversationAdded added -> added.conversation().id();
      case Reset reset -> reset.conversation();
      case Welcome welcome ->
          welcome.conversations().stream().map(ConversationInfo::id).max(Long::compare).orElse(0L);
      default -> 0;
    };
  }

  /// Everything that came on a connection.
  private final class Connection {
    private final TestConnection connection;

    private Connection(TestConnection connection) {
      this.connection = connection;
    }

    private void mustHaveHeardOnlyWhileIn(List<Long> removals) {
      long since = -1;
      for (String frame : connection.frames()) {
        for (ServerEvent event : Codec.decodeEvents(frame)) {
          switch (event) {
            case Welcome welcome ->
                since =
                    welcome.conversations().stream()
                        .filter(info -> info.id() == room)
                        .map(ConversationInfo::lastSeq)
                        .findFirst()
                        .orElse(-1L);
            case ConversationAdded added -> since = added.conversation().lastSeq();
            case ConversationRemoved removed -> since = -1;
            case ServerEvent.Entry entry -> {
              long in = since;
              assertTrue(in >= 0, () -> "not in it, and told " + entry);
              long removal =
                  removals.stream().filter(seq -> seq > in).findFirst().orElse(Long.MAX_VALUE);
              assertTrue(
                  entry.seq() < removal, () -> "removed at " + removal + ", and told " + entry);
            }
            default -> {
              // Not of the room.
            }
          }
        }
      }
    }
  }
}
