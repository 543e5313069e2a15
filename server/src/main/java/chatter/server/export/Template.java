package chatter.server.export;

import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page around the messages: `room.html`, cut where people's pictures and where the messages
/// go. Its policy lets one script run, the one that is in it, and nothing be fetched.
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern CUT = Pattern.compile("\\{\\{(pictures|messages)}}");

  private final String[] parts;
  private final Map<String, String> values;

  /// @param values HTML for the places in it, by name
  Template(Map<String, String> values) throws IOException {
    this.parts = CUT.split(resource("room.html"));
    String script = resource("room.js");
    this.values = new HashMap<>(values);
    this.values.put("style", resource("room.css"));
    this.values.put("script", script);
    this.values.put("scriptHash", sha256(script));
  }

  String beforePictures() {
    return filled(parts[0]);
  }

  String beforeMessages() {
    return filled(parts[1]);
  }

  String afterMessages() {
    return filled(parts[2]);
  }

  private String filled(String part) {
    // In one go: what people wrote may look like a place, too.
    return PLACE
        .matcher(part)
        .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
