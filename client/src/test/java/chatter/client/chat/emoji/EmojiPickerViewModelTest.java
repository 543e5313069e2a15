package chatter.client.chat.emoji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.emoji.EmojiPickerViewModel.Choice;
import chatter.client.chat.emoji.EmojiPickerViewModel.Line;
import chatter.client.chat.emoji.EmojiPickerViewModel.Place;
import chatter.client.chat.emoji.EmojiPickerViewModel.Step;
import chatter.shared.text.Emoji;
import chatter.shared.text.EmojiKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the picker of emoji offers, and how one goes through it.
class EmojiPickerViewModelTest {
  private final EmojiRecents recents = new EmojiRecents("", _ -> {});
  private final EmojiPickerViewModel picker =
      new EmojiPickerViewModel(recents, EmojiSearch::shared);

  private List<String> row(int line) {
    return ((Line.Row) picker.lines().get(line)).choices().stream().map(Choice::emoji).toList();
  }

  private void step(Step... steps) {
    for (Step step : steps) {
      assertTrue(picker.step(step), step.toString());
    }
  }

  @Test
  void thoseUsedMostComeFirstAndThenAllByCategory() {
    recents.use("🚀");
    EmojiPickerViewModel opened = new EmojiPickerViewModel(recents, EmojiSearch::shared);
    List<EmojiKind.Category> headings = new ArrayList<>();
    List<EmojiKind> kinds = new ArrayList<>();
    for (Line line : opened.lines()) {
      switch (line) {
        case Line.Heading(EmojiKind.Category category) -> headings.add(category);
        case Line.Row row -> {
          if (headings.size() > 1) {
            row.choices().forEach(choice -> kinds.add(choice.kind()));
          }
        }
      }
    }
    assertNull(headings.getFirst());
    assertEquals(List.of(EmojiKind.Category.values()), headings.subList(1, headings.size()));
    assertEquals(Emoji.kinds(), kinds);
    assertEquals(
        List.of("🚀", "👍", "❤️", "😂", "🎉", "😮"),
        ((Line.Row) opened.lines().get(1)).choices().stream().map(Choice::emoji).toList());
    assertEquals("🚀", opened.chosen().emoji());
  }

  @Test
  void whatIsTypedFindsAndTheFirstFoundWouldBeTaken() {
    picker.find("thumbs");
    assertEquals("👍", picker.chosen().emoji());
    assertTrue(row(0).contains("👎"));
    assertEquals(-1, picker.headingOf(EmojiKind.Category.FOOD));
    picker.find(" ");
    assertEquals(0, picker.headingOf(null));
    picker.find("nothing is called so");
    assertTrue(picker.nothingFound());
    assertNull(picker.chosen());
    assertFalse(picker.step(Step.DOWN));
  }

  @Test
  void onePastedIsMeantInItsSkinTone() {
    picker.find("👍🏿");
    assertEquals("👍🏿", picker.chosen().emoji());
    picker.find("\u2764");
    assertEquals("\u2764\uFE0F", picker.chosen().emoji());
  }

  @Test
  void aSkinToneIsForAllAndRemembered() {
    picker.find("wave");
    picker.step(Step.RIGHT);
    Place before = picker.chosenProperty().get();
    picker.setTone(3);
    assertEquals(before, picker.chosenProperty().get());
    assertEquals("👋🏽", row(0).getFirst());
    picker.find("");
    assertEquals("👍🏽", picker.chosen().emoji(), "of those used most too");
    assertEquals(3, recents.tone());
    assertEquals(3, new EmojiPickerViewModel(recents, EmojiSearch::shared).tone());
  }

  @Test
  void arrowsGoFromLineToLinePastTheNames() {
    assertEquals(new Place(1, 0), picker.chosenProperty().get());
    assertFalse(picker.step(Step.LEFT));
    assertFalse(picker.step(Step.UP));
    step(Step.RIGHT, Step.RIGHT, Step.RIGHT, Step.RIGHT, Step.RIGHT);
    step(Step.RIGHT);
    assertEquals(new Place(3, 0), picker.chosenProperty().get(), "past the name of the smileys");
    step(Step.LEFT);
    assertEquals(new Place(1, 5), picker.chosenProperty().get());
    step(Step.DOWN, Step.RIGHT, Step.RIGHT);
    assertEquals(new Place(3, 7), picker.chosenProperty().get());
    step(Step.UP);
    assertEquals(new Place(1, 5), picker.chosenProperty().get(), "the last of a shorter line");
  }

  @Test
  void pagesAreCategories() {
    int food = picker.headingOf(EmojiKind.Category.FOOD);
    step(Step.SECTION_ON, Step.SECTION_ON, Step.SECTION_ON, Step.SECTION_ON);
    assertEquals(new Place(food + 1, 0), picker.chosenProperty().get());
    assertEquals(EmojiKind.Category.FOOD, picker.categoryOf(food + 1));
    step(Step.DOWN, Step.RIGHT, Step.SECTION_BACK);
    assertEquals(new Place(food + 1, 0), picker.chosenProperty().get(), "its beginning");
    step(Step.SECTION_BACK);
    assertEquals(
        EmojiKind.Category.NATURE, picker.categoryOf(picker.chosenProperty().get().line()));
    for (EmojiKind.Category category : EmojiKind.Category.values()) {
      picker.step(Step.SECTION_ON);
      assertTrue(picker.chosen() != null, category.toString());
    }
    assertEquals(EmojiKind.Category.FLAGS, picker.chosen().kind().category());
    assertFalse(picker.step(Step.SECTION_ON));
  }

  @Test
  void theSkinToneOfWhatIsFoundIsTheChosenOne() {
    picker.setTone(5);
    picker.find("raised hand");
    assertEquals(
        List.of(),
        row(0).stream()
            .filter(emoji -> Emoji.kind(emoji).orElseThrow().hasTones())
            .filter(emoji -> !emoji.contains("🏿"))
            .collect(Collectors.toList()));
  }
}
