package chatter.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokenTest {
  @Test
  void aTokenIsAUuidOfVersionFour() {
    SessionToken token = SessionToken.random();

    assertEquals(4, UUID.fromString(token.secret()).version());
    assertNotEquals(token.secret(), SessionToken.random().secret());
  }

  @Test
  void whatIsStoredIsItsSha256() {
    SessionToken token = SessionToken.parse("0b9f1c1e-0000-4000-8000-000000000000").orElseThrow();

    assertEquals("594561055f53e379641006747d71f6715fdc787eae2471848f7ec78512053316", token.hash());
  }

  @Test
  void itsTextDoesNotShowIt() {
    SessionToken token = SessionToken.random();

    assertFalse(token.toString().contains(token.secret().substring(0, 8)));
    assertFalse(new Sessions.Started(token, null).toString().contains(token.secret()));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "0b9f1c1e-0000-4000-8000-00000000000",
        "0b9f1c1e-0000-4000-8000-0000000000000",
        "0b9f1c1e-0000-1000-8000-000000000000",
        "0b9f1c1e-0000-4000-c000-000000000000",
        "0B9F1C1E-0000-4000-8000-000000000000",
        "0b9f1c1e000040008000000000000000",
        "{0b9f1c1e-0000-4000-8000-000000000000}",
        "0b9f1c1e-0000-4000-8000-000000000000\n",
        "1-1-4111-8111-1"
      })
  void anythingOfAnotherShapeIsNone(String text) {
    assertTrue(SessionToken.parse(text).isEmpty());
  }
}
