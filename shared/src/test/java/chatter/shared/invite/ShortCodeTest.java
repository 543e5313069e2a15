package chatter.shared.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortCodeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "K7QM20P1",
        "k7qm20p1",
        "K7QM-20P1",
        " k7qm 20p1\n",
        "K7QM\u201320P1",
        "K7QM2OPI",
        "k7qm-2opl"
      })
  void isReadHoweverItIsTyped(String typed) {
    assertEquals(Optional.of(new ShortCode("K7QM20P1")), ShortCode.parse(typed, 8));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "K7QM20P", "K7QM20P12", "K7QM20PU", "K7QM_20P1", "K7QM20Pé"})
  void isNothingElse(String typed) {
    assertEquals(Optional.empty(), ShortCode.parse(typed, 8));
  }

  @Test
  void isShownInGroupsOfFour() {
    assertEquals("K7QM-20P1", new ShortCode("K7QM20P1").shown());
    assertEquals("K7QM-20P1-AAAA-BBBB", new ShortCode("K7QM20P1AAAABBBB").shown());
  }

  @Test
  void holdsOnlyWhatCanBeRead() {
    assertThrows(IllegalArgumentException.class, () -> new ShortCode("K7QM-20P1"));
  }

  @Test
  void endsInNoLog() {
    assertFalse(new ShortCode("K7QM20P1").toString().contains("K7QM"));
  }
}
