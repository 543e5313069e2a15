package chatter.client.ui.emoji;

import chatter.shared.text.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.text.Text;

/// Words as the texts of a `TextFlow`. Inside a run from right to left JavaFX puts what it draws
/// with different fonts in the wrong order, so letters of such scripts, which our font does not
/// have, are texts of their own beside what it has.
public final class BidiText {
  private static final String RIGHT_TO_LEFT =
      "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\x{10800}-\\x{10fff}\\x{1e800}-\\x{1efff}";

  private static final Pattern ONE_FONT =
      Pattern.compile("[" + RIGHT_TO_LEFT + "]+|[^" + RIGHT_TO_LEFT + "]+");

  private BidiText() {}

  public static List<Text> of(String words) {
    return pieces(words).stream().map(Text::new).toList();
  }

  /// The words that are to be texts of their own.
  public static List<String> pieces(String words) {
    if (!Direction.turns(words)) {
      return List.of(words);
    }
    List<String> pieces = new ArrayList<>();
    Matcher one = ONE_FONT.matcher(words);
    while (one.find()) {
      pieces.add(one.group());
    }
    return pieces;
  }
}
