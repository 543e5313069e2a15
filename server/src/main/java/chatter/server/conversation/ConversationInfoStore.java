package chatter.server.conversation;

import chatter.server.conversation.PersonStore.Person;
import chatter.server.store.Jdbc;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The SQL of conversations as one of their members sees them. However many there are, a few
/// statements read all of them.
final class ConversationInfoStore {
  private static final String ROWS =
      "SELECT c.id, c.kind, c.title, c.topic, c.visibility, c.archived, s.host, c.last_seq,"
          + " s.read_seq, c.members, s.starred, s.level, c.people_key"
          + " FROM memberships s JOIN conversations c ON c.id = s.conversation"
          + " WHERE s.account = ?";

  private static final String ALL = ROWS + " ORDER BY c.id";
  private static final String ONE = ROWS + " AND s.conversation = ?";

  private ConversationInfoStore() {}

  /// All conversations of an account, by their numbers.
  ///
  /// @param handle reads what is committed
  static List<ConversationInfo> all(Handle handle, long account, UnreadStore unreads) {
    return infos(
        handle,
        Jdbc.all(handle, ALL, Row::of, account),
        SummaryStore.all(handle, account, unreads));
  }

  /// One conversation; empty if the account does not belong to it.
  static Optional<ConversationInfo> one(Handle handle, long account, long conversation) {
    return Jdbc.first(handle, ONE, Row::of, account, conversation)
        .map(row ->
            infos(
                    handle,
                    List.of(row),
                    SummaryStore.one(handle, account, conversation)
                        .map(summary -> Map.of(conversation, summary))
                        .orElse(Map.of()))
                .getFirst());
  }

  /// The accounts that a direct's key names, ascending.
  static List<Long> people(String key) {
    return key == null ? List.of() : Arrays.stream(key.split(",")).map(Long::valueOf).toList();
  }

  private static List<ConversationInfo> infos(
      Handle handle, List<Row> rows, Map<Long, SummaryStore.Summary> summaries) {
    Set<Long> ids = new HashSet<>();
    rows.forEach(row -> ids.addAll(people(row.peopleKey)));
    Map<Long, Person> people = PersonStore.find(handle, ids);
    return rows.stream().map(row -> row.info(people, summaries.get(row.id))).toList();
  }

  /// An open room as somebody sees it who looks after it from outside.
  static ConversationInfo fromOutside(Handle handle, long conversation) {
    return Jdbc.first(
            handle,
            "SELECT c.id, c.kind, c.title, c.topic, c.visibility, c.archived, 0, c.last_seq,"
                + " c.last_seq, c.members, 0, 'auto', c.people_key"
                + " FROM conversations c WHERE c.id = ?",
            Row::of,
            conversation)
        .orElseThrow()
        .info(Map.of(), null);
  }

  /// A direct that nothing was said in, as any of its people sees it.
  static ConversationInfo unsaid(long id, Collection<Person> people) {
    return new ConversationInfo(
        id,
        ConversationKind.DIRECT,
        "",
        "",
        Visibility.PRIVATE,
        false,
        false,
        0,
        0,
        0,
        0,
        (int) people.stream().filter(Person::enabled).count(),
        false,
        Level.AUTO,
        people.stream().map(Person::info).toList(),
        null);
  }

  /// What the tables have of it.
  private record Row(
      long id,
      boolean direct,
      String title,
      String topic,
      Visibility visibility,
      boolean archived,
      boolean host,
      long lastSeq,
      long readSeq,
      int members,
      boolean starred,
      Level level,
      String peopleKey) {
    private static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getLong(1),
          row.getString(2).equals("direct"),
          row.getString(3),
          row.getString(4),
          RoomStore.visibility(row.getString(5)),
          row.getBoolean(6),
          row.getBoolean(7),
          row.getLong(8),
          row.getLong(9),
          row.getInt(10),
          row.getBoolean(11),
          Level.valueOf(row.getString(12).toUpperCase(Locale.ROOT)),
          row.getString(13));
    }

    private ConversationInfo info(Map<Long, Person> known, SummaryStore.Summary summary) {
      List<Person> people =
          people(peopleKey).stream().map(known::get).filter(Objects::nonNull).toList();
      List<AccountInfo> shown = people.stream().map(Person::info).toList();
      return new ConversationInfo(
          id,
          direct ? ConversationKind.DIRECT : ConversationKind.ROOM,
          title,
          topic,
          visibility,
          archived,
          host,
          lastSeq,
          readSeq,
          summary == null ? 0 : summary.unread(),
          summary == null ? 0 : summary.mentions(),
          direct ? (int) people.stream().filter(Person::enabled).count() : members,
          starred,
          level,
          direct ? shown : null,
          summary == null ? null : summary.last());
    }
  }
}
