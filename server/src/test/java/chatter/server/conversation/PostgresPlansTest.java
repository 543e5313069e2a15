package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.store.TransactionStep;
import chatter.server.store.postgres.PostgresAddress;
import chatter.server.store.postgres.PostgresDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A page costs the same in PostgreSQL however long its conversation is: no step of reading it has
/// many more rows than the page.
final class PostgresPlansTest {
  private static final int PAGE = 50;
  private static final Pattern ROWS = Pattern.compile("actual rows=(\\d+)");

  @TempDir private static Path folder;

  private static Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    Postgres.mustBeHere();
    PostgresAddress address = Postgres.newDatabase();
    PostgresDatabase.open(address, folder, TransactionStep.NOTHING).close();
    connection = Postgres.connect(address.database());
    for (String sql :
        List.of(
            "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
                + " VALUES (1, 'Ada', 'a', 'a', 'x', 'now')",
            "INSERT INTO conversations (id, kind, title, created_at) VALUES (1, 'room', 'r', 'now')",
            "INSERT INTO message_rows (conversation, seq, sender, command_id, sent_at, body)"
                + " SELECT 1, n, 1, 'c' || n, 'now', 'hello' FROM generate_series(1, 20000) AS g (n)"
                + " WHERE n % 10 <> 0",
            "INSERT INTO changes (conversation, seq, changed, kind, actor, at)"
                + " SELECT 1, n, 1, 'members', 1, 'now' FROM generate_series(10, 20000, 10) AS g (n)",
            "INSERT INTO files (upload, account, created_at, length, name)"
                + " SELECT 'u' || n, 1, 'now', 1, 'f' FROM generate_series(1, 100000) AS g (n)",
            "INSERT INTO file_contents (file, bytes, media_type, hash)"
                + " SELECT id, 1, 'text/plain', 'h' || id FROM files",
            "INSERT INTO message_files (conversation, message, position, file)"
                + " SELECT 1, m.seq, p, m.seq * 5 - p FROM message_rows m, generate_series(0, 4) AS g (p)",
            "ANALYZE")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  @AfterAll
  static void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }

  private static List<Arguments> pages() {
    return List.of(
        Arguments.of(HistoryStore.OLDER.postgres(), 20_001),
        Arguments.of(HistoryStore.OLDER.postgres(), 10_000),
        Arguments.of(HistoryStore.NEWER.postgres(), 0),
        Arguments.of(HistoryStore.NEWER.postgres(), 10_000),
        Arguments.of(HistoryStore.ENTRIES.postgres(), 0),
        Arguments.of(HistoryStore.ENTRIES.postgres(), 10_000));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void readsNoMoreThanThePage(String sql, int from) throws SQLException {
    String asked =
        sql.replace("conversation = ?", "conversation = 1")
            .replace("LIMIT ?", "LIMIT " + PAGE)
            .replace("?", String.valueOf(from));
    List<String> plan = plan("EXPLAIN (ANALYZE, TIMING OFF) " + asked);
    int most = 0;
    for (String step : plan) {
      Matcher rows = ROWS.matcher(step);
      if (rows.find()) {
        most = Math.max(most, Integer.parseInt(rows.group(1)));
      }
    }
    String all = String.join("\n", plan);
    assertTrue(most >= PAGE, all);
    assertTrue(most <= 2 * PAGE, all);
  }

  /// They are fetched until there is enough, so none of them may have to wait for all.
  @Test
  void filesComeOneByOne() throws SQLException {
    String asked =
        SharedStore.FILE.postgres().replaceFirst("\\?", "1").replaceFirst("\\?", "20001");
    String all = String.join("\n", plan("EXPLAIN " + asked));
    assertFalse(all.contains("Sort"), all);
  }

  private static List<String> plan(String sql) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet plan = statement.executeQuery(sql)) {
      while (plan.next()) {
        steps.add(plan.getString(1));
      }
    }
    return steps;
  }
}
