package chatter.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each option means, however it was told.
final class ServerOptionTest {
  @ParameterizedTest
  @CsvSource({
    "CHATTER_PORT,          '',       --port is a whole number",
    "CHATTER_PORT,          abc,      --port is a whole number",
    "CHATTER_PORT,          -1,       a port is 0 to 65535",
    "CHATTER_PORT,          99999999999999, --port is a whole number",
    "CHATTER_BCRYPT_COST,   15,       4 to 14",
    "CHATTER_PLAIN_HTTP,    yes,      --plain-http is true or false",
    "CHATTER_PLAIN_HTTP,    1,        --plain-http is true or false",
    "CHATTER_PLAIN_HTTP,    '',       --plain-http is true or false",
    "CHATTER_ANNOUNCE,      nonsense, --announce is true or false",
    "CHATTER_SESSION_GRACE, soon,     --session-grace is a time like",
    "CHATTER_REGISTRATION,  nobody,   '--registration is open, invite or closed, not'",
    "CHATTER_LIMITS,        a=1,      there is no limit 'a'",
    "CHATTER_PUBLIC_URL,    x,        is no address",
    "CHATTER_TRUSTED_PROXY, x,        is no address",
    "CHATTER_DRAIN,         5s,       --drain is a whole number",
    "CHATTER_PROXY_PROTOCOL, true,    --proxy-protocol is understood from a --trusted-proxy alone",
    "CHATTER_METRICS,       x,        '--metrics is a port, or an address and a port like 10.0.0.5:9090, not'",
    "CHATTER_METRICS,       65536,    --metrics is a port",
    "CHATTER_METRICS,       host:9090, --metrics is a port",
    "CHATTER_DRAIN,         -1,       --drain is 0 to 3600 seconds",
    "CHATTER_DRAIN,         3601,     --drain is 0 to 3600 seconds",
  })
  void wrongVariableIsNamed(String variable, String value, String part) {
    String said =
        assertThrows(
                IllegalArgumentException.class,
                () -> ServerOption.config(Map.of(), Map.of(variable, value)))
            .getMessage();
    assertTrue(said.contains(part), said);
    assertTrue(said.endsWith(", as " + variable + " says"), said);
  }

  @Test
  void whatIsTypedIsNotBlamedOnTheEnvironment() {
    assertEquals(
        "--port is a whole number, not 'abc'",
        assertThrows(
                IllegalArgumentException.class,
                () -> ServerOption.config(Map.of("--port", "abc"), Map.of("CHATTER_PORT", "80")))
            .getMessage());
  }

  @Test
  void whatIsTypedHidesAWrongVariable() {
    assertEquals(
        81, ServerOption.config(Map.of("--port", "81"), Map.of("CHATTER_PORT", "abc")).port());
  }

  @Test
  void emptyVariableIsTheDefaultWhereATextMayBeEmpty() {
    Map<String, String> empty =
        Map.of(
            "CHATTER_NAME", "",
            "CHATTER_REGISTRATION", "",
            "CHATTER_SESSION_GRACE", "",
            "CHATTER_LIMITS", "",
            "CHATTER_BACKUPS", "",
            "CHATTER_TLS_CERT", "",
            "CHATTER_TLS_KEY", "",
            "CHATTER_TRUSTED_PROXY", "",
            "CHATTER_PUBLIC_URL", "");
    assertEquals(
        ServerOption.config(Map.of(), Map.of()).toString(),
        ServerOption.config(Map.of(), empty).toString());
  }
}
