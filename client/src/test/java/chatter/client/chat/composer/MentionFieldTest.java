package chatter.client.chat.composer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.composer.MentionField.Pick;
import chatter.server.Examples;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Mentions in the field, as on the page.
class MentionFieldTest {
  @TestFactory
  Stream<DynamicTest> mentionsAreAsOnThePage() throws IOException {
    return Examples.tests(
        "mention-fields.json",
        example -> {
          List<Pick> picks =
              example
                  .get("picks")
                  .valueStream()
                  .map(pick -> new Pick(pick.get("id").asLong(), pick.get("name").asString()))
                  .toList();
          String body = example.get("body").asString();
          if (example.has("text")) {
            assertEquals(body, MentionField.body(example.get("text").asString(), picks));
          } else {
            JsonNode people = example.get("people");
            MentionField.Written written =
                MentionField.written(body, id -> people.path(Long.toString(id)).asString(null));
            assertEquals(new MentionField.Written(example.get("field").asString(), picks), written);
            assertEquals(body, MentionField.body(written.text(), written.picks()));
          }
        });
  }
}
