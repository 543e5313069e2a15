package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.provider.MethodSource;

/// What was shared is found along keys, from where a page begins: nothing is read through and
/// nothing sorted, however large the conversation is.
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

  private static List<String> statements() {
    return List.of(SharedStore.FILE, SharedStore.SOME, SharedStore.TEXT);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void goesAlongKeys(String sql) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + server.data().resolve("chatter.db"));
        Statement statement = connection.createStatement();
        ResultSet plan =
            statement.executeQuery("EXPLAIN QUERY PLAN " + sql.replace("?", "1"))) {
      while (plan.next()) {
        steps.add(plan.getString("detail"));
      }
    }
    String all = String.join("\n", steps);
    assertEquals(
        List.of(),
        steps.stream()
            .filter(step ->
                step.contains("TEMP B-TREE") || (step.startsWith("SCAN ") && !step.contains("(sub")))
            .toList(),
        all);
    assertTrue(all.contains("conversation=? AND "), all);
  }
}
