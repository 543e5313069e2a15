package chatter.shared.api;

import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.search.Mark;
import chatter.shared.search.SearchText;
import chatter.shared.search.TermMatch;
import chatter.shared.search.TermMatch.FileMarks;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;

/// A message that was found.
///
/// @param row the message as it stands now
/// @param text what it says, without formatting and with names for mentions; a part of it round the
///   first place if it is long
/// @param marks where in `text`
/// @param files where in the names of its files; only those that have some
public record SearchHit(
    long conversation, MessagePosted row, String text, List<Mark> marks, List<FileMarks> files) {
  /// How many code points of a text a result shows, about.
  private static final int EXCERPT = 200;

  public SearchHit {
    Objects.requireNonNull(row, "row is missing");
    Objects.requireNonNull(text, "text is missing");
    marks = List.copyOf(marks);
    files = List.copyOf(files);
  }

  /// A message in which everything was found.
  ///
  /// @param name what an account is called now; null if that is not known
  public static SearchHit of(MessagePosted row, TermMatch match, LongFunction<String> name) {
    SearchText.Excerpt excerpt = match.text().excerpt(match.marks(), EXCERPT, name);
    return new SearchHit(row.conversation(), row, excerpt.text(), excerpt.marks(), match.files());
  }
}
