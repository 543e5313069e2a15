package chatter.client.chat.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.ChatScreen;
import chatter.client.ui.Fx;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import java.util.ArrayList;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

/// What is typed into the field for a reaction.
class ReactionPickerTest {
  private final List<String> chosen = new ArrayList<>();

  /// Types it and presses Enter.
  ///
  /// @return what the picker complains of
  private String type(String typed) {
    return Fx.call(() -> {
      ReactionPicker picker =
          new ReactionPicker(List.of(), Texts.of(ChatScreen.class), new EmojiImages(), chosen::add);
      TextField field = (TextField) picker.lookup("#reactionField");
      field.setText(typed);
      field.fireEvent(new ActionEvent());
      return ((Label) picker.lookup(".status")).getText();
    });
  }

  @Test
  void aBareHeartIsTheSameReactionAsTheOneOffered() {
    assertEquals("", type("\u2764"));
    assertEquals("", type(" \u2764\uFE0F "));
    assertEquals(List.of("\u2764\uFE0F", "\u2764\uFE0F"), chosen);
  }

  @Test
  void wordsAndSeveralEmojiAreNoReaction() {
    for (String typed : List.of("", "yes", "👍👍", "👍 yes")) {
      assertEquals("That is not one emoji.", type(typed), typed);
    }
    assertEquals(List.of(), chosen);
  }
}
