package chatter.server.search;

import chatter.server.account.AccountSql;
import chatter.server.store.Database;
import chatter.server.store.Dialect;
import chatter.server.store.Jdbc;
import chatter.shared.protocol.Timestamps;
import chatter.shared.search.SearchScope;
import chatter.shared.search.SearchedMessage;
import chatter.shared.search.SearchedMessage.SearchedFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The SQL of searching in the database itself: what is new for the index, and what of the messages
/// that may be meant the searcher may see.
final class SearchStore {
  /// What a message says now.
  private static final String BODY =
      "CASE WHEN r.edited = 1 THEN (SELECT e.body FROM edits e WHERE e.message = r.id"
          + " ORDER BY e.number DESC LIMIT 1) ELSE r.body END";

  private static final String FILES_THERE =
      "EXISTS (SELECT 1 FROM message_files x WHERE x.conversation = r.conversation"
          + " AND x.message = r.seq)";

  private static final String ROW =
      "SELECT r.id, r.conversation, r.seq, r.sender, r.sent_at, r.deleted, "
          + BODY
          + ", "
          + FILES_THERE
          + " FROM message_rows r";

  private static final String ROWS = ROW + " WHERE r.id >= ? AND r.id <= ? ORDER BY r.id";

  private static final String FILES =
      "SELECT f.name, (c.media_type LIKE 'image/%' AND c.width > 0 AND c.height > 0)"
          + " FROM message_files x JOIN files f ON f.id = x.file"
          + " JOIN file_contents c ON c.file = f.id"
          + " WHERE x.conversation = ? AND x.message = ? ORDER BY x.position";

  private static final String NEWEST =
      "SELECT coalesce((SELECT max(id) FROM message_rows), 0),"
          + " coalesce((SELECT max(id) FROM edits), 0), coalesce((SELECT max(id) FROM changes), 0)";

  private static final Dialect.Statement DELETED =
      Dialect.statement(d ->
          "SELECT r.id FROM changes x"
              + d.joinInThisOrder()
              + "message_rows r ON r.conversation = x.conversation AND r.seq = x.message"
              + " WHERE x.id > ? AND "
              + d.unindexed("x.kind")
              + " = 'delete' AND x.changed = 1 ORDER BY x.id");

  private static final String EDITED =
      "SELECT DISTINCT e.message FROM edits e WHERE e.id > ? AND e.id <= ? ORDER BY e.message";

  private static final String ONE = ROW + " WHERE r.id = ?";

  /// What a message said when only edits up to one counted.
  private static final String EARLIER =
      "SELECT e.body FROM edits e WHERE e.message = ? AND e.id <= ? ORDER BY e.number DESC LIMIT 1";

  private static final String SENT = "SELECT body FROM message_rows WHERE id = ?";

  // Asked in the query itself: who is no member any more finds nothing.
  private static final String SEEN =
      " AND r.deleted = 0 AND EXISTS (SELECT 1 FROM memberships s WHERE s.account = ?"
          + " AND s.conversation = r.conversation)";

  private static final Dialect.Statement THESE =
      Dialect.statement(d -> ROW + " WHERE " + d.amongJson("r.id") + SEEN + " ORDER BY r.id DESC");

  private static final Dialect.Statement ALL =
      Dialect.statement(d -> ROW + " WHERE " + d.amongJson("r.id") + " ORDER BY r.id");

  private static final String BETWEEN =
      ROW + " WHERE r.id >= ? AND r.id < ?" + SEEN + " ORDER BY r.id DESC";

  private static final String MINE =
      "SELECT c.id, c.title, c.kind, c.last_seq FROM memberships s"
          + " JOIN conversations c ON c.id = s.conversation WHERE s.account = ?";

  private static final String ENTRIES = "SELECT coalesce(sum(last_seq), 0) FROM conversations";

  private static final String PEOPLE = "SELECT id, name FROM " + AccountSql.ACCOUNTS;

  private static final String NAME = "SELECT name FROM " + AccountSql.ACCOUNTS + " WHERE id = ?";

  private final Database database;

  SearchStore(Database database) {
    this.database = database;
  }

  /// The newest message, edit and change there are, by their numbers.
  static Newest newest(Handle handle) {
    return Jdbc.first(
            handle, NEWEST, row -> new Newest(row.getLong(1), row.getLong(2), row.getLong(3)))
        .orElseThrow();
  }

  /// The messages that were deleted by changes after one, in their order.
  static List<Long> deletedAfter(Handle handle, long change) {
    return Jdbc.all(handle, DELETED.on(handle), row -> row.getLong(1), change);
  }

  /// The messages of which there are edits with these numbers.
  static List<Long> edited(Handle handle, long after, long upTo) {
    return Jdbc.all(handle, EDITED, row -> row.getLong(1), after, upTo);
  }

  /// A message; empty if it was deleted.
  static Optional<Row> one(Handle handle, long id) {
    return Jdbc.first(handle, ONE, row -> Row.of(handle, row), id).filter(row -> !row.deleted);
  }

  /// What a message said when only edits up to one counted.
  static String asOf(Handle handle, long id, long edit) {
    return Jdbc.first(handle, EARLIER, row -> row.getString(1), id, edit)
        .or(() -> Jdbc.first(handle, SENT, row -> row.getString(1), id))
        .orElseThrow();
  }

  /// Messages by their numbers, ascending; deleted ones without a text. Those beyond so many bytes
  /// of text are left out.
  static Jdbc.Part<Row> rows(Handle handle, long first, long last, long bytes) {
    return Jdbc.upTo(bytes, Row::bytes, handle, ROWS, row -> Row.of(handle, row), first, last);
  }

  /// Those of some messages that are there, ascending; deleted ones without a text.
  static List<Row> all(Handle handle, Collection<Long> ids) {
    return Jdbc.all(handle, ALL.on(handle), row -> Row.of(handle, row), json(ids));
  }

  private static String json(Collection<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }

  /// A message's time, as it is stored; empty if there is no such message, or it was deleted.
  Optional<String> sentAt(long id) {
    return database.read(handle -> one(handle, id)).map(Row::sentAt);
  }

  /// The number of the newest message; 0 if there is none.
  long newestMessage() {
    return database.read(SearchStore::newest).message();
  }

  /// Those of some messages that the account may see, the newest first, one by one as long as more
  /// are wanted.
  void these(long account, List<Long> ids, Predicate<Row> reader) {
    String json = json(ids);
    database.read(handle -> {
      Jdbc.whilst(handle, THESE.on(handle), row -> reader.test(Row.of(handle, row)), json, account);
      return null;
    });
  }

  /// The same of all between two.
  ///
  /// @param before the first that is not meant
  void between(long account, long from, long before, Predicate<Row> reader) {
    database.read(handle -> {
      Jdbc.whilst(handle, BETWEEN, row -> reader.test(Row.of(handle, row)), from, before, account);
      return null;
    });
  }

  /// The conversations of an account.
  List<Mine> mine(long account) {
    return database.read(handle ->
        Jdbc.all(
            handle,
            MINE,
            row ->
                new Mine(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3).equals("room"),
                    row.getLong(4)),
            account));
  }

  /// How many entries there are in all conversations together.
  long entries() {
    return database.read(
        handle -> Jdbc.first(handle, ENTRIES, row -> row.getLong(1)).orElseThrow());
  }

  /// What everybody is called.
  Map<Long, String> people() {
    Map<Long, String> people = new HashMap<>();
    return database.read(handle -> {
      Jdbc.whilst(
          handle,
          PEOPLE,
          row -> {
            people.put(row.getLong(1), row.getString(2));
            return true;
          });
      return people;
    });
  }

  /// What an account is called; null if there is none.
  String name(long account) {
    return database
        .read(handle -> Jdbc.first(handle, NAME, row -> row.getString(1), account))
        .orElse(null);
  }

  /// The newest of each kind; 0 if there is none.
  record Newest(long message, long edit, long change) {}

  /// A conversation of somebody's.
  ///
  /// @param room whether it has a title
  /// @param entries how many it has
  record Mine(long id, String title, boolean room, long entries) {
    SearchScope.Conversation searched() {
      return new SearchScope.Conversation(id, room ? title : null);
    }
  }

  /// A message.
  ///
  /// @param sentAt as it is stored
  /// @param body null if it was deleted
  record Row(
      long id,
      long conversation,
      long seq,
      long sender,
      String sentAt,
      boolean deleted,
      String body,
      List<SearchedFile> files)
      implements SearchScope.Candidate {
    private static final int EACH_BYTES = 128;

    private static Row of(Handle handle, ResultSet row) throws SQLException {
      boolean deleted = row.getBoolean(6);
      long conversation = row.getLong(2);
      long seq = row.getLong(3);
      List<SearchedFile> files =
          deleted || !row.getBoolean(8)
              ? List.of()
              : Jdbc.all(
                  handle,
                  FILES,
                  file -> new SearchedFile(file.getString(1), file.getBoolean(2)),
                  conversation,
                  seq);
      return new Row(
          row.getLong(1),
          conversation,
          seq,
          row.getLong(4),
          row.getString(5),
          deleted,
          deleted ? null : row.getString(7),
          files);
    }

    @Override
    public Instant at() {
      return Timestamps.parse(sentAt);
    }

    /// About what it has.
    long bytes() {
      return (long) EACH_BYTES + (body == null ? 0 : body.length());
    }

    SearchedMessage searched() {
      return new SearchedMessage(id, conversation, sender, body, files);
    }

    SearchedMessage saying(String other) {
      return new SearchedMessage(id, conversation, sender, other, files);
    }

    List<String> fileNames() {
      List<String> names = new ArrayList<>();
      files.forEach(file -> names.add(file.name()));
      return names;
    }
  }
}
