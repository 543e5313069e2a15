package chatter.client.benchmark;

import java.util.List;
import java.util.Random;

/// What people write: mostly a line, sometimes several, now and then an emoji or an address.
final class Words {
  private static final List<String> SAID =
      List.of(
          "the printer on the second floor is back",
          "can somebody look at the door?",
          "I will be ten minutes late",
          "lunch at twelve, as always",
          "thank you!",
          "who has the key to the small room",
          "the train is late again",
          "we should move the meeting to Thursday",
          "yes",
          "no idea",
          "sounds good to me",
          "I have put the notes into the folder",
          "please read them before tomorrow",
          "does anybody know how the coffee machine works since they exchanged it");
  private static final List<String> EMOJI =
      List.of("🙂", "👍", "🎉", "😂", "❤️", "☕", "🚀", "👩‍💻", "🇪🇺", "🙈", "🌧️", "✅");

  /// How people set something off; `%s` is what they say.
  private static final List<String> FORMATS =
      List.of(
          "**%s**, *or* ~~not~~",
          "> %s\n\n%s",
          "- %s\n- %s\n  - `code` and **more**\n- and %s",
          "1. %s\n2. %s\n3. *%s*",
          "Like this:\n```java\nfor (String each : all) {\n\tsay(each); // %s\n}\n```",
          "see [the notes](https://example.org/notes) and https://example.org/more: %s",
          "<@2>, `init()` says *%s*, <@3> says **%s** 🎉",
          "%s",
          "> - %s\n> - %s\n\n`%s`");

  private Words() {}

  /// A message with formatting, on lines of its own, so that something can be written behind it.
  static String formatted(Random random) {
    String format = FORMATS.get(random.nextInt(FORMATS.size()));
    StringBuilder text = new StringBuilder();
    for (String part : format.split("(?=%s)|(?<=%s)", -1)) {
      text.append(part.equals("%s") ? SAID.get(random.nextInt(SAID.size())) : part);
    }
    return text.append("\n").toString();
  }

  static String message(Random random) {
    StringBuilder text = new StringBuilder();
    int sentences = random.nextInt(10) == 0 ? 3 + random.nextInt(6) : 1 + random.nextInt(2);
    for (int i = 0; i < sentences; i++) {
      text.append(i == 0 ? "" : ", ").append(SAID.get(random.nextInt(SAID.size())));
    }
    if (random.nextInt(6) == 0) {
      text.append(' ').append(EMOJI.get(random.nextInt(EMOJI.size())));
    }
    if (random.nextInt(25) == 0) {
      text.append(" https://example.org/notes/of-the-meeting");
    }
    return text.toString();
  }
}
