package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.SqliteOnly;
import chatter.server.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What was shared is found along keys, from where a page begins: nothing is read through and
/// nothing sorted, however large the conversation is.
@SqliteOnly("it is about the file")
final class SharedPlansTest {
  private static final TestServer server = TestServer.standard();

  @BeforeAll
  static void start() {
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Arguments> statements() {
    return List.of(
        Arguments.of(
            SharedStore.FILE.sqlite(), "x USING PRIMARY KEY (conversation=? AND message<?)"),
        Arguments.of(
            SharedStore.SOME,
            "r USING INDEX sqlite_autoindex_message_rows_1 (conversation=? AND seq<?)"),
        Arguments.of(
            SharedStore.TEXT.sqlite(),
            "r USING INDEX sqlite_autoindex_message_rows_1 (conversation=? AND seq>? AND seq<?)"));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void goesAlongKeys(String sql, String first) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + server.data().resolve("chatter.db"));
        Statement statement = connection.createStatement();
        ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + sql.replace("?", "1"))) {
      while (plan.next()) {
        steps.add(plan.getString("detail"));
      }
    }
    String all = String.join("\n", steps);
    assertEquals(
        "SEARCH " + first,
        steps.stream().filter(step -> step.startsWith("SEARCH ")).findFirst().orElse(""),
        all);
    // What was found is counted.
    List<String> whole = steps.stream().filter(step -> step.startsWith("SCAN ")).toList();
    assertTrue(whole.stream().allMatch(step -> step.equals("SCAN some_of_them")), all);
    assertFalse(all.contains("TEMP B-TREE"), all);
  }
}
