package chatter.client.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Fills the room of a database that a server has made and left. Everything in it is read.
record Seed(Path database, List<Long> people) {
  /// What every seeded message ends with, and then its number.
  static final String NUMBER_MARK = " no. ";

  private static final int SEED = 3;
  private static final Duration APART = Duration.ofSeconds(71);

  void fill(int messages) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      Instant newest = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      Instant first = newest.minus(APART.multipliedBy(messages));
      insert(connection, messages, first);
      statement.executeUpdate(
          "UPDATE conversations SET last_seq = %d, last_sent_at = '%s' WHERE id = 1"
              .formatted(messages, newest));
      statement.executeUpdate("UPDATE memberships SET read_seq = " + messages);
      connection.commit();
    }
  }

  private void insert(Connection connection, int messages, Instant first) throws SQLException {
    Random random = new Random(SEED);
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO messages
              (conversation, seq, sender, command_id, body, reply_to, sent_at)
            VALUES (1, ?, ?, ?, ?, ?, ?)\
            """)) {
      long sender = people.getFirst();
      for (int seq = 1; seq <= messages; seq++) {
        // People write a few messages in a row.
        sender = random.nextInt(3) == 0 ? people.get(random.nextInt(people.size())) : sender;
        insert.setLong(1, seq);
        insert.setLong(2, sender);
        insert.setString(3, new UUID(random.nextLong(), random.nextLong()).toString());
        insert.setString(4, Words.message(random) + NUMBER_MARK + seq);
        if (seq > 100 && random.nextInt(15) == 0) {
          insert.setLong(5, seq - 1 - random.nextInt(60));
        } else {
          insert.setNull(5, java.sql.Types.INTEGER);
        }
        insert.setString(6, first.plus(APART.multipliedBy(seq)).toString());
        insert.addBatch();
        if (seq % 5_000 == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }
}
