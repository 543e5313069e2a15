package chatter.server.conversation;

import chatter.server.conversation.CommandResult.Appearance;
import chatter.server.conversation.PersonStore.Person;
import chatter.server.store.Jdbc;
import chatter.server.store.TransactionStep;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The SQL of direct conversations. `people_key` says whose one is; a membership has whoever opened
/// it, and with the first message all of them.
final class DirectStore {
  private static final String UNSAID =
      "SELECT people_key, created_by FROM conversations"
          + " WHERE id = ? AND people_key IS NOT NULL";

  private final OutcomeStore outcomes;
  private final Clock clock;

  DirectStore(OutcomeStore outcomes, Clock clock) {
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /// The direct of some people, which is made if there is none.
  ///
  /// @param people with the caller
  Rooms.Direct open(long caller, SortedSet<Long> people, TransactionStep permission) {
    String key = people.stream().map(String::valueOf).collect(Collectors.joining(","));
    return outcomes.write(h -> {
      permission.run(h);
      Outcome<Rooms.Direct> outcome = new Outcome<>();
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      Optional<Long> found =
          Jdbc.first(
              h, "SELECT id FROM conversations WHERE people_key = ?", row -> row.getLong(1), key);
      long id = found.orElseGet(() -> make(h, caller, people, key, now));
      boolean added = !MembershipStore.has(h, id, caller);
      if (added) {
        add(h, id, caller, now);
      }
      ConversationInfo shown = RoomStore.info(h, caller, id);
      if (added) {
        outcome.tell(p -> p.joined(shown, List.of(caller)));
      }
      return outcome.with(new Rooms.Direct(shown, found.isEmpty()));
    });
  }

  private static long make(
      Handle handle, long caller, SortedSet<Long> people, String key, Instant now) {
    var _ = RoomStore.enabled(handle, people, "accounts");
    return handle
        .createQuery(
            "INSERT INTO conversations"
                + " (kind, title, visibility, members, people_key, created_by, created_at)"
                + " VALUES ('direct', '', 'private', :members, :key, :maker, :now) RETURNING id")
        .bind("members", people.size())
        .bind("key", key)
        .bind("maker", caller)
        .bind("now", Timestamps.text(now))
        .mapTo(Long.class)
        .one();
  }

  /// A direct has come to its first message: all of its people belong to it now. Nothing happens to
  /// another conversation.
  ///
  /// @return how it appears to those who did not open it; empty if there are none
  static Optional<Appearance> appear(Handle handle, long conversation, Instant now) {
    Optional<Unsaid> found = Jdbc.first(handle, UNSAID, Unsaid::of, conversation);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<Long> ids = found.get().people;
    for (Long account : ids) {
      if (!MembershipStore.has(handle, conversation, account)) {
        add(handle, conversation, account, now);
      }
    }
    List<Long> others = ids.stream().filter(id -> id != found.get().maker).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    Map<Long, Person> known = PersonStore.find(handle, ids);
    List<Person> people = ids.stream().map(known::get).filter(Objects::nonNull).toList();
    return Optional.of(new Appearance(ConversationInfoStore.unsaid(conversation, people), others));
  }

  private static void add(Handle handle, long conversation, long account, Instant now) {
    Jdbc.execute(
        handle,
        "INSERT INTO memberships (conversation, account, joined_at, read_seq) VALUES (?, ?, ?, 0)",
        conversation,
        account,
        Timestamps.text(now));
  }

  /// A direct in which nothing was said.
  ///
  /// @param maker who opened it first
  private record Unsaid(List<Long> people, long maker) {
    private static Unsaid of(ResultSet row) throws SQLException {
      return new Unsaid(ConversationInfoStore.people(row.getString(1)), row.getLong(2));
    }
  }
}
