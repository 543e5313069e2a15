package chatter.shared.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a server is, as somebody wrote it.
class BaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://chat.example.org,https://chat.example.org",
    "HTTPS://Chat.Example.org./,https://chat.example.org",
    "https://chat.example.org:443/chat/,https://chat.example.org/chat",
    "http://chat.example.org:443,http://chat.example.org:443",
    "http://chat.example.org:80,http://chat.example.org",
    "http://chat.example.org:,http://chat.example.org",
    "http://my_server:8080/a/b,http://my_server:8080/a/b",
    "https://müller.example,https://xn--mller-kva.example",
    "http://[0:0:0:0:0:0:0:1]:8080,http://[::1]:8080"
  })
  void aPlaceHasOneForm(String written, String canonical) {
    assertEquals(canonical, BaseUrl.parse(written).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chat.example.org",
        "ftp://a",
        "https://",
        "https:///a",
        "https://a:0",
        "https://a:65536",
        "https://a:x",
        "https://u@a",
        "https://u:p@a",
        "https://a/?b",
        "https://a/#b",
        "https://a/b c",
        "https://a//b",
        "https://a\\b",
        "https://::1",
        "https://[::1",
        "https://a b",
        "//a"
      })
  void whatIsNoPlaceIsNone(String written) {
    assertEquals(Optional.empty(), BaseUrl.parse(written));
  }
}
