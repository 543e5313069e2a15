package chatter.client.chat;

import chatter.client.ui.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Who is typing in one conversation. Whoever is not heard of for 6 s is not. JavaFX application
/// thread only.
final class TypingTracker {
  private static final Duration EXPIRY = Duration.ofSeconds(6);

  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  private record Typist(String name, Instant until) {}

  private final Texts texts;
  private final Map<Long, Typist> typists = new LinkedHashMap<>();
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");

  TypingTracker(Texts texts) {
    this.texts = texts;
  }

  /// "Ana is typing…"; empty if nobody is.
  ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  void typing(long account, String name, boolean typing, Instant now) {
    if (typing) {
      typists.put(account, new Typist(name, now.plus(EXPIRY)));
    } else {
      typists.remove(account);
    }
    describe();
  }

  /// Whoever posts has stopped typing.
  void posted(long account) {
    if (typists.remove(account) != null) {
      describe();
    }
  }

  /// Nobody is heard of any more.
  void clear() {
    typists.clear();
    describe();
  }

  void tick(Instant now) {
    if (typists.values().removeIf(typist -> !typist.until().isAfter(now))) {
      describe();
    }
  }

  /// The name for a short line: the first word of it.
  static String firstName(String name) {
    return BLANKS.split(name.strip(), 2)[0];
  }

  private void describe() {
    List<String> names =
        typists.values().stream().map(Typist::name).map(TypingTracker::firstName).toList();
    text.set(
        switch (names.size()) {
          case 0 -> "";
          case 1 -> texts.say("typing.single", names.get(0));
          case 2 -> texts.say("typing.pair", names.get(0), names.get(1));
          default -> texts.say("typing.several");
        });
  }
}
