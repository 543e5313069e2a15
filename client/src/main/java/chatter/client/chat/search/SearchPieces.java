package chatter.client.chat.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is typed to search by, piece by piece: only as far as the field helps to write it. What it
/// means is read by the server. The page does the same, by `search-pieces.json`.
final class SearchPieces {
  /// What can be said beside words, in the order in which it is offered.
  static final List<String> OPERATORS = List.of("from", "in", "has", "before", "after", "on");

  /// Those that ask for a day.
  static final List<String> DATES = List.of("before", "after", "on");

  /// What `has:` can ask for.
  static final List<String> KINDS = List.of("file", "picture", "link");

  private static final Pattern OPERATOR =
      Pattern.compile(
          "-?(" + String.join("|", OPERATORS) + "):(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private SearchPieces() {}

  /// A piece that asks for an operator.
  ///
  /// @param typed what is written of its value before the caret, without quotes
  /// @param from where its value begins
  /// @param to where it ends
  record Piece(String operator, String typed, int from, int to) {}

  /// What is written, and where the caret is in it.
  record Written(String text, int caret) {
    /// With the caret at the end.
    static Written atEnd(String text) {
      return new Written(text, text.length());
    }
  }

  private record Span(int from, int to) {
    String of(String text) {
      return text.substring(from, to);
    }
  }

  /// The piece with the caret in its value, if it asks for an operator.
  static Optional<Piece> at(String text, int caret) {
    return spans(text).stream()
        .filter(span -> span.from() <= caret && caret <= span.to())
        .findFirst()
        .flatMap(span -> {
          Matcher found = OPERATOR.matcher(span.of(text));
          if (!found.matches()) {
            return Optional.empty();
          }
          int from = span.to() - found.group(2).length();
          return caret < from
              ? Optional.empty()
              : Optional.of(
                  new Piece(
                      found.group(1).toLowerCase(Locale.ROOT),
                      text.substring(from, caret).replace("\"", ""),
                      from,
                      span.to()));
        });
  }

  /// The text with another value in a piece.
  static Written withValue(String text, Piece piece, String value) {
    boolean blank = value.isEmpty() || value.codePoints().anyMatch(c -> isBlank(c) || c == '"');
    String before = text.substring(0, piece.from()) + (blank ? "\"" + value + "\"" : value);
    String rest = text.substring(piece.to());
    boolean apart = !rest.isEmpty() && isBlank(rest.codePointAt(0));
    return new Written(before + (apart ? rest : " " + rest), before.length() + 1);
  }

  /// The text with an operator more, whose value is still to come.
  static Written withOperator(String text, String operator) {
    return Written.atEnd(apart(text) + operator + ":");
  }

  /// The text with a blank behind it, if something stands there.
  static String apart(String text) {
    return text.isEmpty() || isBlank(text.codePointBefore(text.length())) ? text : text + " ";
  }

  /// Whether one of the pieces says so.
  ///
  /// @param said a whole piece in small letters, as `has:file`
  static boolean says(String text, String said) {
    return spans(text).stream().anyMatch(span -> span.of(text).equalsIgnoreCase(said));
  }

  /// The text without those pieces.
  static String without(String text, String said) {
    StringBuilder rest = new StringBuilder(text);
    for (Span span : spans(text).reversed()) {
      if (span.of(text).equalsIgnoreCase(said)) {
        rest.delete(span.from(), span.to());
        if (span.from() < rest.length() && isBlank(rest.charAt(span.from()))) {
          rest.deleteCharAt(span.from());
        }
      }
    }
    return rest.toString().stripLeading();
  }

  /// Whether a name can be the value of an operator as it stands; one with a quote in it cannot.
  static boolean isSayable(String name) {
    return !name.isEmpty()
        && !name.contains("\"")
        && !name.startsWith("@")
        && !name.startsWith("#")
        && name.strip().equals(name);
  }

  /// What stands between blanks; a blank within quotes is none.
  private static List<Span> spans(String text) {
    List<Span> found = new ArrayList<>();
    int from = 0;
    boolean quoted = false;
    for (int at = 0; at <= text.length(); at++) {
      boolean end = at == text.length();
      if (!end && text.charAt(at) == '"') {
        quoted = !quoted;
      }
      if (end || (!quoted && isBlank(text.charAt(at)))) {
        if (at > from) {
          found.add(new Span(from, at));
        }
        from = at + 1;
      }
    }
    return found;
  }

  private static boolean isBlank(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0xFEFF;
  }
}
