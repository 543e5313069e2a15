package chatter.server.benchmark;

import chatter.server.store.Database;
import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// A data folder full of people, rooms and messages, written as SQL before the server starts:
/// thousands of sign-ups would take hours of bcrypt, and rooms other than the Lobby cannot be made
/// over the wire yet. Removed at the end.
final class World implements AutoCloseable {
  private static final String DAY = "2026-01-01T00:00:00.000Z";
  private static final int BATCH = 5_000;
  private static final String TEXT =
      "The quick brown fox jumps over the lazy dog, and then it does so again and again until noon.";

  private final Path folder;
  private final Path data;
  private final List<Peer.Member> members = new ArrayList<>();

  private World(Path folder) {
    this.folder = folder;
    this.data = folder.resolve("data");
  }

  /// Makes one with that many rooms of that many people, who are in no other room.
  static World of(int rooms, int people) throws IOException {
    return of(rooms, people, "nobody can sign in with this");
  }

  /// The same with a password.
  ///
  /// @param passwordHash everybody's
  static World of(int rooms, int people, String passwordHash) throws IOException {
    World world = new World(Files.createTempDirectory("chatter-benchmark"));
    try (Database database = Database.open(world.data)) {
      database.writeAndWait(h -> {
        world.populate(h, rooms, people, passwordHash);
        return null;
      });
    }
    return world;
  }

  private void populate(Handle h, int rooms, int people, String passwordHash) {
    String now = Instant.now().toString();
    // The first room is where new accounts go; nobody of these is in it.
    h.execute(
        "INSERT INTO conversations (kind, title, created_at) VALUES ('room', 'Lobby', ?)", DAY);
    PreparedBatch room =
        h.prepareBatch(
            "INSERT INTO conversations (id, kind, title, created_at) VALUES (?, 'room', ?, ?)");
    PreparedBatch account =
        h.prepareBatch(
            "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    PreparedBatch login =
        h.prepareBatch(
            "INSERT INTO active_users"
                + " (account, token_hash, device, created_at, last_seen_at, expires_at)"
                + " VALUES (?, ?, 'benchmark', ?, ?, '2099-01-01T00:00:00Z')");
    PreparedBatch membership =
        h.prepareBatch(
            "INSERT INTO memberships (conversation, account, joined_at) VALUES (?, ?, ?)");
    for (int r = 0; r < rooms; r++) {
      long roomId = r + 2L;
      room.add(roomId, "Room " + roomId, DAY);
      for (int p = 0; p < people; p++) {
        long id = (long) r * people + p + 1;
        String token = UUID.randomUUID().toString();
        account.add(id, "Person " + id, email(id), email(id), passwordHash, DAY);
        login.add(id, Sha256.hex(token), now, now);
        membership.add(roomId, id, DAY);
        members.add(new Peer.Member(token, roomId));
      }
    }
    room.execute();
    account.execute();
    login.execute();
    membership.execute();
  }

  /// Fills a room with messages of its members.
  ///
  /// @param room by its place, 0 is the first
  void fill(int room, int messages) {
    List<Integer> people =
        IntStream.range(0, members.size())
            .filter(i -> members.get(i).room() == room + 2L)
            .boxed()
            .toList();
    try (Database database = Database.open(data)) {
      for (int from = 0; from < messages; from += BATCH) {
        int first = from;
        int last = Math.min(messages, from + BATCH);
        database.writeAndWait(h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  "INSERT INTO messages (conversation, seq, sender, command_id, body, sent_at)"
                      + " VALUES (?, ?, ?, ?, ?, ?)");
          for (int i = first; i < last; i++) {
            long sender = people.get(i * 7 % people.size()) + 1L;
            String at = Instant.parse(DAY).plusMillis(i * 1_000L).toString().replace("Z", ".000Z");
            batch.add(room + 2L, i + 1L, sender, UUID.randomUUID().toString(), i + " " + TEXT, at);
          }
          batch.execute();
          h.execute(
              "UPDATE conversations SET last_seq = ?, last_sent_at = ? WHERE id = ?",
              last,
              Instant.parse(DAY).plusMillis(last * 1_000L).toString().replace("Z", ".000Z"),
              room + 2L);
          return null;
        });
      }
    }
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
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
