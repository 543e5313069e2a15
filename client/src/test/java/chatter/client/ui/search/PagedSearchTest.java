package chatter.client.ui.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.search.PagedSearch.Page;
import chatter.client.ui.search.PagedSearch.State;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Looking for people page by page, whenever the answers come.
class PagedSearchTest {
  private record Asked(
      String query, Long after, Consumer<Page<String>> good, Consumer<String> failed) {
    void answer(Long next, String... found) {
      good.accept(new Page<>(List.of(found), next));
    }
  }

  private final List<Asked> asked = new ArrayList<>();
  private final PagedSearch<String> search =
      new PagedSearch<>(
          (query, after, good, failed) -> asked.add(new Asked(query, after, good, failed)));

  private State<String> state() {
    return search.stateProperty().get();
  }

  @Test
  void itGoesOnWhereTheLastPageEndedOnePageAtATime() {
    search.search("");
    assertTrue(state().loading());
    asked.get(0).answer(50L, "a", "b");
    search.more();
    search.more();
    assertEquals(2, asked.size());
    assertEquals(50L, asked.get(1).after());
    asked.get(1).answer(null, "c");
    assertEquals(List.of("a", "b", "c"), state().found());
    assertFalse(state().more());
    search.more();
    assertEquals(2, asked.size());
  }

  @Test
  void onlyTheLastAnswerIsShownWhateverComesLast() {
    search.search("");
    asked.get(0).answer(50L, "a");
    search.more();
    search.search("x");
    search.search("xy");
    asked.get(3).answer(null, "xylo");
    asked.get(2).answer(60L, "xaver");
    asked.get(1).answer(90L, "b");
    asked.get(2).failed().accept("late");
    assertEquals(new State<>("xy", List.of("xylo"), true, false, false, ""), state());
  }

  @Test
  void whatIsSoughtStaysSoughtWhenItFails() {
    search.search("");
    asked.get(0).answer(null, "a");
    search.search("x");
    asked.get(1).failed().accept("away");
    assertEquals(new State<>("x", List.of(), false, false, false, "away"), state());
    search.retry();
    assertEquals("x", asked.get(2).query());
    asked.get(2).answer(null, "xaver");
    assertEquals(new State<>("x", List.of("xaver"), true, false, false, ""), state());
  }

  @Test
  void thePagesThatAreThereStayWhenTheNextOneFails() {
    search.search("");
    asked.get(0).answer(50L, "a");
    search.more();
    asked.get(1).failed().accept("away");
    assertEquals(new State<>("", List.of("a"), true, true, false, "away"), state());
    search.retry();
    assertEquals(50L, asked.get(2).after());
  }

  @Test
  void asManyAreFetchedAnewAsWereShownAndShownAtOnce() {
    search.search("p");
    asked.get(0).answer(50L, "a", "b");
    search.more();
    asked.get(1).answer(null, "c");
    List<String> done = new ArrayList<>();
    search.again(() -> done.add("done"));
    asked.get(2).answer(50L, "A", "B");
    assertEquals(List.of("a", "b", "c"), state().found());
    assertEquals(50L, asked.get(3).after());
    asked.get(3).answer(null, "C");
    assertEquals(List.of("A", "B", "C"), state().found());
    assertEquals(List.of("done"), done);
  }
}
