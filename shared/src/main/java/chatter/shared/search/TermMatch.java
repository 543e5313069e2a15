package chatter.shared.search;

import chatter.shared.search.SearchQuery.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Where the terms of a query stand in one message.
///
/// @param text what it says
/// @param marks in `text.plain()`, ascending, none over another
/// @param files the names of files that have some
public record TermMatch(SearchText text, List<Mark> marks, List<FileMarks> files) {
  /// No result shows more.
  private static final int MOST_MARKS = 100;

  public TermMatch {
    marks = List.copyOf(marks);
    files = List.copyOf(files);
  }

  /// Looks for all terms; empty if one is missing, or one is there that must not be.
  public static Optional<TermMatch> of(List<Term> terms, String body, List<String> files) {
    SearchText text = SearchText.of(body);
    String folded = FoldedText.fold(text.plain());
    List<String> names = files.stream().map(FoldedText::fold).toList();
    for (Term term : terms) {
      boolean there =
          folded.contains(term.text())
              || names.stream().anyMatch(n -> n.contains(term.text()))
              || text.mentions().stream().anyMatch(term.mentioned()::contains);
      if (there == term.without()) {
        return Optional.empty();
      }
    }
    List<FileMarks> inFiles = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      List<Mark> found = apart(marks(terms, files.get(i)));
      if (!found.isEmpty()) {
        inFiles.add(new FileMarks(i, found));
      }
    }
    List<Mark> inText = marks(terms, text.plain());
    for (Term term : terms) {
      if (!term.without()) {
        inText.addAll(text.mentionsOf(term.mentioned()));
      }
    }
    return Optional.of(new TermMatch(text, apart(inText), inFiles));
  }

  private static List<Mark> marks(List<Term> terms, String text) {
    FoldedText folded = FoldedText.of(text);
    List<Mark> found = new ArrayList<>();
    for (Term term : terms) {
      int count = 0;
      for (int at = term.without() ? -1 : folded.text().indexOf(term.text());
          at >= 0 && count < MOST_MARKS;
          at = folded.text().indexOf(term.text(), at + term.text().length())) {
        found.add(folded.source(at, at + term.text().length()));
        count++;
      }
    }
    return found;
  }

  /// In their order, and those that stand over each other as one.
  private static List<Mark> apart(List<Mark> found) {
    found.sort(Comparator.comparingInt(Mark::start).thenComparingInt(Mark::end));
    List<Mark> apart = new ArrayList<>();
    for (Mark mark : found) {
      if (!apart.isEmpty() && mark.start() < apart.getLast().end()) {
        Mark last = apart.removeLast();
        apart.add(new Mark(last.start(), Math.max(last.end(), mark.end())));
      } else if (apart.size() < MOST_MARKS) {
        apart.add(mark);
      }
    }
    return apart;
  }

  /// Places in the name of a file.
  ///
  /// @param index which file of the message
  public record FileMarks(int index, List<Mark> marks) {
    public FileMarks {
      marks = List.copyOf(marks);
    }
  }
}
