package chatter.server.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.shared.protocol.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How others' SQL speaks of accounts.
final class AccountSqlTest {
  @Test
  void onlyAccountsAndThoseWhoManageThemNameTheirTable() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/chatter/server"))) {
      List<String> strangers =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> read(file).contains("registered_users"))
              .map(file -> file.getParent().getFileName() + "/" + file.getFileName())
              .filter(file -> !file.startsWith("account/"))
              .sorted()
              .toList();
      // One takes all tables elsewhere, the other says that a file is one of Chatter's.
      assertEquals(List.of("move/TableCopy.java", "sqlite/DatabaseFile.java"), strangers);
    }
  }

  @Test
  void rolesMeanTheSameInSql() throws SQLException {
    for (Role by : Role.values()) {
      assertEquals(by.administers(), holds(AccountSql.administers("u"), by, Role.MEMBER), "" + by);
      for (Role target : Role.values()) {
        assertEquals(
            by.manages(target),
            holds(AccountSql.manages("u", "a"), by, target),
            by + " manages " + target);
      }
    }
  }

  private static boolean holds(String condition, Role by, Role target) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT 1 FROM (SELECT '"
                    + text(by)
                    + "' AS role, 0 AS disabled) u, (SELECT '"
                    + text(target)
                    + "' AS role) a WHERE "
                    + condition)) {
      return rows.next();
    }
  }

  private static String text(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
