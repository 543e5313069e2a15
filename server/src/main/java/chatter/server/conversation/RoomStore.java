package chatter.server.conversation;

import chatter.server.conversation.PersonStore.Person;
import chatter.server.conversation.RoomRefusedException.Reason;
import chatter.server.store.Database;
import chatter.server.store.Jdbc;
import chatter.server.store.TransactionStep;
import chatter.shared.limits.Names;
import chatter.shared.limits.WordStarts;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.ConversationChanged;
import chatter.shared.protocol.ServerEvent.MembersChanged;
import chatter.shared.protocol.Timestamps;
import chatter.shared.protocol.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The SQL of rooms: making, changing and finding them. Who may do what is decided in the
/// transaction that does it.
final class RoomStore {
  private static final String ROOM =
      "SELECT c.id, c.kind, c.title, c.topic, c.visibility, c.archived, c.members,"
          + " c.people_key, c.id = (SELECT min(id) FROM conversations), s.account IS NOT NULL,"
          + " coalesce(s.host, 0) FROM conversations c LEFT JOIN memberships s ON s.conversation ="
          + " c.id AND s.account = ? WHERE c.id = ?";

  private static final String FOUND =
      "SELECT c.id, c.title, c.topic, c.visibility, c.archived, c.members, c.last_sent_at,"
          + " s.account IS NOT NULL AS joined, lower(c.title) AS place"
          + " FROM conversations c LEFT JOIN memberships s"
          + " ON s.conversation = c.id AND s.account = :account"
          + " WHERE c.kind = 'room' AND (c.visibility = 'open' OR s.account IS NOT NULL)"
          // The first says again what the second does, and begins at the place.
          + " AND lower(c.title) >= :place AND (lower(c.title) > :place OR c.id > :after)"
          + " ORDER BY lower(c.title), c.id";

  private final Database database;
  private final OutcomeStore outcomes;
  private final Clock clock;
  private final Rooms.Bounds bounds;

  RoomStore(Database database, OutcomeStore outcomes, Clock clock, Rooms.Bounds bounds) {
    this.database = database;
    this.outcomes = outcomes;
    this.clock = clock;
    this.bounds = bounds;
  }

  ConversationInfo make(
      long maker, Rooms.NewRoom wanted, Collection<Long> members, TransactionStep permission) {
    return outcomes.write(h -> {
      permission.run(h);
      Outcome<ConversationInfo> outcome = new Outcome<>();
      Person actor = actor(h, maker);
      mustBeRoomFor(h, members.size() + 1);
      List<Person> others = enabled(h, members, "members");
      if (wanted.visibility() == Visibility.OPEN) {
        mustBeFree(h, 0, wanted.title());
      }
      Instant now = now();
      long id = insert(h, maker, wanted, now);
      List<Person> all = new ArrayList<>(others.size() + 1);
      all.add(actor);
      all.addAll(others);
      MembersChanged entry =
          NoticeStore.members(
              h, id, actor, now, all.stream().map(Person::info).toList(), List.of());
      MembershipStore.insert(h, id, List.of(maker), true, now, entry.seq());
      MembershipStore.insert(h, id, members, false, now, entry.seq());
      ConversationInfo own = info(h, maker, id);
      outcome.tell(p -> p.joined(own, List.of(maker)));
      if (!members.isEmpty()) {
        ConversationInfo theirs = info(h, others.getFirst().id(), id);
        outcome.tell(p -> p.joined(theirs, members));
      }
      return outcome.with(own);
    });
  }

  private void mustBeRoomFor(Handle handle, int members) {
    long rooms =
        Jdbc.first(
                handle,
                "SELECT count(*) FROM conversations WHERE kind = 'room'",
                row -> row.getLong(1))
            .orElseThrow();
    if (rooms >= bounds.rooms()) {
      throw RoomRefusedException.limit(null, "This chat has as many rooms as it may have.");
    }
    if (members > bounds.membersPerRoom()) {
      throw RoomRefusedException.limit(
          "members", "A room has at most " + bounds.membersPerRoom() + " members.");
    }
  }

  private static long insert(Handle handle, long maker, Rooms.NewRoom wanted, Instant now) {
    return handle
        .createQuery(
            "INSERT INTO conversations"
                + " (kind, title, topic, visibility, title_key, created_by, created_at)"
                + " VALUES ('room', :title, :topic, :visibility, :key, :maker, :now) RETURNING id")
        .bind("title", wanted.title())
        .bind("topic", wanted.topic())
        .bind("visibility", text(wanted.visibility()))
        .bind("key", key(wanted.visibility(), wanted.title()))
        .bind("maker", maker)
        .bind("now", Timestamps.text(now))
        .mapTo(Long.class)
        .one();
  }

  /// What an open room's title has in common with those that only differ by case; null for another
  /// room's.
  static String key(Visibility visibility, String title) {
    return visibility == Visibility.OPEN ? Names.folded(title) : null;
  }

  private static void mustBeFree(Handle handle, long room, String title) {
    if (Jdbc.first(
            handle,
            "SELECT 1 FROM conversations WHERE title_key = ? AND id <> ?",
            row -> true,
            Names.folded(title),
            room)
        .isPresent()) {
      throw new RoomRefusedException(Reason.TITLE_TAKEN, "title");
    }
  }

  ConversationInfo change(
      long caller, long id, Rooms.RoomChange wanted, TransactionStep permission) {
    return outcomes.write(h -> {
      permission.run(h);
      Outcome<ConversationInfo> outcome = new Outcome<>();
      Person actor = actor(h, caller);
      Room room = visible(h, caller, id);
      room.mustBeLedBy(actor);
      if (room.lobby && wanted.visibility() == Visibility.PRIVATE) {
        throw new RoomRefusedException(Reason.LOBBY_STAYS, "visibility");
      }
      if (room.lobby && wanted.archived() != null && wanted.archived()) {
        throw new RoomRefusedException(Reason.LOBBY_STAYS, "archived");
      }
      EntryStore.Changed change = room.difference(wanted);
      if (change.visibility() == Visibility.OPEN && !wanted.confirmed()) {
        throw new RoomRefusedException(Reason.CONFIRM_NEEDED, "visibility");
      }
      if (!change.equals(EntryStore.Changed.NOTHING)) {
        set(h, room, change);
        ConversationChanged entry = NoticeStore.change(h, id, actor, now(), change);
        outcome.tell(p -> p.stored(entry));
      }
      return outcome.with(
          ConversationInfoStore.one(h, caller, id)
              .orElseGet(() -> ConversationInfoStore.fromOutside(h, id)));
    });
  }

  private static void set(Handle handle, Room room, EntryStore.Changed change) {
    String title = change.title() == null ? room.title : change.title();
    Visibility visibility = change.visibility() == null ? room.visibility : change.visibility();
    if (visibility == Visibility.OPEN) {
      mustBeFree(handle, room.id, title);
    }
    boolean archived = change.archived() == null ? room.archived : change.archived();
    Jdbc.execute(
        handle,
        "UPDATE conversations SET title = ?, topic = ?, visibility = ?, archived = ?, title_key = ?"
            + " WHERE id = ?",
        title,
        change.topic() == null ? room.topic : change.topic(),
        text(visibility),
        archived ? 1 : 0,
        key(visibility, title),
        room.id);
  }

  Optional<ConversationInfo> find(long account, long id) {
    return database.read(h -> ConversationInfoStore.one(h, account, id));
  }

  /// Rooms that an account may know of, by title.
  List<Rooms.Found> search(long account, WordStarts called, String place, long after, int most) {
    return database.read(h -> {
      try (Stream<Rooms.Found> all =
          h
              .createQuery(FOUND)
              .bind("account", account)
              .bind("place", place)
              .bind("after", after)
              .map((row, ctx) -> found(row))
              .stream()) {
        return all.filter(room -> called.in(room.title())).limit(most).toList();
      }
    });
  }

  private static Rooms.Found found(ResultSet row) throws SQLException {
    String last = row.getString("last_sent_at");
    return new Rooms.Found(
        row.getLong("id"),
        row.getString("title"),
        row.getString("topic"),
        visibility(row.getString("visibility")),
        row.getBoolean("archived"),
        row.getInt("members"),
        last == null ? null : Timestamps.parse(last),
        row.getBoolean("joined"),
        row.getString("place"));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  static Person actor(Handle handle, long account) {
    return PersonStore.find(handle, account)
        .filter(Person::enabled)
        .orElseThrow(() -> new RoomRefusedException(Reason.FORBIDDEN));
  }

  /// Accounts that may sign in, in the order of their numbers.
  ///
  /// @param field what the caller named them with
  static List<Person> enabled(Handle handle, Collection<Long> ids, String field) {
    Map<Long, Person> found = PersonStore.find(handle, ids);
    if (ids.stream().anyMatch(id -> !found.containsKey(id) || !found.get(id).enabled())) {
      throw RoomRefusedException.invalid(
          field, "Not all of these are people who can sign in to this chat.");
    }
    return ids.stream().sorted().map(found::get).toList();
  }

  static ConversationInfo info(Handle handle, long account, long id) {
    return ConversationInfoStore.one(handle, account, id).orElseThrow();
  }

  /// A conversation that an account belongs to, or an open room.
  ///
  /// @throws RoomRefusedException `UNKNOWN` if it is neither
  static Room visible(Handle handle, long account, long id) {
    return Jdbc.first(handle, ROOM, Room::of, account, id)
        .filter(room -> room.member || room.open())
        .orElseThrow(() -> new RoomRefusedException(Reason.UNKNOWN));
  }

  /// A conversation that an account belongs to.
  ///
  /// @throws RoomRefusedException `UNKNOWN` if it does not
  static Room own(Handle handle, long account, long id) {
    Room room = visible(handle, account, id);
    if (!room.member) {
      throw new RoomRefusedException(Reason.UNKNOWN);
    }
    return room;
  }

  static String text(Visibility visibility) {
    return visibility.name().toLowerCase(Locale.ROOT);
  }

  static Visibility visibility(String text) {
    return Visibility.valueOf(text.toUpperCase(Locale.ROOT));
  }

  /// A conversation as it is, and what an account is in it.
  ///
  /// @param members of a room, those who may sign in
  /// @param lobby whether it is the room that everybody is in
  record Room(
      long id,
      boolean direct,
      String title,
      String topic,
      Visibility visibility,
      boolean archived,
      int members,
      String peopleKey,
      boolean lobby,
      boolean member,
      boolean host) {
    private static Room of(ResultSet row) throws SQLException {
      return new Room(
          row.getLong(1),
          row.getString(2).equals("direct"),
          row.getString(3),
          row.getString(4),
          RoomStore.visibility(row.getString(5)),
          row.getBoolean(6),
          row.getInt(7),
          row.getString(8),
          row.getBoolean(9),
          row.getBoolean(10),
          row.getBoolean(11));
    }

    boolean open() {
      return !direct && visibility == Visibility.OPEN;
    }

    /// Hosts lead a room, and in open ones those too who administer the server.
    ///
    /// @throws RoomRefusedException if somebody does not; `UNKNOWN` if they are not even in it
    void mustBeLedBy(Person actor) {
      boolean administers = open() && actor.role().administers();
      if (!member && !administers) {
        throw new RoomRefusedException(Reason.UNKNOWN);
      }
      if (direct || (!host && !administers)) {
        throw new RoomRefusedException(Reason.FORBIDDEN);
      }
    }

    private EntryStore.Changed difference(Rooms.RoomChange wanted) {
      return new EntryStore.Changed(
          title.equals(wanted.title()) ? null : wanted.title(),
          topic.equals(wanted.topic()) ? null : wanted.topic(),
          visibility == wanted.visibility() ? null : wanted.visibility(),
          Objects.equals(archived, wanted.archived()) ? null : wanted.archived());
    }
  }
}
