package chatter.server.benchmark;

import chatter.server.store.sqlite.SqliteDatabase;
import chatter.shared.crypto.Sha256;
import chatter.shared.limits.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/// A data folder full of people, conversations and messages, written as SQL before the server
/// starts: thousands of sign-ups would take hours of bcrypt. Removed at the end.
final class World implements AutoCloseable {
  private static final String DAY = "2026-01-01T00:00:00.000Z";
  private static final int BATCH = 5_000;
  private static final String TEXT =
      "The quick brown fox jumps over the lazy dog, and then it does so again and again until noon.";

  /// The first room is the one where new accounts go; nobody of these is in it.
  private static final long FIRST_ROOM = 2;

  private final Path folder;
  private final Path data;
  private final List<Peer.Member> members = new ArrayList<>();
  private long lastConversation = FIRST_ROOM - 1;

  private World(Path folder) {
    this.folder = folder;
    this.data = folder.resolve("data");
  }

  /// Makes one with that many rooms of that many people, who are in no other room.
  static World of(int rooms, int people) throws IOException {
    return of(Build.THIS, rooms, people);
  }

  /// The same for another build's server.
  static World of(Build build, int rooms, int people) throws IOException {
    return of(build, rooms, people, "nobody can sign in with this");
  }

  /// The same with a password.
  ///
  /// @param passwordHash everybody's
  static World of(Build build, int rooms, int people, String passwordHash) throws IOException {
    World world = new World(Files.createTempDirectory("chatter-benchmark"));
    world.makeTables(build);
    world.write(h -> world.populate(h, rooms, people, passwordHash));
    return world;
  }

  /// Each build has tables of its own, which only that build's server makes.
  private void makeTables(Build build) {
    if (build.isThis()) {
      SqliteDatabase.open(data).close();
    } else {
      Subject.chatter(build, data).close();
    }
  }

  /// Changes the folder, while no server has it.
  private void write(Consumer<Handle> change) {
    try (Handle handle = Jdbi.create("jdbc:sqlite:" + data.resolve("chatter.db")).open()) {
      handle.execute("PRAGMA synchronous = OFF");
      handle.useTransaction(change::accept);
    }
  }

  private void populate(Handle h, int rooms, int people, String passwordHash) {
    h.execute(
        "INSERT INTO conversations (kind, title, created_at) SELECT 'room', 'Lobby', '"
            + DAY
            + "' WHERE NOT EXISTS (SELECT 1 FROM conversations)");
    List<Long> everybody = people(h, rooms * people, passwordHash);
    for (int r = 0; r < rooms; r++) {
      List<Long> those = everybody.subList(r * people, (r + 1) * people);
      long room = room(h, those);
      for (int p = 0; p < people; p++) {
        int at = r * people + p;
        members.set(at, new Peer.Member(members.get(at).token(), room));
      }
    }
    count(h);
  }

  /// People who are in no conversation, and what they sign in with.
  private List<Long> people(Handle h, int count, String passwordHash) {
    String now = Instant.now().toString();
    PreparedBatch account =
        h.prepareBatch(
            "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    PreparedBatch login =
        h.prepareBatch(
            "INSERT INTO active_users"
                + " (account, token_hash, device, created_at, last_seen_at, expires_at)"
                + " VALUES (?, ?, 'benchmark', ?, ?, '2099-01-01T00:00:00Z')");
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long id = members.size() + 1L;
      String token = UUID.randomUUID().toString();
      account.add(id, "Person " + id, email(id), email(id), passwordHash, DAY);
      login.add(id, Sha256.hex(token), now, now);
      members.add(new Peer.Member(token, FIRST_ROOM));
      ids.add(id);
    }
    if (count > 0) {
      account.execute();
      login.execute();
    }
    return ids;
  }

  private long room(Handle h, List<Long> people) {
    long room = ++lastConversation;
    h.execute(
        "INSERT INTO conversations (id, kind, title, created_at) VALUES (?, 'room', ?, ?)",
        room,
        "Room " + room,
        DAY);
    if (has(h, "conversations", "visibility")) {
      h.execute("UPDATE conversations SET visibility = 'open' WHERE id = ?", room);
    }
    join(h, room, people);
    return room;
  }

  private static void join(Handle h, long conversation, List<Long> people) {
    PreparedBatch membership =
        h.prepareBatch(
            "INSERT INTO memberships (conversation, account, joined_at) VALUES (?, ?, ?)");
    people.forEach(account -> membership.add(conversation, account, DAY));
    membership.execute();
  }

  /// Brings the numbers up to date that are kept beside what they count.
  private static void count(Handle h) {
    if (has(h, "conversations", "members")) {
      h.execute(
          "UPDATE conversations SET members ="
              + " (SELECT count(*) FROM memberships m WHERE m.conversation = conversations.id)");
    }
  }

  private static boolean has(Handle h, String table, String column) {
    return h.createQuery("SELECT count(*) FROM pragma_table_info(?) WHERE name = ?")
            .bind(0, table)
            .bind(1, column)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  /// Adds people who are in no conversation yet, and will be in the first room.
  ///
  /// @return them
  List<Peer.Member> addOutsiders(int count) {
    int from = members.size();
    write(h -> people(h, count, "nobody can sign in with this"));
    return List.copyOf(members.subList(from, members.size()));
  }

  /// Makes somebody a member of many conversations, each with messages of which some are unread and
  /// some mention that person: nine rooms of twenty with each direct.
  ///
  /// @param account whose; everybody else is taken in turn
  /// @param conversations how many, those from before among them
  /// @param messages in each
  void fillLife(long account, int conversations, int messages) {
    write(h -> {
      List<Long> others =
          IntStream.rangeClosed(1, members.size())
              .mapToObj(Long::valueOf)
              .filter(id -> id != account)
              .toList();
      int have =
          h.createQuery("SELECT count(*) FROM memberships WHERE account = ?")
              .bind(0, account)
              .mapTo(Integer.class)
              .one();
      for (int c = have; c < conversations; c++) {
        boolean direct = c % 10 == 0;
        List<Long> people = new ArrayList<>();
        for (int p = 0; p < (direct ? 1 : 19); p++) {
          people.add(others.get((direct ? c / 10 : c * 19 + p) % others.size()));
        }
        long conversation = direct ? direct(h, account, people.getFirst()) : room(h, people);
        if (!direct) {
          join(h, conversation, List.of(account));
        }
        talk(h, conversation, people, 0, messages);
        h.execute(
            "INSERT INTO mentions (account, conversation, message) VALUES (?, ?, ?)",
            account,
            conversation,
            messages - c % 50);
        h.execute(
            "UPDATE memberships SET read_seq = ? WHERE conversation = ? AND account = ?",
            messages - c % 100,
            conversation,
            account);
      }
      count(h);
    });
  }

  private long direct(Handle h, long one, long other) {
    long conversation = ++lastConversation;
    h.execute(
        "INSERT INTO conversations (id, kind, title, created_at, people_key)"
            + " VALUES (?, 'direct', '', ?, ?)",
        conversation,
        DAY,
        Math.min(one, other) + "," + Math.max(one, other));
    join(h, conversation, List.of(one, other));
    return conversation;
  }

  /// Fills a room with messages of its members.
  ///
  /// @param room by its place, 0 is the first
  void fill(int room, int messages) {
    List<Long> people = membersOf(room + FIRST_ROOM);
    for (int from = 0; from < messages; from += BATCH) {
      int first = from;
      int last = Math.min(messages, from + BATCH);
      write(h -> talk(h, room + FIRST_ROOM, people, first, last));
    }
  }

  /// Makes somebody a member of every so manyth room.
  void joinSome(long account, int every) {
    write(h -> {
      for (long room = FIRST_ROOM; room <= lastConversation; room += every) {
        h.execute(
            "INSERT OR IGNORE INTO memberships (conversation, account, joined_at) VALUES (?, ?, ?)",
            room,
            account,
            DAY);
      }
      count(h);
    });
  }

  /// Fills all rooms in turn with what people say, each text another.
  ///
  /// @param texts by the number of the message, from 0
  /// @return how many bytes the texts have together
  long fillAll(int messages, IntFunction<String> texts) {
    int rooms = (int) (lastConversation - FIRST_ROOM + 1);
    long[] bytes = new long[1];
    for (int from = 0; from < messages; from += BATCH) {
      int first = from;
      int last = Math.min(messages, from + BATCH);
      write(h -> {
        PreparedBatch batch =
            h.prepareBatch(
                "INSERT INTO message_rows (conversation, seq, sender, command_id, body, sent_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?)");
        for (int i = first; i < last; i++) {
          String text = texts.apply(i);
          bytes[0] += Limits.utf8Bytes(text);
          batch.add(
              FIRST_ROOM + i % rooms,
              i / rooms + 1L,
              i * 7L % members.size() + 1,
              UUID.randomUUID().toString(),
              text,
              time(i));
        }
        batch.execute();
      });
    }
    write(h -> {
      for (int r = 0; r < rooms; r++) {
        lastSeq(h, FIRST_ROOM + r, (messages - r + rooms - 1) / rooms);
      }
    });
    return bytes[0];
  }

  /// Fills a room with as many other entries as messages: behind each message a reaction to it,
  /// mostly, or its edit, or its deletion, or people who came or went.
  ///
  /// @param room by its place, 0 is the first
  void fillMixed(int room, int messages) {
    long conversation = room + FIRST_ROOM;
    List<Long> people = membersOf(conversation);
    for (int from = 0; from < messages; from += BATCH) {
      int first = from;
      int last = Math.min(messages, from + BATCH);
      write(h -> {
        messages(h, conversation, people, first, last, 2);
        changes(h, conversation, people, first, last);
        lastSeq(h, conversation, last * 2L);
      });
    }
  }

  private List<Long> membersOf(long room) {
    return IntStream.range(0, members.size())
        .filter(i -> members.get(i).room() == room)
        .mapToObj(i -> i + 1L)
        .toList();
  }

  private static void talk(Handle h, long conversation, List<Long> people, int from, int to) {
    messages(h, conversation, people, from, to, 1);
    lastSeq(h, conversation, to);
  }

  /// @param step how far apart their numbers are
  private static void messages(
      Handle h, long conversation, List<Long> people, int from, int to, int step) {
    String columns =
        has(h, "message_rows", "body")
            ? "message_rows (conversation, seq, sender, command_id, body, sent_at)"
            // A server of before.
            : "messages (conversation, seq, sender, client_message_id, body, sent_at)";
    PreparedBatch batch = h.prepareBatch("INSERT INTO " + columns + " VALUES (?, ?, ?, ?, ?, ?)");
    for (int i = from; i < to; i++) {
      long sender = people.get(i * 7 % people.size());
      batch.add(
          conversation,
          (long) i * step + 1,
          sender,
          UUID.randomUUID().toString(),
          i + " " + TEXT,
          time(i));
    }
    batch.execute();
  }

  private static void changes(Handle h, long conversation, List<Long> people, int from, int to) {
    PreparedBatch change =
        h.prepareBatch(
            "INSERT INTO changes (conversation, seq, changed, kind, actor, at, message, value,"
                + " detail, command_id) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?)");
    PreparedBatch reaction =
        h.prepareBatch(
            "INSERT INTO reactions (conversation, message, emoji, account, seq)"
                + " VALUES (?, ?, ?, ?, ?)");
    PreparedBatch edit =
        h.prepareBatch(
            "INSERT INTO edits (message, number, written_at, body)"
                + " SELECT id, 1, ?, ? FROM message_rows WHERE conversation = ? AND seq = ?");
    PreparedBatch edited =
        h.prepareBatch("UPDATE message_rows SET edited = 1 WHERE conversation = ? AND seq = ?");
    PreparedBatch deleted =
        h.prepareBatch(
            "INSERT INTO message_states (message, deleted_at)"
                + " SELECT id, ? FROM message_rows WHERE conversation = ? AND seq = ?");
    PreparedBatch emptied =
        h.prepareBatch(
            "UPDATE message_rows SET deleted = 1, body = printf('%*s', length(body), '')"
                + " WHERE conversation = ? AND seq = ?");
    for (int i = from; i < to; i++) {
      long message = i * 2L + 1;
      long seq = message + 1;
      long sender = people.get(i * 7 % people.size());
      long other = people.get((i * 7 + 1) % people.size());
      String at = time(i);
      String id = UUID.randomUUID().toString();
      switch (i % 100) {
        case 0 -> {
          deleted.add(at, conversation, message);
          emptied.add(conversation, message);
          change.add(conversation, seq, "delete", sender, at, message, null, null, id);
        }
        case 1, 2, 3, 4 -> {
          String who = "{\"joined\":[" + other + "],\"left\":[]}";
          change.add(conversation, seq, "members", other, at, null, who, null, null);
        }
        case 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 -> {
          String now = "edited " + i;
          edit.add(at, now, conversation, message);
          edited.add(conversation, message);
          String hash = Sha256.hex(now);
          change.add(conversation, seq, "edit", sender, at, message, hash, "[]", id);
        }
        default -> {
          reaction.add(conversation, message, "👍", other, seq);
          change.add(conversation, seq, "react", other, at, message, "👍", "1", id);
        }
      }
    }
    for (PreparedBatch batch : List.of(change, reaction, edit, edited, deleted, emptied)) {
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }

  private static void lastSeq(Handle h, long conversation, long seq) {
    h.execute(
        "UPDATE conversations SET last_seq = ?, last_sent_at = ? WHERE id = ?",
        seq,
        time(seq),
        conversation);
  }

  private static String time(long second) {
    return Instant.parse(DAY).plusSeconds(second).toString().replace("Z", ".000Z");
  }

  /// Where it is.
  Path data() {
    return data;
  }

  /// Everybody, room by room.
  List<Peer.Member> members() {
    return List.copyOf(members);
  }

  /// The address of somebody by number, from 1.
  static String email(long account) {
    return "person" + account + "@example.org";
  }

  @Override
  public void close() throws IOException {
    remove(folder);
  }

  /// Removes a folder and all that is in it.
  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
