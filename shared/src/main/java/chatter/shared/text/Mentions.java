package chatter.shared.text;

import chatter.shared.limits.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whom a message's text mentions: `<@7>` is account 7, `<@all>` everybody. Anything else that
/// looks like it is text. The page does the same (`mentions.js`), by `mentions.json`.
public final class Mentions {
  /// Stands for everybody where accounts are listed.
  public static final long ALL = 0;

  /// What stands for somebody whose name is not known.
  static final String UNKNOWN = "somebody";

  private static final String OPEN = "<@";
  static final Pattern MENTION = Pattern.compile("<@(all|[1-9][0-9]{0,14})>");

  /// What a text with a mention in code, or with none in spite of its looks, has.
  private static final Pattern HIDING = Pattern.compile("[`~\\\\]");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\x1c-\\x1f\\p{Z}\\ufeff]+");

  /// A preview shows so few characters that what comes later in a text does not matter; a long text
  /// need not be looked through.
  public static final int PREVIEW_OF = 25 * Limits.PREVIEW_CODE_POINTS;

  private Mentions() {}

  /// Those whom a text mentions, ascending, everybody as `ALL`: nobody in code, nor behind a
  /// backslash.
  public static NavigableSet<Long> in(String body) {
    NavigableSet<Long> mentioned = new TreeSet<>();
    if (body.contains(OPEN)) {
      if (HIDING.matcher(body).find()) {
        TextTree.eachLines(TextTree.of(body), lines -> collect(lines.spans(), mentioned));
      } else {
        for (Piece piece : pieces(body)) {
          if (piece.account != null) {
            mentioned.add(piece.account);
          }
        }
      }
    }
    return mentioned;
  }

  private static void collect(List<TextTree.Span> spans, NavigableSet<Long> to) {
    for (TextTree.Span span : spans) {
      if (span instanceof TextTree.Mention mention) {
        to.add(mention.account());
      } else if (span instanceof TextTree.Link link) {
        collect(link.shown(), to);
      }
    }
  }

  /// A text in pieces, in order: text between mentions, and mentions.
  public static List<Piece> pieces(String body) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    if (body.contains(OPEN)) {
      Matcher matcher = MENTION.matcher(body);
      while (matcher.find()) {
        if (matcher.start() > from) {
          pieces.add(new Piece(body.substring(from, matcher.start()), null));
        }
        pieces.add(new Piece(matcher.group(), account(matcher.group(1))));
        from = matcher.end();
      }
    }
    if (from < body.length()) {
      pieces.add(new Piece(body.substring(from), null));
    }
    return pieces;
  }

  /// Whom the inside of a mention means.
  static long account(String who) {
    return who.equals("all") ? ALL : Long.parseLong(who);
  }

  /// A text with names for its mentions, as it is copied and written on.
  ///
  /// @param name what an account is called now; null if that is not known, and then it is
  ///   `@somebody`
  public static String named(String body, LongFunction<String> name) {
    if (!body.contains(OPEN)) {
      return body;
    }
    StringBuilder named = new StringBuilder(body.length());
    for (Piece piece : pieces(body)) {
      if (piece.account == null) {
        named.append(piece.text);
      } else {
        named.append('@').append(piece.called(name));
      }
    }
    return named.toString();
  }

  /// What somebody who is mentioned is called.
  ///
  /// @param name as for `named`
  public static String called(long account, LongFunction<String> name) {
    String called = account == ALL ? "all" : name.apply(account);
    return called == null ? UNKNOWN : called;
  }

  /// As much of a text as a preview is made of.
  public static String beginning(String body) {
    return body.length() <= PREVIEW_OF
        ? body
        : body.substring(0, body.offsetByCodePoints(0, PREVIEW_OF / 2));
  }

  /// A text on one line of at most `Limits.PREVIEW_CODE_POINTS`, without its formatting, with names
  /// for its mentions and one space for whatever is blank.
  ///
  /// @param name as for `named`
  public static String preview(String body, LongFunction<String> name) {
    return oneLine(PlainText.of(beginning(body), name));
  }

  /// Words on one line of at most `Limits.PREVIEW_CODE_POINTS`, with one space for whatever is
  /// blank.
  public static String oneLine(String words) {
    String line = BLANKS.matcher(words).replaceAll(" ").strip();
    return Limits.codePoints(line) <= Limits.PREVIEW_CODE_POINTS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, Limits.PREVIEW_CODE_POINTS));
  }

  /// A piece of a text.
  ///
  /// @param text as it is written
  /// @param account whom it mentions; null if it is text
  public record Piece(String text, Long account) {
    /// What to write for whom it mentions, who may be unknown; null if it is text.
    ///
    /// @param name what an account is called; null if that is not known
    public String called(LongFunction<String> name) {
      return account == null ? null : Mentions.called(account, name);
    }
  }
}
