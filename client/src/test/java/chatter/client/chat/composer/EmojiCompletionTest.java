package chatter.client.chat.composer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.composer.Completion.Insertion;
import chatter.client.chat.emoji.EmojiRecents;
import chatter.client.chat.emoji.EmojiSearch;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Emoji by their shortcodes, as they are typed.
class EmojiCompletionTest {
  private final EmojiRecents recents = new EmojiRecents("", _ -> {});
  private final EmojiCompletion completion = new EmojiCompletion(recents, EmojiSearch::shared);
  private String text = "";

  /// Types letter by letter at the end.
  ///
  /// @return what comes into the field with the last one
  private Optional<Insertion> type(String letters) {
    Optional<Insertion> last = Optional.empty();
    for (int i = 0; i < letters.length(); i++) {
      text += letters.charAt(i);
      last = completion.caretMoved(text, text.length());
    }
    return last;
  }

  @Test
  void twoLettersOfferAndOneIsTakenInTheSkinToneChosen() {
    recents.choose(2);
    type("Fine :t");
    assertFalse(completion.isOpen());
    type("hu");
    assertTrue(completion.isOpen());
    assertEquals("👍", completion.candidates().getFirst().emoji());
    assertEquals(":thumbsup:", completion.shortcodeOf(completion.candidates().getFirst()));
    assertEquals(new Insertion(5, 9, "👍🏼"), completion.accept(0));
    assertFalse(completion.isOpen());
    assertEquals("👍🏼", recents.list().getFirst(), "and is counted");
  }

  @Test
  void theSecondColonReplacesAShortcodeTypedWhole() {
    assertEquals(Optional.of(new Insertion(0, 6, "🎉")), type(":tada:"));
    text = "";
    assertEquals(Optional.empty(), type(":nosuchthing:"));
  }

  @Test
  void nothingIsReplacedOrOfferedWhereOneGoesPast() {
    String pasted = "a :tada: b :thu";
    assertEquals(Optional.empty(), completion.caretMoved(pasted, pasted.length()));
    assertFalse(completion.isOpen());
    assertEquals(Optional.empty(), completion.caretMoved(pasted, 8));
    assertEquals(Optional.empty(), completion.caretMoved(pasted, pasted.length()));
    assertFalse(completion.isOpen());
  }

  @Test
  void whatWasClosedStaysSoUntilTheNextColon() {
    type(":thu");
    completion.close();
    type("m");
    assertFalse(completion.isOpen());
    type(" :thu");
    assertTrue(completion.isOpen());
    completion.caretMoved(text, 1);
    assertFalse(completion.isOpen());
  }
}
