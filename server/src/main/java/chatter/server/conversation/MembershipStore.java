package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.conversation.PersonStore.Person;
import chatter.server.conversation.RoomRefusedException.Reason;
import chatter.server.conversation.RoomStore.Room;
import chatter.server.store.Database;
import chatter.server.store.Jdbc;
import chatter.server.store.TransactionStep;
import chatter.shared.limits.WordStarts;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent.MembersChanged;
import chatter.shared.protocol.ServerEvent.MineChanged;
import chatter.shared.protocol.Timestamps;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The SQL of who belongs to which conversation, and what is whose own about one. Who may do what
/// is decided in the transaction that does it.
final class MembershipStore {
  private static final String MINE =
      "SELECT s.starred, s.level, s.read_seq, s.host, c.last_seq FROM memberships s"
          + " JOIN conversations c ON c.id = s.conversation"
          + " WHERE s.conversation = ? AND s.account = ?";

  private static final String INSERT =
      "INSERT INTO memberships (conversation, account, joined_at, read_seq, host)"
          + " VALUES (?, ?, ?, ?, ?)";

  private static final String HOSTS =
      "SELECT count(*) FROM memberships s"
          + AccountSql.join("u", "s.account")
          + "WHERE s.conversation = ? AND s.host <> 0 AND "
          + AccountSql.enabled("u");

  private static final String LONGEST =
      "SELECT s.account FROM memberships s"
          + AccountSql.join("u", "s.account")
          + "WHERE s.conversation = ? AND "
          + AccountSql.enabled("u")
          + " ORDER BY s.account = ?, s.joined_at, s.account LIMIT 1";

  private static final String COUNT = "UPDATE conversations SET members = members + ? WHERE id = ?";

  private static final String COUNT_IN_ALL =
      "UPDATE conversations SET members = members + ? WHERE kind = 'room'"
          + " AND id IN (SELECT conversation FROM memberships WHERE account = ?)";

  // But the Lobby, which has none.
  private static final String WITHOUT_HOST =
      "SELECT c.id FROM memberships s JOIN conversations c ON c.id = s.conversation"
          + " WHERE s.account = ? AND c.kind = 'room'"
          + " AND c.id <> (SELECT min(id) FROM conversations)"
          + " AND NOT EXISTS (SELECT 1 FROM memberships h"
          + AccountSql.join("u", "h.account")
          + "WHERE h.conversation = c.id AND h.host <> 0 AND "
          + AccountSql.enabled("u")
          + ") ORDER BY c.id";

  private static final String MEMBERS =
      "SELECT u.id, u.name, u.avatar_hash, u.role, s.host FROM memberships s"
          + AccountSql.join("u", "s.account")
          + "WHERE s.conversation = :conversation AND s.account > :after AND "
          + AccountSql.enabled("u")
          + " ORDER BY s.account";

  private final Database database;
  private final OutcomeStore outcomes;
  private final Clock clock;
  private final Rooms.Bounds bounds;

  MembershipStore(Database database, OutcomeStore outcomes, Clock clock, Rooms.Bounds bounds) {
    this.database = database;
    this.outcomes = outcomes;
    this.clock = clock;
    this.bounds = bounds;
  }

  /// The room that everybody is in and nobody leaves: the first.
  long lobby() {
    return database.read(h ->
        Jdbc.first(h, "SELECT min(id) FROM conversations", row -> row.getLong(1)).orElseThrow());
  }

  /// Every conversation with every account that belongs to it.
  void each(BiConsumer<Long, Long> membership) {
    database.read(h -> {
      try (Stream<Object> all =
          h
              .createQuery("SELECT conversation, account FROM memberships")
              .map((row, ctx) -> {
                membership.accept(row.getLong(1), row.getLong(2));
                return (Object) row;
              })
              .stream()) {
        return all.count();
      }
    });
  }

  /// Adds rows of accounts that may sign in, and counts them.
  static void insert(
      Handle handle,
      long conversation,
      Collection<Long> accounts,
      boolean host,
      Instant now,
      long readSeq) {
    for (Long account : accounts) {
      Jdbc.execute(
          handle, INSERT, conversation, account, Timestamps.text(now), readSeq, host ? 1 : 0);
    }
    Jdbc.execute(handle, COUNT, accounts.size(), conversation);
  }

  ConversationInfo add(long caller, long id, Set<Long> accounts, TransactionStep permission) {
    return outcomes.write(h -> {
      permission.run(h);
      Outcome<ConversationInfo> outcome = new Outcome<>();
      Person actor = RoomStore.actor(h, caller);
      Room room = RoomStore.visible(h, caller, id);
      mustLetIn(room, accounts.equals(Set.of(caller)));
      List<Person> newcomers =
          RoomStore.enabled(h, accounts, "accounts").stream()
              .filter(person -> !has(h, id, person.id()))
              .toList();
      if (!newcomers.isEmpty()) {
        if (room.members() + newcomers.size() > bounds.membersPerRoom()) {
          throw RoomRefusedException.limit(
              "accounts", "A room has at most " + bounds.membersPerRoom() + " members.");
        }
        Instant now = now();
        List<Long> ids = newcomers.stream().map(Person::id).toList();
        MembersChanged entry =
            NoticeStore.members(
                h, id, actor, now, newcomers.stream().map(Person::info).toList(), List.of());
        // Whoever comes into a room in which nobody is left looks after it.
        insert(h, id, ids, room.members() == 0 && !room.lobby(), now, entry.seq());
        ConversationInfo shown = RoomStore.info(h, ids.getFirst(), id);
        outcome.tell(p -> p.joined(shown, ids));
        outcome.tell(p -> p.stored(entry));
      }
      return outcome.with(RoomStore.info(h, caller, id));
    });
  }

  private static void mustLetIn(Room room, boolean oneself) {
    if (!room.member() && !oneself) {
      throw new RoomRefusedException(Reason.UNKNOWN);
    }
    boolean allowed = !room.direct() && (oneself || room.open() || room.host());
    if (!allowed) {
      throw new RoomRefusedException(Reason.FORBIDDEN);
    }
  }

  void remove(long caller, long id, long target, TransactionStep permission) {
    var _ =
        outcomes.write(h -> {
          permission.run(h);
          Outcome<Void> outcome = new Outcome<>();
          Person actor = RoomStore.actor(h, caller);
          Room room = RoomStore.visible(h, caller, id);
          if (target != caller || !room.member() || room.direct()) {
            room.mustBeLedBy(actor);
          }
          if (room.lobby()) {
            throw new RoomRefusedException(Reason.LOBBY_STAYS);
          }
          Person leaver = member(h, id, target);
          Jdbc.execute(
              h, "DELETE FROM memberships WHERE conversation = ? AND account = ?", id, target);
          if (leaver.enabled()) {
            Jdbc.execute(h, COUNT, -1, id);
          }
          MembersChanged entry =
              NoticeStore.members(h, id, actor, now(), List.of(), List.of(leaver.info()));
          outcome.tell(p -> p.left(id, target, entry.seq()));
          outcome.tell(p -> p.stored(entry));
          ensureHost(h, id, target, outcome);
          return outcome;
        });
  }

  private static Person member(Handle handle, long conversation, long account) {
    return Optional.of(account)
        .filter(id -> has(handle, conversation, id))
        .flatMap(id -> PersonStore.find(handle, id))
        .orElseThrow(() -> new RoomRefusedException(Reason.UNKNOWN));
  }

  /// See `Rooms.signInSwitched`.
  Runnable signInSwitched(Handle handle, long account, boolean enabled) {
    Outcome<Void> outcome = new Outcome<>();
    Jdbc.execute(handle, COUNT_IN_ALL, enabled ? 1 : -1, account);
    for (long room : Jdbc.all(handle, WITHOUT_HOST, row -> row.getLong(1), account)) {
      appointHost(handle, room, account, outcome);
    }
    return outcomes.telling(outcome);
  }

  /// A room without a host who can sign in gets one.
  ///
  /// @param instead of whom, unless nobody else is there
  private static void ensureHost(
      Handle handle, long conversation, long instead, Outcome<?> outcome) {
    if (Jdbc.first(handle, HOSTS, row -> row.getLong(1), conversation).orElseThrow() == 0) {
      appointHost(handle, conversation, instead, outcome);
    }
  }

  /// Makes the member who has been in a room longest, of those who can sign in, its host.
  private static void appointHost(
      Handle handle, long conversation, long instead, Outcome<?> outcome) {
    Jdbc.first(handle, LONGEST, row -> row.getLong(1), conversation, instead)
        .ifPresent(longest -> setHost(handle, conversation, longest, true, outcome));
  }

  private static void setHost(
      Handle handle, long conversation, long account, boolean host, Outcome<?> outcome) {
    Jdbc.execute(
        handle,
        "UPDATE memberships SET host = ? WHERE conversation = ? AND account = ?",
        host ? 1 : 0,
        conversation,
        account);
    tellMine(handle, conversation, account, outcome);
  }

  private static MineChanged tellMine(
      Handle handle, long conversation, long account, Outcome<?> outcome) {
    Own own = own(handle, conversation, account);
    MineChanged mine = own.mine(handle, conversation, account);
    outcome.tell(p -> p.mineChanged(account, mine, own.lastSeq));
    return mine;
  }

  void setHost(long caller, long id, long target, boolean host, TransactionStep permission) {
    var _ =
        outcomes.write(h -> {
          permission.run(h);
          Outcome<Void> outcome = new Outcome<>();
          Room room = RoomStore.own(h, caller, id);
          if (room.direct() || !room.host()) {
            throw new RoomRefusedException(Reason.FORBIDDEN);
          }
          if (own(h, id, target).host != host) {
            setHost(h, id, target, host, outcome);
            ensureHost(h, id, target, outcome);
          }
          return outcome;
        });
  }

  MineChanged setMine(long caller, long id, Rooms.MineChange wanted, TransactionStep permission) {
    return outcomes.write(h -> {
      permission.run(h);
      Outcome<MineChanged> outcome = new Outcome<>();
      Own own = own(h, id, caller);
      Own next = own.with(wanted);
      if (next.equals(own)) {
        return outcome.with(own.mine(h, id, caller));
      }
      Jdbc.execute(
          h,
          "UPDATE memberships SET starred = ?, level = ?, read_seq = ?"
              + " WHERE conversation = ? AND account = ?",
          next.starred ? 1 : 0,
          next.level.name().toLowerCase(Locale.ROOT),
          next.readSeq,
          id,
          caller);
      return outcome.with(tellMine(h, id, caller, outcome));
    });
  }

  /// Those members who may sign in.
  ///
  /// @throws RoomRefusedException if the caller is none
  List<Rooms.Member> members(long caller, long id, WordStarts called, long after, int most) {
    return database.read(h -> {
      Room room = RoomStore.own(h, caller, id);
      if (room.direct()) {
        return PersonStore.find(h, ConversationInfoStore.people(room.peopleKey())).values().stream()
            .filter(person -> person.enabled() && person.id() > after)
            .filter(person -> called.in(person.info().name()))
            .sorted((a, b) -> Long.compare(a.id(), b.id()))
            .map(person -> new Rooms.Member(person.info(), person.role(), false))
            .toList();
      }
      try (Stream<Rooms.Member> all =
          h
              .createQuery(MEMBERS)
              .bind("conversation", id)
              .bind("after", after)
              .map((row, ctx) ->
                  new Rooms.Member(
                      EntryRowStore.info(row.getLong(1), row.getString(2), row.getString(3)),
                      AccountSql.role(row.getString(4)),
                      row.getBoolean(5)))
              .stream()) {
        return all.filter(member -> called.in(member.account().name())).limit(most).toList();
      }
    });
  }

  /// Whether an account belongs to a conversation.
  static boolean has(Handle handle, long conversation, long account) {
    return Jdbc.first(
            handle,
            "SELECT 1 FROM memberships WHERE conversation = ? AND account = ?",
            row -> true,
            conversation,
            account)
        .isPresent();
  }

  private static Own own(Handle handle, long conversation, long account) {
    return Jdbc.first(
            handle,
            MINE,
            row ->
                new Own(
                    row.getBoolean(1),
                    Level.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                    row.getLong(3),
                    row.getBoolean(4),
                    row.getLong(5)),
            conversation,
            account)
        .orElseThrow(() -> new RoomRefusedException(Reason.UNKNOWN));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// What is an account's own about a conversation, and how far that is.
  private record Own(boolean starred, Level level, long readSeq, boolean host, long lastSeq) {
    private Own with(Rooms.MineChange wanted) {
      return new Own(
          wanted.starred() == null ? starred : wanted.starred(),
          wanted.level() == null ? level : wanted.level(),
          // The one way back; whatever is read stays read below it.
          wanted.unreadFrom() == null
              ? readSeq
              : Math.min(readSeq, Math.max(0, wanted.unreadFrom() - 1)),
          host,
          lastSeq);
    }

    private MineChanged mine(Handle handle, long conversation, long account) {
      SummaryStore.Summary counts = SummaryStore.one(handle, account, conversation).orElseThrow();
      return new MineChanged(
          conversation, starred, level, readSeq, counts.unread(), counts.mentions(), host);
    }
  }
}
