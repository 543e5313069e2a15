package chatter.shared.limits;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void whatCannotBeSeenIsNothing() {
    assertTrue(Limits.invisible(""));
    assertTrue(Limits.invisible("\u200B\u2060\u202E\u0000"));
    assertFalse(Limits.invisible("👩\u200D🚀"));
    assertFalse(Limits.invisible("\u200Bx"));
  }
}
