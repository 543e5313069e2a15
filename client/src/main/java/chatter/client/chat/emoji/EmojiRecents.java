package chatter.client.chat.emoji;

import chatter.shared.text.Emoji;
import chatter.shared.text.EmojiKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The emoji that one uses most, in texts and as reactions, and the skin tone last chosen. Each use
/// counts, and the less the more came after it, so that a single one does not push out what is used
/// every day. The page does the same (`emoji-recents.js`), by `emoji-recents.json`. JavaFX
/// application thread only.
public final class EmojiRecents {
  private static final List<String> USUAL = List.of("👍", "❤️", "😂", "🎉", "😮", "😢");

  /// What each later use of any leaves of an earlier one.
  private static final double FADING = 0.9;

  private static final int KEPT = 36;
  private static final int LIGHTEST = 0x1F3FB;
  private static final Pattern TONE = Pattern.compile("tone ([0-5])");
  private static final Pattern USE =
      Pattern.compile("(?!tone )(\\S+)(?: ([0-9]+(?:\\.[0-9]+)?(?:E-?[0-9]+)?))?");

  private record Use(String emoji, double weight) {}

  private final Consumer<String> keep;
  private final List<Use> used = new ArrayList<>();
  private final ObservableList<String> quick = FXCollections.observableArrayList();
  private final ObservableList<String> shownQuick = FXCollections.unmodifiableObservableList(quick);
  private int tone;

  /// @param kept what was kept last; empty at first
  /// @param keep keeps it
  public EmojiRecents(String kept, Consumer<String> keep) {
    this.keep = keep;
    kept.lines().forEach(this::read);
    quick.setAll(sixToOffer());
  }

  /// What all forms of an emoji have in common: in every skin tone, with and without variation.
  public static String untoned(String emoji) {
    StringBuilder untoned = new StringBuilder(emoji.length());
    for (int at = 0; at < emoji.length(); at += Character.charCount(emoji.codePointAt(at))) {
      int c = emoji.codePointAt(at);
      if (c != 0xFE0E && c != 0xFE0F && (c < LIGHTEST || c >= LIGHTEST + EmojiKind.TONES)) {
        untoned.appendCodePoint(c);
      }
    }
    return untoned.toString();
  }

  /// Before uses were counted, only emoji were kept, the last one first. What makes no sense is
  /// left out.
  private void read(String line) {
    Matcher chosen = TONE.matcher(line);
    Matcher use = USE.matcher(line);
    if (chosen.matches()) {
      tone = Integer.parseInt(chosen.group(1));
    } else if (use.matches()) {
      String weight = use.group(2);
      used.add(
          new Use(
              use.group(1),
              weight == null ? Math.pow(FADING, used.size()) : Double.parseDouble(weight)));
    }
  }

  private void changed() {
    keep.accept(
        Stream.concat(
                Stream.of("tone " + tone),
                used.stream().map(use -> use.emoji() + " " + use.weight()))
            .collect(Collectors.joining("\n")));
    List<String> six = sixToOffer();
    if (!six.equals(quick)) {
      quick.setAll(six);
    }
  }

  private List<String> sixToOffer() {
    List<String> known = used.stream().map(use -> untoned(use.emoji())).toList();
    return Stream.concat(
            used.stream().map(Use::emoji),
            USUAL.stream().filter(emoji -> !known.contains(untoned(emoji))).map(this::simplyInTone))
        .limit(USUAL.size())
        .toList();
  }

  /// Of one character, so that the list need not be read when a chat opens.
  private String simplyInTone(String emoji) {
    int character = emoji.codePointAt(0);
    return tone > 0
            && Character.isEmojiModifierBase(character)
            && Character.charCount(character) == emoji.length()
        ? emoji + Character.toString(LIGHTEST + tone - 1)
        : emoji;
  }

  /// The six to react with at once: the most used, and the usual ones while there are fewer.
  public ObservableList<String> quick() {
    return shownQuick;
  }

  /// Those used, the most used first, as they were last used.
  public List<String> list() {
    return used.stream().map(Use::emoji).toList();
  }

  /// The skin tone last chosen: 1 to 5 from light to dark, or 0 for none.
  public int tone() {
    return tone;
  }

  /// Counts a use.
  public void use(String emoji) {
    double before = 0;
    List<Use> all = new ArrayList<>();
    for (Use use : used) {
      if (untoned(use.emoji()).equals(untoned(emoji))) {
        before = use.weight();
      } else {
        all.add(new Use(use.emoji(), use.weight() * FADING));
      }
    }
    all.addFirst(new Use(emoji, before * FADING + 1));
    all.sort(Comparator.comparingDouble(Use::weight).reversed());
    used.clear();
    used.addAll(all.subList(0, Math.min(KEPT, all.size())));
    changed();
  }

  /// Chooses a skin tone, also for those used before.
  ///
  /// @param newTone 1 to 5, or 0 for none
  public void choose(int newTone) {
    tone = newTone;
    used.replaceAll(use ->
        new Use(
            Emoji.kind(use.emoji()).map(kind -> kind.toned(tone)).orElse(use.emoji()),
            use.weight()));
    changed();
  }
}
