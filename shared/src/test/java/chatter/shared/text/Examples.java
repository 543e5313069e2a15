package chatter.shared.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The examples that bind all clients; the page's tests read the same files.
public final class Examples {
  private Examples() {}

  /// The examples of one file in `chatter/shared/examples`.
  public static Stream<JsonNode> in(String file) throws IOException {
    try (InputStream json = Links.class.getResourceAsStream("/chatter/shared/examples/" + file)) {
      return StreamSupport.stream(JsonMapper.shared().readTree(json).spliterator(), false);
    }
  }

  /// A text that may be given in parts, or as one that repeats itself.
  public static String text(JsonNode text) {
    if (text.isArray()) {
      return StreamSupport.stream(text.spliterator(), false)
          .map(Examples::text)
          .collect(Collectors.joining());
    }
    return text.isString()
        ? text.asString()
        : text.path("prefix").asString("")
            + text.get("repeat").asString().repeat(text.get("times").asInt());
  }
}
