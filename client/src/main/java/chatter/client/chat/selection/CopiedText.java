package chatter.client.chat.selection;

import chatter.shared.text.Direction;
import java.time.LocalDate;
import java.util.List;

/// What is copied of messages: of one person what was written, of several with a line before that
/// says who and when. The page does the same, by `copying.json`.
public final class CopiedText {
  private CopiedText() {}

  /// What is copied of a message.
  ///
  /// @param person the number of who wrote it
  /// @param name what that one is called
  /// @param day the reader's day on which it was said
  /// @param time when on that day
  /// @param dayAndTime both
  /// @param text as it was written; blank if nothing of it is copied
  public record Piece(
      long person, String name, LocalDate day, String time, String dayAndTime, String text) {
    private boolean follows(Piece before) {
      return before.person == person && before.day.equals(day);
    }
  }

  /// Puts together what is copied of messages, from the top.
  public static String of(List<Piece> pieces) {
    List<Piece> said = pieces.stream().filter(piece -> !piece.text().isBlank()).toList();
    boolean named = said.stream().anyMatch(piece -> !piece.follows(said.getFirst()));
    boolean dated = said.stream().anyMatch(piece -> !piece.day().equals(said.getFirst().day()));
    StringBuilder copied = new StringBuilder();
    Piece before = null;
    for (Piece piece : said) {
      if (before != null) {
        copied.append('\n');
      }
      if (named && (before == null || !piece.follows(before))) {
        copied.append(before == null ? "" : "\n");
        copied.append(Direction.isolated(piece.name())).append(", ");
        copied.append(dated ? piece.dayAndTime() : piece.time()).append('\n');
      }
      copied.append(piece.text());
      before = piece;
    }
    return copied.toString();
  }
}
