package chatter.server.account;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
  private final CommonPasswords common = CommonPasswords.load();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PASSWORD",
        "Password1",
        "12345678",
        "qwertyuiop",
        "iloveyou",
        "letmein1",
        "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44"
      })
  void whatEverybodyTriesFirstIsCommon(String password) {
    assertTrue(common.contains(password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse", "", "# MIT licence", "kq8#Lw0z2!"})
  void anythingElseIsNot(String password) {
    assertFalse(common.contains(password));
  }
}
