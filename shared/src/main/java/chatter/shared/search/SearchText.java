package chatter.shared.search;

import chatter.shared.text.Mentions;
import chatter.shared.text.PlainText;
import chatter.shared.text.TextTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/// What a message says, as it is searched: without its formatting, and without the names of those
/// it mentions, which may change; each is `@` and a placeholder. `@all` stays as it is.
///
/// @param plain the text
/// @param mentions whom it mentions, in their order
public record SearchText(String plain, List<Long> mentions) {
  /// Stands for a name. One that somebody typed is a blank here.
  private static final char NAME = '\uFFFC';

  private static final String NAME_TEXT = String.valueOf(NAME);

  private static final Pattern MAY_LINK = Pattern.compile("://|(?i:www\\.)|(?<!<)@");

  public SearchText {
    mentions = List.copyOf(mentions);
  }

  /// Reads a body.
  public static SearchText of(String body) {
    List<Long> mentions = new ArrayList<>();
    String clean = body.indexOf(NAME) < 0 ? body : body.replace(NAME, ' ');
    String plain =
        PlainText.of(
            clean,
            account -> {
              mentions.add(account);
              return NAME_TEXT;
            });
    return new SearchText(plain, mentions);
  }

  /// Where it mentions one of these accounts, with the `@`.
  List<Mark> mentionsOf(Set<Long> accounts) {
    List<Mark> found = new ArrayList<>();
    int at = -1;
    for (long account : mentions) {
      at = plain.indexOf(NAME, at + 1);
      if (accounts.contains(account)) {
        found.add(new Mark(at - 1, at + 1));
      }
    }
    return found;
  }

  /// Whether a body shows a link, as it is drawn.
  public static boolean hasLink(String body) {
    // Whatever `Links` takes for one has one of these in it. Mentions have a sign of their own.
    if (!MAY_LINK.matcher(body).find()) {
      return false;
    }
    AtomicBoolean found = new AtomicBoolean();
    TextTree.eachLines(
        TextTree.of(body),
        lines -> {
          if (lines.spans().stream().anyMatch(TextTree.Link.class::isInstance)) {
            found.setPlain(true);
          }
        });
    return found.getPlain();
  }

  /// As much of the text as a result shows, with names, round its first mark.
  ///
  /// @param marks in `plain`, ascending, none over another
  /// @param most code points, about
  /// @param name what an account is called now; null if that is not known
  public Excerpt excerpt(List<Mark> marks, int most, LongFunction<String> name) {
    int from = 0;
    int to = plain.length();
    if (plain.codePointCount(0, to) > most) {
      int first = marks.isEmpty() ? 0 : marks.getFirst().start();
      int before = Math.min(most / 4, plain.codePointCount(0, first));
      from = plain.offsetByCodePoints(first, -before);
      if (from > 0) {
        // From the beginning of a word, if there is one near.
        int blank = plain.indexOf(' ', from);
        from = blank >= 0 && blank < first ? blank + 1 : from;
      }
      int left = plain.codePointCount(from, to);
      if (left < most) {
        from =
            plain.offsetByCodePoints(from, -Math.min(most - left, plain.codePointCount(0, from)));
      }
      to = plain.offsetByCodePoints(from, Math.min(most, plain.codePointCount(from, to)));
    }
    return new Excerpts(name, marks).cut(from, to);
  }

  /// Puts an excerpt together.
  private final class Excerpts {
    private static final String MORE = "\u2026";

    private final LongFunction<String> name;
    private final List<Mark> marks;
    private final StringBuilder text = new StringBuilder();
    private final List<Mark> shown = new ArrayList<>();

    private Excerpts(LongFunction<String> name, List<Mark> marks) {
      this.name = name;
      this.marks = marks;
    }

    private Excerpt cut(int from, int to) {
      int mention = (int) plain.substring(0, from).chars().filter(c -> c == NAME).count();
      if (from > 0) {
        text.append(MORE);
      }
      int[] at = new int[to - from + 1];
      for (int i = from; i < to; i++) {
        at[i - from] = text.length();
        char c = plain.charAt(i);
        if (c == NAME && mention < mentions.size()) {
          text.append(Mentions.called(mentions.get(mention), name));
          mention++;
        } else {
          text.append(c);
        }
      }
      at[to - from] = text.length();
      for (Mark mark : marks) {
        int start = Math.max(mark.start(), from);
        int end = Math.min(mark.end(), to);
        if (start < end) {
          shown.add(new Mark(at[start - from], at[end - from]));
        }
      }
      if (to < plain.length()) {
        text.append(MORE);
      }
      return new Excerpt(text.toString(), shown);
    }
  }

  /// What a result shows.
  ///
  /// @param marks where in the text
  public record Excerpt(String text, List<Mark> marks) {
    public Excerpt {
      marks = List.copyOf(marks);
    }
  }
}
