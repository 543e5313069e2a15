package chatter.client.chat.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where the arrow keys go in a text.
class TextStepsTest {
  private static List<Integer> there(String text, boolean word) {
    List<Integer> places = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      at = TextSteps.after(text, at, word);
      places.add(at);
    }
    return places;
  }

  private static List<Integer> back(String text, boolean word) {
    List<Integer> places = new ArrayList<>();
    for (int at = text.length(); at > 0; ) {
      at = TextSteps.before(text, at, word);
      places.add(at);
    }
    return places;
  }

  @Test
  void charactersAreWhole() {
    // A letter with an accent of its own, a family, a flag, a line break.
    String text =
        "e\u0301\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\ud83c\udde9\ud83c\uddea\nx";
    assertEquals(List.of(2, 10, 14, 15, 16), there(text, false));
    assertEquals(List.of(15, 14, 10, 2, 0), back(text, false));
  }

  @Test
  void wordsGoToTheirEndAndBackToTheirBeginning() {
    String text = "one, two\n\n(three) ";
    assertEquals(List.of(3, 8, 16, 18), there(text, true));
    assertEquals(List.of(11, 5, 0), back(text, true));
  }

  @Test
  void whatHasNoWordsIsPassedAtOnce() {
    assertEquals(List.of(4), there("?! )", true));
    assertEquals(List.of(0), back("?! )", true));
  }
}
