package chatter.server.web.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Telling this server's own page from others.
class OriginsTest {
  @ParameterizedTest
  @CsvSource({
    "true,http://localhost:8080,localhost:8080",
    "true,http://LOCALHOST:8080,Localhost:8080",
    "true,http://chat.example,chat.example",
    "true,http://chat.example,chat.example:80",
    "true,https://chat.example,chat.example",
    "true,https://chat.example:443,chat.example",
    "true,http://[::1]:8080,[::1]:8080",
    "true,http://[::1],[::1]:80",
    "false,http://localhost:8081,localhost:8080",
    "false,http://localhost,localhost:8080",
    "false,http://localhost:8080.evil.example,localhost:8080",
    "false,http://evil.example/localhost:8080,localhost:8080",
    "false,https://chat.example,chat.example:80",
    "false,null,localhost:8080",
    "false,file://,localhost:8080",
    "false,'',localhost:8080",
    "false,http://localhost:8080,"
  })
  void onlyTheSameHostAndPortIsOurs(boolean allowed, String origin, String host) {
    assertEquals(allowed, Origins.allowed(origin, host));
  }

  @ParameterizedTest
  @CsvSource({
    // A browser's own word, which no page can write, whatever a proxy made of the host.
    "true,https://chat.example,127.0.0.1:8080,same-origin,false",
    "false,https://chat.example,127.0.0.1:8080,same-site,false",
    "false,https://chat.example,127.0.0.1:8080,cross-site,false",
    "false,https://chat.example,127.0.0.1:8080,,false",
    // A trusted proxy that leaves out the port.
    "true,https://chat.example:8443,chat.example,,true",
    "true,http://[::1]:8081,[::1],,true",
    "false,https://chat.example:8443,chat.example,,false",
    "false,https://chat.example:8443,chat.example:80,,true",
    "false,https://evil.example:8443,chat.example,,true",
    "false,file://,chat.example,,true",
    "false,null,chat.example,,true",
    "false,'',chat.example,,true"
  })
  void aProxyMayHaveChangedTheHost(
      boolean allowed, String origin, String host, String fetchSite, boolean proxied) {
    assertEquals(allowed, Origins.allowed(new Origins.Call(origin, host, fetchSite, proxied)));
  }

  @Test
  void aProgramSendsNone() {
    assertEquals(true, Origins.allowed(null, "localhost:8080"));
  }
}
