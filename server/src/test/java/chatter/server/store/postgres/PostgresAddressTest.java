package chatter.server.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the address of a database is written.
final class PostgresAddressTest {
  @Test
  void everyPartIsRead() {
    PostgresAddress address =
        PostgresAddress.parse(
            "postgresql://ana%40office:p%3Aw+d@a:5432,b/our%20chat?sslmode=verify-full", Map.of());
    assertEquals(
        new PostgresAddress("a:5432,b", "our chat", "ana@office", "p:w+d", "sslmode=verify-full"),
        address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"h", "h:1", "h:65535", "[::1]", "[::1]:5432", "10.0.0.1:5432,db-2.example.org"})
  void hostsMayHaveAPort(String hosts) {
    assertEquals(hosts, PostgresAddress.parse("postgres://u@" + hosts + "/d", Map.of()).hosts());
  }

  @Test
  void passwordIsThatOfTheEnvironmentIfTheAddressHasNone() {
    Map<String, String> environment = Map.of("PGPASSWORD", "from there");
    assertEquals("from there", PostgresAddress.parse("postgres://u@h/d", environment).password());
    assertEquals("", PostgresAddress.parse("postgres://u:@h/d", environment).password());
    assertNull(PostgresAddress.parse("postgres://u@h/d", Map.of()).password());
  }

  @Test
  void passwordIsNotShown() {
    assertEquals(
        "postgres://u@h/d",
        PostgresAddress.parse("postgres://u:secret@h/d?x=y", Map.of()).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u:secret@h/d",
        "mysql://u:secret@h/d",
        "postgres://h/d",
        "postgres://u:secret@/d",
        "postgres://u:secret@h",
        "postgres://u:secret@h/",
        "postgres://u:secret@h/d/e",
        "postgres://u:secret%zz@h/d",
        "postgres://u:secret@h:port/d",
        "postgres://u:secret@h:0/d",
        "postgres://u:secret@h:65536/d",
        "postgres://u:secret@h:/d",
        "postgres://u:secret@h,/d",
        "postgres://u:secret@h:1:2/d",
        "postgres://u@h/d?password=secret",
        "postgres://u@h/d?sslmode=require&pass%77ord=secret",
        "postgres://u@h/d?user=secret"
      })
  void whatIsNoneIsRefusedWithoutRepeatingIt(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> PostgresAddress.parse(text, Map.of()));
    assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
    assertNull(refused.getCause());
  }
}
