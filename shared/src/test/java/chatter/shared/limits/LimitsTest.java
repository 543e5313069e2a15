package chatter.shared.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void allWhiteSpaceAroundAMessageGoes() {
    assertEquals("a \n b", Limits.trim(" \t\n\u00A0\u3000\uFEFFa \n b\u2028\u2003\r "));
    assertEquals("", Limits.trim("\u00A0"));
    assertEquals("🎉", Limits.trim("🎉"));
  }

  @Test
  void whatCannotBeSeenIsNothing() {
    assertTrue(Limits.invisible(""));
    assertTrue(Limits.invisible("\u200B\u2060\u202E\u0000"));
    assertFalse(Limits.invisible("👩\u200D🚀"));
    assertFalse(Limits.invisible("\u200Bx"));
  }
}
