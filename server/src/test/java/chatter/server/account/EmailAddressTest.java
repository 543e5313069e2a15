package chatter.server.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One address in its spellings.
class EmailAddressTest {
  @ParameterizedTest
  @CsvSource({
    "ana@bücher.example,ana@xn--bcher-kva.example",
    "Ana@BÜCHER.example,ana@xn--bcher-kva.example",
    "ana@bu\u0308cher.example,ana@xn--bcher-kva.example",
    "ana@xn--bcher-kva.example,ana@xn--bcher-kva.example",
    "ana@XN--BCHER-KVA.example.,ana@xn--bcher-kva.example",
    "ana@straße.example,ana@xn--strae-oqa.example",
    "ana@strasse.example,ana@strasse.example",
    "bücher@example.org,bücher@example.org",
    "ana@my_host,ana@my_host",
    "ana@a..b,ana@a..b",
    "' ana@example.org ',ana@example.org"
  })
  void spellingsOfOneDomainAreOne(String written, String key) {
    assertEquals(key, new EmailAddress(written).key());
    assertTrue(new EmailAddress(written).keys().contains(key));
  }

  @Test
  void anAddressIsLookedForAsItWasWrittenFirst() {
    List<String> keys = List.of("ana@bücher.example", "ana@xn--bcher-kva.example");

    assertEquals(keys, new EmailAddress("Ana@Bücher.example").keys());
    assertEquals(keys.reversed(), new EmailAddress("ana@xn--bcher-kva.example").keys());
  }
}
