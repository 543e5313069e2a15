package chatter.server.benchmark.page;

import java.util.Random;

/// Made-up talk as people write it: mostly a few words, sometimes a page of them, with links, emoji
/// and now and then nothing but an emoji. The same every time.
final class Words {
  private static final String[] VOCABULARY =
      ("the meeting moved to three because the train from Ghent is late again could somebody send"
              + " me notes I think we should ship it on Friday no idea why that test is red but on"
              + " my machine everything works fine thanks a lot great see you tomorrow maybe lunch")
          .split(" ");
  private static final String[] EMOJI = {"😀", "🎉", "👍🏽", "❤️", "👩‍💻", "🇧🇪", "🚲"};
  private static final String[] LINKS = {
    "https://example.org/a/rather/long/path?with=a&query=string#and-a-part",
    "http://127.0.0.1:8080/",
    "https://en.wikipedia.org/wiki/Ghent_(disambiguation)"
  };

  private final Random random;
  private boolean formatted;

  Words(long seed) {
    this.random = new Random(seed);
  }

  /// Whether from now on every message is formatted, each in one of a few ways.
  void format(boolean on) {
    formatted = on;
  }

  /// One message.
  String next() {
    return formatted ? formatted(plain()) : plain();
  }

  private String formatted(String plain) {
    String word = VOCABULARY[random.nextInt(VOCABULARY.length)];
    return switch (random.nextInt(6)) {
      case 0 -> "**%s** %s".formatted(word, plain);
      case 1 -> "%s `%s.%s()` *%s*".formatted(plain, word, word, word);
      case 2 -> "%s:\n- %s\n- **%s** [%s](%s)".formatted(word, plain, word, word, LINKS[0]);
      case 3 -> "> %s\n\n%s".formatted(plain.replace("\n", "\n> "), word);
      case 4 -> "```java\nint %s = 1;\n%s\n```".formatted(word, plain);
      default -> "1. %s\n2. ~~%s~~\n   - %s".formatted(word, word, word);
    };
  }

  private String plain() {
    int kind = random.nextInt(100);
    if (kind < 3) {
      return EMOJI[random.nextInt(EMOJI.length)];
    }
    int length =
        kind < 50
            ? 1 + random.nextInt(8)
            : kind < 90 ? 8 + random.nextInt(25) : 40 + random.nextInt(120);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(VOCABULARY[random.nextInt(VOCABULARY.length)]);
      text.append(length > 40 && random.nextInt(20) == 0 ? "\n" : " ");
    }
    if (random.nextInt(10) == 0) {
      text.append(LINKS[random.nextInt(LINKS.length)]).append(' ');
    }
    if (random.nextInt(6) == 0) {
      text.append(EMOJI[random.nextInt(EMOJI.length)]);
    }
    return text.toString().strip();
  }

  /// True once in so many times.
  boolean onceIn(int times) {
    return random.nextInt(times) == 0;
  }

  /// From 0 up to, and without, a bound.
  int below(int bound) {
    return random.nextInt(bound);
  }
}
