package chatter.shared.search;

import java.util.Locale;

/// A query that cannot be carried out as it was written.
public final class SearchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String piece;
  private final int start;
  private final int end;

  /// @param piece of the query that is meant; empty for all of it
  /// @param start of the piece in the query, in UTF-16 units
  /// @param end behind it
  public SearchException(Reason reason, String piece, int start, int end) {
    super(reason.words(piece));
    this.reason = reason;
    this.piece = piece;
    this.start = start;
    this.end = end;
  }

  public Reason reason() {
    return reason;
  }

  /// The piece of the query that is meant, as it was written; empty for all of it.
  public String piece() {
    return piece;
  }

  /// Where the piece begins in the query, in UTF-16 units.
  public int start() {
    return start;
  }

  /// Where it ends.
  public int end() {
    return end;
  }

  /// What is wrong.
  public enum Reason {
    /// No word and no filter.
    EMPTY("Say what to look for."),
    /// Longer than `SearchQuery.LONGEST`.
    TOO_LONG("What is sought has at most " + SearchQuery.LONGEST + " characters."),
    /// More words or filters than `SearchQuery.MOST`.
    TOO_MANY("What is sought has at most " + SearchQuery.MOST + " words and filters."),
    /// An operator without a value.
    NO_VALUE("%s needs a value."),
    /// Nothing of the kind can be had.
    BAD_KIND("%s is not known; there are has:file, has:picture and has:link."),
    /// No such day, or not written as one.
    BAD_DAY("%s is no day; write it as 2026-03-31."),
    /// An id that is no number.
    BAD_ID("%s is no id; it is a number."),
    /// Nobody of that name, or with that id.
    UNKNOWN_PERSON("%s: there is nobody of that name."),
    /// Nothing that the searcher is in.
    UNKNOWN_CONVERSATION("%s: you are in no conversation of that title.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    private String words(String piece) {
      return sentence.replace("%s", piece);
    }

    /// As the shared examples have it: the name in lower case.
    public String exampleName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
