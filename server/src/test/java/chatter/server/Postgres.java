package chatter.server;

import chatter.server.store.postgres.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/// A real PostgreSQL, one for all tests of a JVM, that ends with it. It does not wait for the disk:
/// what becomes of its files after a power cut is not what is tested here.
public final class Postgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static EmbeddedPostgres running;

  private Postgres() {}

  /// Where none can be started, the test is skipped, but not on a machine that builds for all.
  public static void mustBeHere() {
    try {
      var _ = server();
    } catch (IOException | RuntimeException e) {
      if (System.getenv("CI") != null) {
        throw new AssertionError("PostgreSQL does not start", e);
      }
      System.getLogger("tests")
          .log(System.Logger.Level.WARNING, "NOT TESTED: PostgreSQL does not start here", e);
      Assumptions.abort("there is no PostgreSQL for tests on this system");
    }
  }

  /// An empty database.
  public static PostgresAddress newDatabase() {
    String name = "chat" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return PostgresAddress.parse("postgres://postgres@localhost:" + port() + "/" + name, Map.of());
  }

  /// Does something as the one who runs PostgreSQL.
  public static void execute(String sql) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// A connection to a database, past everything that Chatter does.
  public static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port() + "/" + database, "postgres", "");
  }

  /// The folder with its programs: `initdb`, `pg_ctl` and `postgres`.
  public static Path programs() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW data_directory")) {
      row.next();
      String started = Files.readAllLines(Path.of(row.getString(1), "postmaster.opts")).getFirst();
      return Path.of(started.substring(0, started.indexOf(" \""))).getParent();
    } catch (SQLException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int port() {
    try {
      return server().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts with the first who needs it.
  private static synchronized EmbeddedPostgres server() throws IOException {
    if (running == null) {
      System.setProperty("chatter.store.forgetful", "true");
      running =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("max_connections", "200")
              .start();
    }
    return running;
  }
}
