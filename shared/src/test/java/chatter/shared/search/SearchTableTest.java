package chatter.shared.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.search.SearchQuery.Term;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What the index is asked for.
final class SearchTableTest {
  @Test
  void aMentionIsAsGoodAsTheNameAsItIsWritten() {
    String asked =
        new SearchTable.Expression()
            .with(new Term("plan", false))
            .with(new Term("@ana", false, Set.of(7L)))
            .text();
    String mention = SearchTable.mention(7);
    assertEquals("\"pla\" AND \"lan\" AND ((\"@an\" AND \"ana\") OR \"" + mention + "\")", asked);
  }

  @Test
  void fewAreAskedForHoweverManyNamesAreSought() {
    SearchTable.Expression expression = new SearchTable.Expression();
    for (int i = 0; i < 200; i++) {
      Set<Long> some = LongStream.rangeClosed(1, 40).boxed().collect(Collectors.toSet());
      expression.with(new Term("@ana" + (char) ('a' + i), false, some));
    }
    assertEquals(2, expression.text().split(" AND \\(\\(").length);
  }

  @Test
  void nobodyIsAskedForWhereTooManyMayBeMeant() {
    Set<Long> many = LongStream.rangeClosed(1, 101).boxed().collect(Collectors.toSet());
    assertTrue(new SearchTable.Expression().with(new Term("@ana", false, many)).isEmpty());
  }
}
