package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.message.MessageLink;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.SavedLogin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Links to messages that the system hands over.
class MessageTargetTest {
  private static KnownServer at(String... addresses) {
    return new KnownServer(
        "id", "Home", List.of(addresses), "", new SavedLogin("f", "", 0, "", ""), Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "chatter://example.org/#/c/3/42, https://example.org",
    "CHATTER://example.org#/c/3/42, https://example.org",
    "chatter:example.org/#/c/3/42, https://example.org",
    "chatter://example.org/chat/#/c/3/42, https://example.org/chat",
    "chatter://192.168.1.7:8080/#/c/3/42, https://192.168.1.7:8080",
  })
  void aLinkSaysWhereTheChatIsAndWhichMessage(String link, String address) {
    MessageTarget target = MessageTarget.parse(link).orElseThrow();
    assertEquals(new MessageLink(3, 42), target.message());
    assertEquals(address, target.at().display());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chatter://join?code=K7QM2X9P&at=http://127.0.0.1:8080",
        "chatter://example.org/",
        "chatter://example.org/#/c/3",
        "chatter://example.org/#/c/3/042",
        "chatter:///#/c/3/42",
        "chatter://exa mple.org/#/c/3/42",
        "https://example.org/#/c/3/42"
      })
  void nothingElseIsOne(String link) {
    assertEquals(Optional.empty(), MessageTarget.parse(link));
  }

  @Test
  void aChatIsKnownByAnyOfItsAddressesWithTlsOrWithout() {
    MessageTarget target = MessageTarget.parse("chatter://example.org:8080/#/c/3/42").orElseThrow();
    assertTrue(target.isAt(at("192.168.1.7:8080", "example.org:8080")));
    assertTrue(target.isAt(at("https://example.org:8080")));
    assertFalse(target.isAt(at("https://example.org")));
    assertFalse(target.isAt(at("https://example.org:8080/chat")));
  }
}
