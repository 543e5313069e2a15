package chatter.client.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Fills a database that a server has made and left: its first room, and perhaps more
/// conversations.
record Seed(Path database, List<Long> people) {
  /// What every seeded message ends with, and then its number.
  static final String NUMBER_MARK = " no. ";

  /// What seeded rooms are called, and then their number.
  static final String ROOM = "Room ";

  private static final int SEED = 3;

  /// Another one: the ids of the messages come from it too.
  private static final int SEED_OF_MORE = 4;

  private static final Duration APART = Duration.ofSeconds(71);

  /// Between the newest messages of two conversations.
  private static final Duration ROOMS_APART = Duration.ofSeconds(97);

  private static final int DIRECT_EVERY = 10;
  private static final int UNREAD_EVERY = 7;
  private static final int UNREAD = 5;

  /// What its messages say of a room, so that one sees whose they are.
  static String said(String title) {
    return title.isEmpty() ? "" : " in " + title;
  }

  /// Fills the first room. Everything in it is read.
  ///
  /// @param words makes up what somebody writes
  void fill(int messages, Function<Random, String> words) throws SQLException {
    write(connection -> {
      Instant newest = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      talk(connection, new Place(1, "", people), messages, words, newest, new Random(SEED));
      update(connection, "UPDATE memberships SET read_seq = ? WHERE conversation = 1", messages);
    });
  }

  /// Adds conversations: nine rooms with everybody for each direct, which the first of the people
  /// has with one or several of the others. In every seventh something is unread.
  ///
  /// @param messages in each
  /// @return them
  List<Place> add(int conversations, int messages) throws SQLException {
    List<List<Long>> directs = directs();
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < conversations; i++) {
      long id = i + 2L;
      places.add(
          i % DIRECT_EVERY == DIRECT_EVERY - 1
              ? new Place(id, "", directs.get(i / DIRECT_EVERY))
              : new Place(id, ROOM + id, people));
    }
    write(connection -> {
      Random random = new Random(SEED_OF_MORE);
      Instant newest = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      for (Place place : places) {
        make(connection, place, newest);
        talk(
            connection,
            place,
            messages,
            Words::message,
            newest.minus(ROOMS_APART.multipliedBy(place.id())),
            random);
        update(
            connection,
            "UPDATE memberships SET read_seq = ? WHERE conversation = ?",
            place.id() % UNREAD_EVERY == 0 ? messages - UNREAD : messages,
            place.id());
      }
    });
    return places;
  }

  /// Puts thousands of other people into rooms, so many into each that the app is told who they are
  /// once it has been there.
  ///
  /// @param each how many come into a room
  void crowd(List<Place> rooms, List<Long> crowd, int each) throws SQLException {
    write(connection -> {
      String now = Instant.now().toString();
      for (int i = 0; i * each < crowd.size(); i++) {
        Place room = rooms.get(i);
        List<Long> some = crowd.subList(i * each, Math.min(crowd.size(), (i + 1) * each));
        join(connection, room, some, now);
        update(
            connection,
            "UPDATE conversations SET members = members + ? WHERE id = ?",
            some.size(),
            room.id());
      }
    });
  }

  /// The first with each of the others, then with each two of them: no set of people twice.
  private List<List<Long>> directs() {
    long first = people.getFirst();
    List<List<Long>> directs = new ArrayList<>();
    for (int i = 1; i < people.size(); i++) {
      directs.add(List.of(first, people.get(i)));
    }
    for (int i = 1; i < people.size(); i++) {
      for (int j = i + 1; j < people.size(); j++) {
        directs.add(List.of(first, people.get(i), people.get(j)));
      }
    }
    return directs;
  }

  /// A conversation.
  ///
  /// @param title empty for a direct
  record Place(long id, String title, List<Long> people) {}

  private static void make(Connection connection, Place place, Instant now) throws SQLException {
    boolean room = !place.title().isEmpty();
    String everybody =
        place.people().stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
    update(
        connection,
        """
        INSERT INTO conversations
          (id, kind, title, visibility, title_key, people_key, members, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        place.id(),
        room ? "room" : "direct",
        place.title(),
        room ? "open" : "private",
        room ? place.title().toLowerCase(Locale.ROOT) : null,
        room ? null : everybody,
        place.people().size(),
        now.toString());
    join(connection, place, place.people(), now.toString());
  }

  private static void join(Connection connection, Place place, List<Long> accounts, String now)
      throws SQLException {
    for (long account : accounts) {
      update(
          connection,
          "INSERT INTO memberships (conversation, account, joined_at) VALUES (?, ?, ?)",
          place.id(),
          account,
          now);
    }
  }

  private static void talk(
      Connection connection,
      Place place,
      int messages,
      Function<Random, String> words,
      Instant newest,
      Random random)
      throws SQLException {
    Instant first = newest.minus(APART.multipliedBy(messages));
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO message_rows
              (conversation, seq, sender, command_id, body, reply_to, sent_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """)) {
      long sender = place.people().getFirst();
      for (int seq = 1; seq <= messages; seq++) {
        // People write a few messages in a row.
        sender =
            random.nextInt(3) == 0
                ? place.people().get(random.nextInt(place.people().size()))
                : sender;
        insert.setLong(1, place.id());
        insert.setLong(2, seq);
        insert.setLong(3, sender);
        insert.setString(4, new UUID(random.nextLong(), random.nextLong()).toString());
        insert.setString(5, words.apply(random) + said(place.title()) + NUMBER_MARK + seq);
        if (seq > 100 && random.nextInt(15) == 0) {
          insert.setLong(6, seq - 1 - random.nextInt(60));
        } else {
          insert.setNull(6, Types.INTEGER);
        }
        insert.setString(7, first.plus(APART.multipliedBy(seq)).toString());
        insert.executeUpdate();
      }
    }
    update(
        connection,
        "UPDATE conversations SET last_seq = ?, last_sent_at = ? WHERE id = ?",
        messages,
        newest.toString(),
        place.id());
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private void write(Change change) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      connection.setAutoCommit(false);
      change.in(connection);
      connection.commit();
    }
  }

  @FunctionalInterface
  private interface Change {
    void in(Connection connection) throws SQLException;
  }
}
