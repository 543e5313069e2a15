package chatter.shared.notification;

import chatter.shared.limits.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// What an account has said about notifications, on all its devices. What only one device is about,
/// such as its sound, is kept there. May be anything that JSON can say: only what has no `problem`
/// is kept.
///
/// @param doNotDisturb when there are none
/// @param words words that ring like a mention, see `WatchedWords`
public record NotificationSettings(DoNotDisturb doNotDisturb, List<String> words) {
  /// What everybody begins with.
  public static final NotificationSettings USUAL =
      new NotificationSettings(DoNotDisturb.NEVER, List.of());

  public NotificationSettings {
    words = words == null || words.stream().anyMatch(Objects::isNull) ? null : List.copyOf(words);
  }

  /// With another time without notifications.
  public NotificationSettings withDoNotDisturb(DoNotDisturb other) {
    return new NotificationSettings(other, words);
  }

  /// With other words.
  public NotificationSettings withWords(List<String> other) {
    return new NotificationSettings(doNotDisturb, other);
  }

  /// What is wrong with a field of it.
  ///
  /// @param field the JSON field
  /// @param detail one English sentence for a person
  public record Problem(String field, String detail) {}

  /// What is wrong with it; empty if nothing is.
  public Optional<Problem> problem() {
    if (doNotDisturb == null) {
      return Optional.of(new Problem("doNotDisturb", "doNotDisturb is missing."));
    }
    Optional<String> when = doNotDisturb.problem();
    if (when.isPresent()) {
      return Optional.of(new Problem("doNotDisturb", when.get()));
    }
    return wordsProblem().map(detail -> new Problem("words", detail));
  }

  private Optional<String> wordsProblem() {
    if (words == null) {
      return Optional.of("words is a list of texts.");
    }
    if (words.size() > Limits.WATCHED_WORDS) {
      return Optional.of("There are at most " + Limits.WATCHED_WORDS + " words.");
    }
    HashSet<String> once = new HashSet<>();
    for (String word : words) {
      if (word.isBlank() || !word.equals(word.strip()) || Limits.invisible(word)) {
        return Optional.of("A word has something that can be seen, and no space around it.");
      }
      if (Limits.codePoints(word) > Limits.WATCHED_WORD_CODE_POINTS) {
        return Optional.of(
            "A word has at most " + Limits.WATCHED_WORD_CODE_POINTS + " characters.");
      }
      if (word.chars().anyMatch(Character::isISOControl)) {
        return Optional.of("A word has no line breaks or control characters.");
      }
      if (!once.add(word.toLowerCase(Locale.ROOT))) {
        return Optional.of("Each word is there once.");
      }
    }
    return Optional.empty();
  }
}
