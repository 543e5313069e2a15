package chatter.shared.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRuleTest {
  @ParameterizedTest
  @ValueSource(strings = {"Ada", " Ada Brandt ", "Zoë", "李", "👩‍🚀 Ana", "O'Neil-Smith (3)"})
  void namesOfPeopleAreNames(String name) {
    assertEquals(Optional.empty(), FieldRule.checkName(name));
  }

  @Test
  void aNameHasToBeThereAndToEnd() {
    assertEquals(Optional.of(FieldRule.NAME_MISSING), FieldRule.checkName(null));
    assertEquals(Optional.of(FieldRule.NAME_MISSING), FieldRule.checkName(" \t"));
    assertEquals(Optional.empty(), FieldRule.checkName("🎉".repeat(64)));
    assertEquals(Optional.of(FieldRule.NAME_TOO_LONG), FieldRule.checkName("🎉".repeat(65)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u0000", "a\u202Eb", "a\u2066b", "a\uD800", "a\u200Bb"})
  void aNameHidesNothing(String name) {
    assertEquals(Optional.of(FieldRule.NAME_CONTROL_CHARACTERS), FieldRule.checkName(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ana@example.org", "a@b", " ana+chat@exämple.org "})
  void whatLooksLikeAnAddressIsOne(String email) {
    assertEquals(Optional.empty(), FieldRule.checkEmail(email));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ana", "@b", "a@", "a@b@c", "a b@c", "a@b\n.org"})
  void whatDoesNotIsNone(String email) {
    assertEquals(Optional.of(FieldRule.EMAIL_INVALID), FieldRule.checkEmail(email));
  }

  @Test
  void passwordsAreCountedInCodePoints() {
    assertEquals(Optional.of(FieldRule.PASSWORD_TOO_SHORT), FieldRule.checkPassword(null));
    assertEquals(
        Optional.of(FieldRule.PASSWORD_TOO_SHORT), FieldRule.checkPassword("🎉".repeat(7)));
    assertEquals(Optional.empty(), FieldRule.checkPassword("🎉".repeat(8)));
    assertEquals(Optional.empty(), FieldRule.checkPassword("x".repeat(256)));
    assertEquals(
        Optional.of(FieldRule.PASSWORD_TOO_LONG), FieldRule.checkPassword("x".repeat(257)));
  }
}
