package chatter.client.chat.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.Examples;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Addresses of messages lead where those of the page do.
class MessageLinkTest {
  @TestFactory
  Stream<DynamicTest> asOnThePage() throws IOException {
    return Examples.tests(
        "message-links.json",
        example -> {
          String page = example.get("page").asString();
          String address = example.get("address").asString();
          Optional<MessageLink> link =
              example.has("seq")
                  ? Optional.of(
                      new MessageLink(
                          example.get("conversation").asLong(), example.get("seq").asLong()))
                  : Optional.empty();
          assertEquals(link, MessageLink.read(page, address));
          if (example.path("same").asBoolean(false)) {
            assertEquals(address, link.orElseThrow().address(page));
          }
        });
  }
}
