package chatter.client.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.socket.EndReason;
import chatter.client.ui.Texts;
import chatter.server.Examples;
import chatter.shared.api.Problem;
import chatter.shared.api.ProblemCode;
import chatter.shared.protocol.RejectCode;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// What is said about a refusal.
class ErrorMessageTest {
  private static String text(JsonNode of, String name) {
    return of.path(name).asStringOpt().orElse(null);
  }

  private static Problem problem(JsonNode of) {
    return new Problem(
        of.get("status").asInt(),
        "",
        "The server's sentence.",
        text(of, "code"),
        text(of, "field"),
        text(of, "suggestion"),
        text(of, "rule"));
  }

  @TestFactory
  Stream<DynamicTest> asOnThePage() throws IOException {
    return Examples.tests(
        "refusals.json",
        example -> {
          JsonNode problem = example.get("problem");
          Duration wait =
              problem.has("retryAfter")
                  ? Duration.ofSeconds(problem.get("retryAfter").asInt())
                  : null;
          ErrorMessage message = ErrorMessage.of(new ApiException.Refused(problem(problem), wait));
          assertEquals(text(example, "key"), message.key());
          assertEquals(Optional.ofNullable(text(example, "field")), message.field());
          assertEquals(
              example.path("values").valueStream().map(JsonNode::asString).toList(),
              message.arguments().stream().map(String::valueOf).toList());
          String said = message.say(Texts.shared()::say);
          assertFalse(said.isBlank());
          assertFalse(said.contains("The server's sentence."));
        });
  }

  @Test
  void everyCodeHasAnExample() throws IOException {
    Set<ProblemCode> missing = EnumSet.allOf(ProblemCode.class);
    for (JsonNode example : Examples.file("refusals.json")) {
      ProblemCode.of(text(example.get("problem"), "code")).ifPresent(missing::remove);
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyReasonNotToSendAMessageHasWords() {
    for (RejectCode code : RejectCode.values()) {
      assertTrue(
          Texts.shared().say("message.failed." + code.wireName()).startsWith("Not sent. "),
          code.name());
    }
  }

  @Test
  void everyReasonToStopHasWords() {
    for (EndReason reason : EndReason.values()) {
      assertFalse(Texts.shared().say("ended." + reason, "Home").isBlank());
    }
  }
}
