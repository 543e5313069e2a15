package chatter.shared.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hosts that Java's own clients do not take.
class DialableUriTest {
  @ParameterizedTest
  @CsvSource({
    "http://my_server:8080/a,my_server,8080",
    "https://my_server,my_server,443",
    "ws://my_server/ws/x,my_server,80",
    "wss://my_server/ws/x,my_server,443",
    "http://[::1]:81,[::1],81",
    "https://[::1],[::1],443",
    "http://office.local,office.local,80"
  })
  void hostAndPortAreKnown(URI uri, String host, int port) {
    assertEquals(host, DialableUri.host(uri));
    assertEquals(port, DialableUri.port(uri));
  }

  @Test
  void whatJavaTakesIsLeftAsItIs() throws UnknownHostException {
    URI plain = URI.create("https://nobody.invalid:81/a?b=c");

    assertEquals(plain, DialableUri.reachable(plain));
  }

  @Test
  void theRestOfAnAddressIsKept() {
    // No name server has to be asked for what has the form of an address.
    URI place = URI.create("http://my_server:8080/chat/api?x=1");

    assertEquals("my_server", DialableUri.host(place));
    assertEquals(false, DialableUri.isPlain(place));
    assertNotNull(place.getRawQuery());
  }
}
