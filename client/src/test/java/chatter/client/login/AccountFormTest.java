package chatter.client.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.ui.Texts;
import chatter.client.ui.form.FormField;
import chatter.server.Examples;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// What the fields of an account take.
class AccountFormTest {
  private final Texts texts = Texts.of(LoginController.class);

  @TestFactory
  Stream<DynamicTest> takesWhatThePageTakes() throws IOException {
    return Examples.tests(
        "forms.json",
        example -> {
          AccountForm form = new AccountForm(texts);
          String wanted = example.get("field").asString();
          FormField field =
              switch (wanted) {
                case "name" -> form.name();
                case "email" -> form.email();
                case "password", "oldPassword" -> form.password();
                case "invite" -> form.invite();
                default -> throw new IllegalArgumentException(wanted);
              };
          field.textProperty().set(text(example.get("text")));
          form.check(!wanted.equals("oldPassword"), true);
          String rule = example.get("rule").asString(null);
          assertEquals(
              rule == null ? "" : texts.say("form.error." + rule), field.errorProperty().get());
        });
  }

  private static String text(JsonNode text) {
    return text.isString()
        ? text.asString()
        : text.get("prefix").asString()
            + text.get("repeat").asString().repeat(text.get("times").asInt());
  }
}
