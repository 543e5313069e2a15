package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.conversation.HistoryFile.Face;
import chatter.server.conversation.HistoryFile.Line;
import chatter.server.conversation.HistoryFile.Message;
import chatter.server.conversation.HistoryFile.Person;
import chatter.server.conversation.HistoryFile.Quoted;
import chatter.server.conversation.HistoryFile.Room;
import chatter.server.conversation.HistoryFile.Summary;
import chatter.server.conversation.HistoryFile.Visitor;
import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import chatter.shared.protocol.Timestamps;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL that reads a database file as a whole. Each call runs in one snapshot.
final class HistoryFileStore {
  private static final int PAGE = 500;

  private static final String ROOMS =
      """
      SELECT id, kind, title, created_at,
        (SELECT count(*) FROM messages m WHERE m.conversation = c.id) AS messages
      FROM conversations c\
      """;

  private static final String PEOPLE =
      "SELECT u.id, u.name, s.joined_at, s.read_seq, u.avatar_hash FROM "
          + AccountSql.ACCOUNTS
          + """
           u LEFT JOIN memberships s ON s.account = u.id AND s.conversation = ?
          WHERE s.account IS NOT NULL OR u.id IN (SELECT sender FROM messages WHERE conversation = ?)
          ORDER BY u.id\
          """;

  private static final String MESSAGES =
      """
      SELECT m.seq, m.sender, u.name, m.command_id, m.body, m.sent_at, m.reply_to,
        q.body AS quoted, w.name AS quoted_name
      FROM messages m\
      """
          + AccountSql.join("u", "m.sender")
          + "LEFT JOIN messages q ON q.conversation = m.conversation AND q.seq = m.reply_to"
          + AccountSql.leftJoin("w", "q.sender")
          + """
          WHERE m.conversation = ? AND m.seq > ? ORDER BY m.seq LIMIT ?\
          """;

  private static final String NEWEST =
      "SELECT m.conversation, m.seq, u.name, m.body, m.sent_at FROM messages m"
          + AccountSql.join("u", "m.sender")
          + "ORDER BY m.id DESC LIMIT ?";

  private HistoryFileStore() {}

  static Summary summary(Handle handle, int newest) {
    return new Summary(
        count(handle, AccountSql.ACCOUNTS),
        count(handle, "conversations"),
        count(handle, "messages"),
        edge(handle, "ORDER BY id"),
        edge(handle, "ORDER BY id DESC"),
        Jdbc.all(
                handle,
                NEWEST,
                row ->
                    new Line(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        Timestamps.parse(row.getString(5))),
                newest)
            .reversed());
  }

  static List<Room> rooms(Handle handle) {
    return Jdbc.all(handle, ROOMS + " ORDER BY id", HistoryFileStore::room);
  }

  static long visit(Handle handle, long room, Visitor visitor) throws IOException {
    visitor.room(
        Jdbc.first(handle, ROOMS + " WHERE id = ?", HistoryFileStore::room, room)
            .orElseThrow(() ->
                new StorageException(
                    StorageException.Kind.UNUSABLE,
                    "there is no room " + room + "; there is " + listed(rooms(handle)),
                    null)));
    for (Row row : Jdbc.all(handle, PEOPLE, Row::of, room, room)) {
      visitor.person(row.with(face(handle, row.avatar)));
    }
    long messages = 0;
    long after = 0;
    while (true) {
      List<Message> page = Jdbc.all(handle, MESSAGES, HistoryFileStore::message, room, after, PAGE);
      for (Message message : page) {
        visitor.message(message);
      }
      messages += page.size();
      if (page.size() < PAGE) {
        return messages;
      }
      after = page.getLast().seq();
    }
  }

  /// Whether there are other entries than messages: a file may be from before there were.
  static boolean hasLog(Handle handle) {
    return Jdbc.first(
            handle, "SELECT count(*) FROM pragma_table_info('changes')", row -> row.getInt(1) > 0)
        .orElse(false);
  }

  private static String listed(List<Room> rooms) {
    return String.join(
        ", ", rooms.stream().map(room -> room.id() + " (" + room.title() + ")").toList());
  }

  private static long count(Handle handle, String table) {
    return handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one();
  }

  private static Optional<Instant> edge(Handle handle, String order) {
    return Jdbc.first(
        handle,
        "SELECT sent_at FROM messages " + order + " LIMIT 1",
        row -> Timestamps.parse(row.getString(1)));
  }

  private static Room room(ResultSet row) throws SQLException {
    return new Room(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("title"),
        Timestamps.parse(row.getString("created_at")),
        row.getLong("messages"));
  }

  private static Message message(ResultSet row) throws SQLException {
    String quoted = row.getString("quoted");
    return new Message(
        row.getLong("seq"),
        row.getLong("sender"),
        row.getString("name"),
        row.getString("command_id"),
        row.getString("body"),
        Timestamps.parse(row.getString("sent_at")),
        quoted == null
            ? null
            : new Quoted(row.getLong("reply_to"), row.getString("quoted_name"), quoted));
  }

  private static Face face(Handle handle, String hash) {
    return hash == null
        ? null
        : Jdbc.first(
                handle,
                "SELECT media_type, image FROM avatars WHERE hash = ?",
                row ->
                    new Face(row.getString(1), Base64.getEncoder().encodeToString(row.getBytes(2))),
                hash)
            .orElse(null);
  }

  /// A person whose picture is not read yet.
  private record Row(long id, String name, Instant joinedAt, long readSeq, String avatar) {
    private static Row of(ResultSet row) throws SQLException {
      String joined = row.getString(3);
      return new Row(
          row.getLong(1),
          row.getString(2),
          joined == null ? null : Timestamps.parse(joined),
          row.getLong(4),
          row.getString(5));
    }

    private Person with(Face face) {
      return new Person(id, name, joinedAt, readSeq, face);
    }
  }
}
