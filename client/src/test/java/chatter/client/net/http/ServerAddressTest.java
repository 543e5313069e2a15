package chatter.client.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.net.SessionFixture;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "office.local, http://office.local:8080, office.local:8080",
    "' Office.local:9000 ', http://office.local:9000, office.local:9000",
    "192.168.1.4, http://192.168.1.4:8080, 192.168.1.4:8080",
    "[::1]:8080, http://[::1]:8080, [::1]:8080",
    "http://office.local:8080/, http://office.local:8080, office.local:8080",
    "http://office.local/, http://office.local, http://office.local",
    "HTTPS://Chat.Example.org/index.html?x#y, https://chat.example.org, https://chat.example.org",
    "https://example.org/chat/, https://example.org/chat, https://example.org/chat",
    "https://example.org/a/./b/../chat/index.html#join=x, https://example.org/a/chat,"
        + " https://example.org/a/chat",
    "example.org/chat, https://example.org/chat, https://example.org/chat",
    "example.org:81/chat/, http://example.org:81/chat, example.org:81/chat",
    "https://chat.example.org:443, https://chat.example.org, https://chat.example.org",
    "my_server, http://my_server:8080, my_server:8080",
    "https://_a.my_files.example/x, https://_a.my_files.example/x, https://_a.my_files.example/x",
    "office.local., http://office.local:8080, office.local:8080",
    "http://office.local.:81/, http://office.local:81, office.local:81",
    "müller.example, http://xn--mller-kva.example:8080, müller.example:8080",
    "https://MÜLLER.example./, https://xn--mller-kva.example, https://müller.example",
    "https://straße.example, https://xn--strae-oqa.example, https://straße.example",
    "https://xn--mller-kva.example, https://xn--mller-kva.example, https://müller.example",
    "::1, http://[::1]:8080, [::1]:8080",
    "[2001:DB8:0:0::1]:81, http://[2001:db8::1]:81, [2001:db8::1]:81",
    "localhost., http://localhost:8080, localhost:8080",
    "https://chat.example.org:8443, https://chat.example.org:8443, https://chat.example.org:8443"
  })
  void readsWhatPeopleType(String typed, String base, String display) {
    ServerAddress address = ServerAddress.parse(typed).orElseThrow();
    assertEquals(base, address.base().toString());
    assertEquals(display, address.display());
    assertEquals(Optional.of(address), ServerAddress.parse(display));
  }

  @ParameterizedTest
  @CsvSource({
    "office.local, https://office.local:8080",
    "http://office.local, https://office.local:80",
    "[::1]:9000, https://[::1]:9000",
    "http://example.org/chat, https://example.org:80/chat",
    "https://chat.example.org, https://chat.example.org"
  })
  void theSamePlaceWithTlsHasTheSamePort(String typed, String secure) {
    assertEquals(secure, ServerAddress.parse(typed).orElseThrow().overTls().base().toString());
  }

  @Test
  void everythingIsBelowThePathOfTheProxy() {
    ServerAddress address = ServerAddress.parse("https://example.org/chat/").orElseThrow();
    assertEquals("https://example.org/chat/api/health", address.resolve("/api/health").toString());
    SessionToken token = new SessionToken("5f2b0c9e-6f0e-4c43-9a63-0d6f3f3d9a11");
    assertEquals("wss://example.org/chat/ws/" + token.value(), address.webSocket(token).toString());
    assertEquals(false, address.isSamePlace(ServerAddress.parse("https://example.org").get()));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "127.0.0.1, true",
    "127.1.2.3, true",
    "[::1], true",
    "localhost., true",
    "my_localhost, false",
    "office.local, false",
    "localhost.example.org, false",
    "127.0.0.1.example.org, false",
    "192.168.1.4, false",
    "[fd00::1], false"
  })
  void onlyThisComputerIsThisComputer(String typed, boolean here) {
    assertEquals(here, ServerAddress.parse(typed).orElseThrow().isThisComputer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "ftp://office.local",
        "http://",
        "not a host",
        "a:b:c",
        "a..b",
        "http://[::1",
        "http://a_b@c",
        "http://a\u202eb",
        "http://my_server:x",
        "office.local:99999",
        "http://user:pw@office.local",
        "javascript:alert(1)"
      })
  void refusesWhatNamesNoServer(String typed) {
    assertEquals(Optional.empty(), ServerAddress.parse(typed));
  }

  @Test
  void websocketFollowsTheScheme() {
    SessionToken token = new SessionToken(SessionFixture.TOKEN);
    assertEquals(
        "wss://chat.example.org/ws/" + SessionFixture.TOKEN,
        ServerAddress.parse("https://chat.example.org").orElseThrow().webSocket(token).toString());
    assertEquals(
        "ws://127.0.0.1:9000/ws/" + SessionFixture.TOKEN,
        ServerAddress.local(9000).webSocket(token).toString());
  }
}
