package chatter.client.chat.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.list.ListRow;
import chatter.client.chat.list.RowList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is selected while rows come and go.
class SelectionTest {
  /// A row whose text is its number, as `row 12`.
  private record Line(Object key, boolean stored) implements ListRow {
    @Override
    public Object kind() {
      return "line";
    }

    @Override
    public boolean content() {
      return true;
    }

    @Override
    public boolean live() {
      return false;
    }
  }

  private final RowList<Line> rows = new RowList<>();
  private int changes;
  private final Selection<Line> selection = new Selection<>(rows, Line::stored, () -> changes++);

  @BeforeEach
  void fill() {
    rows.addAll(lines(10, 20));
  }

  private static List<Line> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(key -> new Line(key, true)).toList();
  }

  private List<String> selected() {
    return selection.parts().stream()
        .map(part -> {
          String text = "row " + part.row().key();
          int end = Math.min(part.to(), text.length());
          return text.substring(Math.min(part.from(), end), end);
        })
        .toList();
  }

  @Test
  void aPartOfOneRowInBothDirections() {
    selection.start(12, 4, 4);
    assertTrue(selection.isEmpty());
    selection.extendTo(12, 6, 6);
    assertEquals(List.of("12"), selected());
    selection.extendTo(12, 0, 0);
    assertEquals(List.of("row "), selected());
    assertFalse(selection.isEmpty());
    assertEquals(0, selection.direction());
    assertEquals(3, changes);
  }

  @Test
  void rowsBetweenAreWhole() {
    selection.start(12, 4, 4);
    selection.extendTo(14, 3, 3);
    assertEquals(List.of("12", "row 13", "row"), selected());
    assertEquals(new Selection.Part<>(rows.get(3), 0, Selection.END), selection.parts().get(1));
    assertEquals(1, selection.direction());
    selection.extendTo(10, 4, 4);
    assertEquals(List.of("10", "row 11", "row "), selected());
    assertEquals(-1, selection.direction());
    assertEquals(12, selection.began());
  }

  @Test
  void theWordWhereItBeganStaysWhole() {
    selection.start(12, 4, 6);
    selection.extendTo(12, 0, 3);
    assertEquals(List.of("row 12"), selected());
    selection.extendTo(11, 4, Selection.END);
    assertEquals(List.of("11", "row 12"), selected());
    selection.extendTo(13, 0, 3);
    assertEquals(List.of("12", "row"), selected());
    selection.collapse();
    assertEquals(List.of("12"), selected());
  }

  @Test
  void onlyTheRowsBetweenHaveAPart() {
    selection.start(12, 4, 4);
    selection.extendTo(14, Selection.END, Selection.END);
    assertEquals(new Selection.Part<>(rows.get(1), 0, 0), selection.part(rows.get(1)));
    assertEquals(4, selection.part(rows.get(2)).from());
    assertEquals(Selection.END, selection.part(rows.get(2)).to());
    assertEquals(new Selection.Part<>(rows.get(4), 0, Selection.END), selection.part(rows.get(4)));
    assertEquals(new Selection.Part<>(rows.get(5), 0, 0), selection.part(rows.get(5)));
  }

  @Test
  void rowsThatComeBetweenAreSelected() {
    selection.start(12, 4, 4);
    selection.extendTo(13, 3, 3);
    rows.add(3, new Line("pending", false));
    assertEquals(List.of("12", "row pending", "row"), selected());
    rows.addAll(0, lines(0, 10));
    assertEquals(List.of("12", "row pending", "row"), selected());
  }

  @Test
  void itGoesOnInRowsThatWereFetchedSince() {
    selection.start(11, 0, 0);
    rows.addAll(0, lines(0, 10));
    selection.extendTo(8, 4, 4);
    assertEquals(List.of("8", "row 9", "row 10", ""), selected());
  }

  @Test
  void whatTheListForgetsAtItsEndsIsStillSelected() {
    selection.start(18, 4, 4);
    selection.extendTo(11, 4, 4);
    rows.splice(0, 3, List.of());
    rows.splice(3, 7, List.of());
    List<String> all =
        List.of("11", "row 12", "row 13", "row 14", "row 15", "row 16", "row 17", "row ");
    assertEquals(all, selected());
    // Further pages are forgotten in turns, while one goes on.
    rows.splice(2, 3, List.of());
    assertEquals(all, selected());
    rows.addAll(lines(15, 20));
    assertEquals(all, selected());
    rows.addAll(0, lines(10, 13));
    assertEquals(all, selected());
    selection.extendTo(10, 0, 0);
    assertEquals("row 10", selected().getFirst());
    selection.extendTo(19, 3, 3);
    assertEquals(List.of("18", "row"), selected());
  }

  @Test
  void whatIsForgottenWhileItIsNotSelectedIsNot() {
    selection.start(12, 0, 0);
    selection.extendTo(15, 3, 3);
    rows.splice(0, 4, List.of());
    selection.extendTo(14, 3, 3);
    assertEquals(List.of("row 12", "row 13", "row"), selected());
    rows.splice(3, 6, List.of());
    rows.addAll(0, lines(2, 14));
    selection.extendTo(10, 0, 0);
    assertEquals(List.of("row 10", "row 11", ""), selected());
  }

  @Test
  void nothingIsSelectedOnceNoneOfItIsInTheList() {
    selection.start(12, 0, 0);
    selection.extendTo(13, 3, 3);
    changes = 0;
    rows.splice(0, 4, List.of());
    assertNull(selection.began());
    assertNull(selection.moving(true));
    assertTrue(selection.isEmpty());
    assertEquals(1, changes);
    rows.addAll(0, lines(10, 14));
    assertEquals(List.of(), selected());
    assertEquals(1, changes, "the list is not watched any more");
  }

  @Test
  void whatIsGoneForGoodIsNotSelectedAnyMore() {
    rows.addAll(List.of(new Line("failed", false), new Line("pending", false)));
    selection.start(18, 4, 4);
    selection.extendTo("pending", 3, 3);
    assertEquals(List.of("18", "row 19", "row failed", "row"), selected());
    rows.remove(10);
    assertEquals(List.of("18", "row 19", "row"), selected());
    rows.remove(10);
    assertEquals(List.of("18", "row 19"), selected());
    assertEquals(new Selection.Place(19, Selection.END), selection.moving(true));
  }

  @Test
  void aRowThatChangesOrIsStoredElsewhereStaysSelected() {
    rows.add(new Line("pending", false));
    selection.start("pending", 0, 0);
    selection.extendTo("pending", Selection.END, Selection.END);
    rows.splice(10, 11, List.of(new Line(20, true), new Line("pending", true)));
    assertEquals(List.of("row pending"), selected());
    assertTrue(selection.parts().getFirst().row().stored());
  }

  @Test
  void clearingForgetsAllAndWatchesNothing() {
    selection.start(12, 0, 0);
    selection.extendTo(13, 3, 3);
    selection.clear();
    assertEquals(List.of(), selected());
    changes = 0;
    rows.addAll(lines(20, 22));
    selection.extendTo(15, 0, 0);
    selection.collapse();
    selection.clear();
    assertEquals(0, changes);
    assertEquals(0, selection.direction());
  }
}
