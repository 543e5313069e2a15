package chatter.shared.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What somebody looks for, as it was read from what they typed: words, `"phrases"`, both with a
/// minus before them for what must not be there, and operators, `from:` `in:` `has:` `before:`
/// `after:` `on:`. What only looks like an operator is a word, and quotation marks that are not
/// closed end with the text.
///
/// @param terms words and phrases, each once
/// @param filters what operators say
public record SearchQuery(List<Term> terms, List<Filter> filters) {
  /// So long may what is typed be, in UTF-16 units.
  public static final int LONGEST = 10_000;

  /// So many terms and filters may there be together.
  public static final int MOST = 200;

  /// No day is written with more digits.
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private static final Pattern OPERATOR =
      Pattern.compile("(from|in|has|before|after|on):", Pattern.CASE_INSENSITIVE);

  public SearchQuery {
    terms = List.copyOf(terms);
    filters = List.copyOf(filters);
  }

  /// Reads what was typed. Whether there is such a person or room is not looked at.
  ///
  /// @throws SearchException with the piece that cannot be read
  public static SearchQuery of(String typed) {
    if (typed.length() > LONGEST) {
      throw new SearchException(SearchException.Reason.TOO_LONG, "", 0, typed.length());
    }
    return new Reader(typed).read();
  }

  /// Whether there is nothing in it, so that it would find everything.
  public boolean isEmpty() {
    return terms.isEmpty() && filters.isEmpty();
  }

  /// The same and what another says: both must be true.
  ///
  /// @throws SearchException if that is too much
  public SearchQuery and(SearchQuery other) {
    Set<Term> allTerms = new LinkedHashSet<>(terms);
    allTerms.addAll(other.terms);
    Set<Filter> allFilters = new LinkedHashSet<>(filters);
    allFilters.addAll(other.filters);
    if (allTerms.size() + allFilters.size() > MOST) {
      throw new SearchException(SearchException.Reason.TOO_MANY, "", 0, 0);
    }
    return new SearchQuery(List.copyOf(allTerms), List.copyOf(allFilters));
  }

  /// The same with those whom each `@name` may mention: whose names begin so.
  ///
  /// @param people what everybody is called; asked only if there is an `@name`
  public SearchQuery mentioning(Supplier<Map<Long, String>> people) {
    if (terms.stream().noneMatch(Term::mayMention)) {
      return this;
    }
    Map<Long, String> names = new HashMap<>();
    people.get().forEach((id, name) -> names.put(id, FoldedText.fold(name)));
    return new SearchQuery(terms.stream().map(term -> term.mentioning(names)).toList(), filters);
  }

  /// Something to be found in the text, or in the name of a file.
  ///
  /// @param text folded, never empty; found anywhere, inside of words too
  /// @param without whether it must not be there
  /// @param mentioned accounts; a mention of one of them is as good as the text
  public record Term(String text, boolean without, Set<Long> mentioned) {
    /// A single letter begins too many names.
    private static final int SHORTEST_NAME = 2;

    public Term {
      mentioned = Set.copyOf(mentioned);
    }

    /// One that no mention is meant by.
    public Term(String text, boolean without) {
      this(text, without, Set.of());
    }

    private boolean mayMention() {
      return text.startsWith("@") && text.length() > SHORTEST_NAME;
    }

    private Term mentioning(Map<Long, String> names) {
      if (!mayMention()) {
        return this;
      }
      String sought = text.substring(1);
      return new Term(
          text,
          without,
          names.entrySet().stream()
              .filter(one -> one.getValue().startsWith(sought))
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet()));
    }
  }

  /// What is said of a message besides its text.
  public sealed interface Filter {
    /// Whether it must not be so.
    boolean without();

    /// As it was written, for who is told what is wrong with it.
    Source source();
  }

  /// By somebody.
  ///
  /// @param name as it was written; null if it was an id
  /// @param account 0 if it was a name
  public record From(String name, long account, boolean without, Source source) implements Filter {}

  /// In a conversation.
  ///
  /// @param title as it was written; null if it was an id
  /// @param conversation 0 if it was a title
  public record In(String title, long conversation, boolean without, Source source)
      implements Filter {}

  /// With something beside words.
  public record Has(Kind kind, boolean without, Source source) implements Filter {}

  /// At a time, by days.
  public record When(Side side, LocalDate day, boolean without, Source source) implements Filter {}

  /// Where a filter stands in what was typed. Two that say the same elsewhere are the same.
  ///
  /// @param piece as it was written
  public record Source(String piece, int start, int end) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Source;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /// What a message may have.
  public enum Kind {
    /// Any file, pictures too.
    FILE,
    /// A file that is shown as a picture.
    PICTURE,
    /// A link in its text.
    LINK;

    /// The kind of that name.
    public static Optional<Kind> named(String name) {
      for (Kind kind : values()) {
        if (kind.name().equalsIgnoreCase(name)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /// On which side of a day.
  public enum Side {
    /// Before the day begins.
    BEFORE,
    /// After the day ends.
    AFTER,
    /// On the day.
    ON
  }

  /// Reads one operator.
  ///
  /// @param operator its name, e.g. `from`
  /// @param value what stands behind it
  /// @throws SearchException if it is none, or nothing can have that value
  public static Filter filter(String operator, String value, boolean without, Source source) {
    String bare = value.strip();
    if (bare.isEmpty()) {
      throw refused(SearchException.Reason.NO_VALUE, source);
    }
    return switch (operator.toLowerCase(Locale.ROOT)) {
      case "from" ->
          bare.startsWith("@")
              ? new From(null, id(bare, source), without, source)
              : new From(bare, 0, without, source);
      case "in" ->
          bare.startsWith("#")
              ? new In(null, id(bare, source), without, source)
              : new In(bare, 0, without, source);
      case "has" ->
          new Has(
              Kind.named(bare).orElseThrow(() -> refused(SearchException.Reason.BAD_KIND, source)),
              without,
              source);
      case "before" -> new When(Side.BEFORE, day(bare, source), without, source);
      case "after" -> new When(Side.AFTER, day(bare, source), without, source);
      case "on" -> new When(Side.ON, day(bare, source), without, source);
      default -> throw new IllegalArgumentException("there is no operator " + operator);
    };
  }

  private static long id(String value, Source source) {
    String number = value.substring(1);
    if (!ID.matcher(number).matches() || Long.parseLong(number) == 0) {
      throw refused(SearchException.Reason.BAD_ID, source);
    }
    return Long.parseLong(number);
  }

  private static LocalDate day(String value, Source source) {
    if (!DAY.matcher(value).matches()) {
      throw refused(SearchException.Reason.BAD_DAY, source);
    }
    try {
      return LocalDate.parse(value);
    } catch (DateTimeException e) {
      throw refused(SearchException.Reason.BAD_DAY, source);
    }
  }

  private static SearchException refused(SearchException.Reason reason, Source source) {
    return new SearchException(reason, source.piece(), source.start(), source.end());
  }

  /// Goes through what was typed.
  private static final class Reader {
    private final String typed;
    private final Matcher operators;
    private final Set<Term> terms = new LinkedHashSet<>();
    private final Set<Filter> filters = new LinkedHashSet<>();
    private int at;

    private Reader(String typed) {
      this.typed = typed;
      this.operators = OPERATOR.matcher(typed);
    }

    private SearchQuery read() {
      while (skipBlanks()) {
        int start = at;
        boolean without = typed.charAt(at) == '-' && isMinus();
        if (without) {
          at++;
        }
        if (isQuote(typed.charAt(at))) {
          add(quoted(), without);
        } else if (operators.region(at, typed.length()).lookingAt()) {
          String operator = operators.group(1);
          at = operators.end();
          String value = at < typed.length() && isQuote(typed.charAt(at)) ? quoted() : word();
          Source source = new Source(typed.substring(start, at), start, at);
          filters.add(filter(operator, value, without, source));
        } else {
          add(word(), without);
        }
        if (terms.size() + filters.size() > MOST) {
          throw new SearchException(SearchException.Reason.TOO_MANY, "", 0, typed.length());
        }
      }
      return new SearchQuery(new ArrayList<>(terms), new ArrayList<>(filters));
    }

    private void add(String text, boolean without) {
      String folded = FoldedText.fold(text);
      if (!folded.isEmpty()) {
        terms.add(new Term(folded, without));
      }
    }

    private boolean skipBlanks() {
      while (at < typed.length() && isBlank(typed.codePointAt(at))) {
        at += Character.charCount(typed.codePointAt(at));
      }
      return at < typed.length();
    }

    /// Whether the minus here stands before something that can be left out; `->` and `--` are
    /// looked for as they are.
    private boolean isMinus() {
      for (int i = at + 1; i < typed.length() && !isBlank(typed.codePointAt(i)); ) {
        int next = typed.codePointAt(i);
        if (i == at + 1 && isQuote(next)) {
          return true;
        }
        if (!isPunctuation(next)) {
          return true;
        }
        i += Character.charCount(next);
      }
      return false;
    }

    private String quoted() {
      int start = ++at;
      while (at < typed.length() && !isQuote(typed.charAt(at))) {
        at++;
      }
      String text = typed.substring(start, at);
      at = Math.min(at + 1, typed.length());
      return text;
    }

    private String word() {
      int start = at;
      while (at < typed.length() && !isBlank(typed.codePointAt(at))) {
        at += Character.charCount(typed.codePointAt(at));
      }
      return typed.substring(start, at);
    }

    private static boolean isBlank(int character) {
      return Character.isWhitespace(character)
          || Character.isSpaceChar(character)
          || Character.isISOControl(character);
    }

    private static boolean isQuote(int character) {
      return character == '"'
          || character == '\u201C'
          || character == '\u201D'
          || character == '\u201E';
    }

    private static boolean isPunctuation(int character) {
      if (character < 0x80) {
        return !Character.isLetterOrDigit(character);
      }
      return switch (Character.getType(character)) {
        case Character.CONNECTOR_PUNCTUATION,
            Character.DASH_PUNCTUATION,
            Character.START_PUNCTUATION,
            Character.END_PUNCTUATION,
            Character.INITIAL_QUOTE_PUNCTUATION,
            Character.FINAL_QUOTE_PUNCTUATION,
            Character.OTHER_PUNCTUATION ->
            true;
        default -> false;
      };
    }
  }
}
