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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada.brandt@example.org",
        "ADA.BRANDT@EXAMPLE.ORG",
        "adabrandt",
        "Ada Brandt!",
        "brandtada1",
        "tdnarbada",
        "ada.brandt2024",
        "\uFF41\uFF44\uFF41brandt",
        "example.org",
        "AdaAdaAda",
      })
  void aPasswordIsNotWhatEverybodySees(String password) {
    assertEquals(
        Optional.of(FieldRule.PASSWORD_IS_OWN),
        FieldRule.checkPasswordIsOwn(password, "Ada Brandt", "ada.brandt@example.org"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada likes apples", "correct horse", "adamant pebbles", "12345abc"})
  void aPasswordMayHoldANameAmongOthers(String password) {
    assertEquals(
        Optional.empty(),
        FieldRule.checkPasswordIsOwn(password, "Ada Brandt", "ada.brandt@example.org"));
    assertEquals(Optional.empty(), FieldRule.checkPasswordIsOwn(password, null, null));
    assertEquals(Optional.empty(), FieldRule.checkPasswordIsOwn(password, "\uD83D\uDE00", "a@b"));
  }
}
