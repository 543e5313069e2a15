package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.conversation.HistoryFile.Attached;
import chatter.server.conversation.HistoryFile.Face;
import chatter.server.conversation.HistoryFile.Line;
import chatter.server.conversation.HistoryFile.Message;
import chatter.server.conversation.HistoryFile.Named;
import chatter.server.conversation.HistoryFile.Notice;
import chatter.server.conversation.HistoryFile.Person;
import chatter.server.conversation.HistoryFile.Quoted;
import chatter.server.conversation.HistoryFile.Reacted;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
           u LEFT JOIN memberships s ON s.account = u.id AND s.conversation = :room
          WHERE s.account IS NOT NULL OR u.id IN (SELECT sender FROM messages WHERE conversation = :room)\
          """;

  private static final String ACTED =
      """
       OR u.id IN (SELECT actor FROM changes WHERE conversation = :room AND changed = 1)
       OR u.id IN (SELECT account FROM mentions WHERE conversation = :room)\
      """;

  private static final String SENT =
      """
      FROM messages m\
      """
          + AccountSql.join("u", "m.sender")
          + "LEFT JOIN messages q ON q.conversation = m.conversation AND q.seq = m.reply_to"
          + AccountSql.leftJoin("w", "q.sender")
          + """
          WHERE m.conversation = ? AND m.seq > ? ORDER BY m.seq LIMIT ?\
          """;

  private static final String MESSAGES =
      """
      SELECT m.seq, m.sender, u.name, m.command_id, m.body, m.sent_at, m.reply_to,
        q.body AS quoted, w.name AS quoted_name, m.edited_at, m.deleted_at, m.pinned_seq,
        q.deleted_at AS quoted_deleted
      """
          + SENT;

  private static final String MESSAGES_ONLY =
      """
      SELECT m.seq, m.sender, u.name, m.client_message_id AS command_id, m.body, m.sent_at, m.reply_to,
        q.body AS quoted, w.name AS quoted_name, NULL AS edited_at, NULL AS deleted_at, NULL AS pinned_seq,
        NULL AS quoted_deleted
      """
          + SENT;

  private static final String REACTIONS =
      """
      SELECT message, emoji, account FROM reactions
      WHERE conversation = ? AND message BETWEEN ? AND ? ORDER BY seq\
      """;

  private static final String FILES =
      """
      SELECT a.message, f.upload, f.name, c.media_type, c.bytes, c.width, c.height, c.hash
      FROM message_files a JOIN files f ON f.id = a.file JOIN file_contents c ON c.file = f.id
      WHERE a.conversation = ? AND a.message BETWEEN ? AND ? AND f.gone = 0
      ORDER BY a.message, a.position\
      """;

  private static final String FILE_BYTES =
      """
      SELECT coalesce(sum(c.bytes), 0)
      FROM message_files a JOIN file_contents c ON c.file = a.file WHERE a.conversation = ?\
      """;

  private static final String NOTICES =
      "SELECT x.seq, x.actor, u.name, x.at, x.kind, x.value FROM changes x"
          + AccountSql.join("u", "x.actor")
          + """
          WHERE x.kind IN ('members', 'change') AND x.conversation = ? AND x.seq > ?
          ORDER BY x.seq LIMIT ?\
          """;

  // Of what everybody in the chat could read: whoever keeps the files is not meant to come upon
  // what two people said to each other while looking for the right backup.
  private static final String NEWEST =
      "SELECT m.conversation, m.seq, u.name, m.body, m.sent_at FROM messages m"
          + AccountSql.join("u", "m.sender")
          + "JOIN conversations c ON c.id = m.conversation"
          + " WHERE c.visibility = 'open' AND m.deleted_at IS NULL ORDER BY m.id DESC LIMIT ?";

  private static final String MEMBERS =
      "SELECT u.name FROM memberships s"
          + AccountSql.join("u", "s.account")
          + "WHERE s.conversation = ? ORDER BY u.id";

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
    return Jdbc.all(handle, ROOMS + " ORDER BY id", HistoryFileStore::room).stream()
        .map(room -> titled(handle, room))
        .toList();
  }

  /// A direct has no title and is known by its people.
  private static Room titled(Handle handle, Room room) {
    return room.title().isEmpty()
        ? new Room(
            room.id(),
            room.kind(),
            String.join(", ", Jdbc.all(handle, MEMBERS, row -> row.getString(1), room.id())),
            room.createdAt(),
            room.messages())
        : room;
  }

  static long visit(Handle handle, long room, Visitor visitor) throws IOException {
    visitor.room(
        Jdbc.first(handle, ROOMS + " WHERE id = ?", HistoryFileStore::room, room)
            .map(found -> titled(handle, found))
            .orElseThrow(() ->
                new StorageException(
                    StorageException.Kind.UNUSABLE,
                    "there is no room " + room + "; there is " + listed(rooms(handle)),
                    null)));
    boolean log = hasLog(handle);
    boolean withFiles = hasFiles(handle);
    for (Row row :
        handle
            .createQuery(PEOPLE + (log ? ACTED : "") + " ORDER BY u.id")
            .bind("room", room)
            .map((found, ctx) -> Row.of(found))
            .list()) {
      visitor.person(row.with(face(handle, row.avatar)));
    }
    Notices notices = new Notices(handle, room, log);
    long messages = 0;
    long after = 0;
    while (true) {
      List<Message> page =
          Jdbc.all(
              handle, log ? MESSAGES : MESSAGES_ONLY, HistoryFileStore::message, room, after, PAGE);
      Map<Long, Map<String, List<Long>>> reactions =
          log && !page.isEmpty()
              ? reactions(handle, room, page.getFirst().seq(), page.getLast().seq())
              : Map.of();
      Map<Long, List<Attached>> files =
          withFiles && !page.isEmpty()
              ? files(handle, room, page.getFirst().seq(), page.getLast().seq())
              : Map.of();
      for (Message message : page) {
        notices.before(message.seq(), visitor);
        visitor.message(
            with(
                message,
                reactions.getOrDefault(message.seq(), Map.of()),
                message.body() == null ? List.of() : files.getOrDefault(message.seq(), List.of())));
      }
      messages += page.size();
      if (page.size() < PAGE) {
        notices.before(Long.MAX_VALUE, visitor);
        return messages;
      }
      after = page.getLast().seq();
    }
  }

  private static Map<Long, Map<String, List<Long>>> reactions(
      Handle handle, long room, long first, long last) {
    Map<Long, Map<String, List<Long>>> reactions = new HashMap<>();
    var _ =
        Jdbc.all(
            handle,
            REACTIONS,
            row ->
                reactions
                    .computeIfAbsent(row.getLong(1), message -> new LinkedHashMap<>())
                    .computeIfAbsent(row.getString(2), emoji -> new ArrayList<>())
                    .add(row.getLong(3)),
            room,
            first,
            last);
    return reactions;
  }

  private static Map<Long, List<Attached>> files(Handle handle, long room, long first, long last) {
    Map<Long, List<Attached>> files = new HashMap<>();
    var _ =
        Jdbc.all(
            handle,
            FILES,
            row ->
                files
                    .computeIfAbsent(row.getLong(1), message -> new ArrayList<>())
                    .add(
                        new Attached(
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getLong(5),
                            number(row, 6),
                            number(row, 7),
                            row.getString(8))),
            room,
            first,
            last);
    return files;
  }

  private static Integer number(ResultSet row, int column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? null : number;
  }

  /// How much the files of a room's messages are together.
  static long fileBytes(Handle handle, long room) {
    return hasFiles(handle)
        ? Jdbc.first(handle, FILE_BYTES, row -> row.getLong(1), room).orElse(0L)
        : 0;
  }

  /// Whether messages can have files: a database may be from before they could.
  private static boolean hasFiles(Handle handle) {
    return Jdbc.first(
            handle,
            "SELECT count(*) FROM pragma_table_info('message_files')",
            row -> row.getInt(1) > 0)
        .orElse(false);
  }

  private static Message with(
      Message bare, Map<String, List<Long>> reactions, List<Attached> files) {
    return reactions.isEmpty() && files.isEmpty()
        ? bare
        : new Message(
            bare.seq(),
            bare.sender(),
            bare.name(),
            bare.commandId(),
            bare.body(),
            bare.sentAt(),
            bare.editedAt(),
            bare.pinned(),
            bare.quoted(),
            reactions.entrySet().stream()
                .map(kind -> new Reacted(kind.getKey(), kind.getValue()))
                .toList(),
            files);
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
    String quotedName = row.getString("quoted_name");
    String edited = row.getString("edited_at");
    return new Message(
        row.getLong("seq"),
        row.getLong("sender"),
        row.getString("name"),
        row.getString("command_id"),
        row.getString("deleted_at") == null ? row.getString("body") : null,
        Timestamps.parse(row.getString("sent_at")),
        edited == null ? null : Timestamps.parse(edited),
        row.getLong("pinned_seq") != 0,
        quotedName == null
            ? null
            : new Quoted(
                row.getLong("reply_to"),
                quotedName,
                row.getString("quoted_deleted") == null ? row.getString("quoted") : null),
        List.of(),
        List.of());
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

  /// The notices of a room, read a page at a time as they are come to.
  private static final class Notices {
    private final Handle handle;
    private final long room;
    private final boolean log;
    private final Deque<Notice> read = new ArrayDeque<>();
    private long after;
    private boolean all;

    private Notices(Handle handle, long room, boolean log) {
      this.handle = handle;
      this.room = room;
      this.log = log;
    }

    private void before(long seq, Visitor visitor) throws IOException {
      while (log) {
        if (read.isEmpty() && !all) {
          read.addAll(Jdbc.all(handle, NOTICES, this::notice, room, after, PAGE));
          all = read.size() < PAGE;
        }
        if (read.isEmpty() || read.peek().seq() > seq) {
          return;
        }
        after = read.peek().seq();
        visitor.notice(read.remove());
      }
    }

    private Notice notice(ResultSet row) throws SQLException {
      boolean members = EntryStore.Kind.of(row.getString(5)) == EntryStore.Kind.MEMBERS;
      EntryStore.Members who =
          members
              ? EntryStore.Members.of(row.getString(6))
              : new EntryStore.Members(List.of(), List.of());
      EntryStore.Changed what =
          members ? EntryStore.Changed.NOTHING : EntryStore.Changed.of(row.getString(6));
      return new Notice(
          row.getLong(1),
          row.getLong(2),
          row.getString(3),
          Timestamps.parse(row.getString(4)),
          named(who.joined()),
          named(who.left()),
          what.title(),
          what.topic(),
          what.visibility() == null ? null : RoomStore.text(what.visibility()),
          what.archived());
    }

    private List<Named> named(List<Long> ids) {
      Map<Long, PersonStore.Person> people = PersonStore.find(handle, ids);
      return ids.stream()
          .map(people::get)
          .filter(Objects::nonNull)
          .map(person -> new Named(person.id(), person.info().name()))
          .toList();
    }
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
