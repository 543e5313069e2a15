package chatter.shared.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.search.SearchQuery.Term;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What of a message was meant, and what is shown of it.
final class TermMatchTest {
  @Test
  void marksStandInWhatIsShown() {
    TermMatch match = match("caf\u00e9", "The **Cafe** and <@7>'s CAF\u00c9");
    SearchText.Excerpt shown = match.text().excerpt(match.marks(), 200, id -> "Ada");
    assertEquals("The Cafe and @Ada's CAF\u00c9", shown.text());
    assertEquals(List.of(new Mark(4, 8), new Mark(20, 24)), shown.marks());
  }

  @Test
  void namesOfMentionsAreNotLookedAt() {
    assertTrue(TermMatch.of(SearchQuery.of("ada").terms(), "hello <@7>", List.of()).isEmpty());
    assertFalse(TermMatch.of(SearchQuery.of("@all").terms(), "hello <@all>", List.of()).isEmpty());
  }

  @Test
  void aNameBehindASignMeansAMentionToo() {
    Map<Long, String> people = Map.of(7L, "Ada Brandt", 8L, "Adam", 9L, "Ben");
    List<Term> terms = SearchQuery.of("@ADA").mentioning(() -> people).terms();
    TermMatch match =
        TermMatch.of(terms, "ask <@9>, <@7> or @ada, not Ada", List.of()).orElseThrow();
    SearchText.Excerpt shown = match.text().excerpt(match.marks(), 200, people::get);
    assertEquals("ask @Ben, @Ada Brandt or @ada, not Ada", shown.text());
    assertEquals(List.of(new Mark(10, 21), new Mark(25, 29)), shown.marks());
    assertFalse(TermMatch.of(terms, "<@8>", List.of()).isEmpty());
    assertTrue(TermMatch.of(terms, "<@9>", List.of()).isEmpty());
    List<Term> not = SearchQuery.of("-\"@ada brandt\"").mentioning(() -> people).terms();
    assertTrue(TermMatch.of(not, "ask <@7>", List.of()).isEmpty());
    assertFalse(TermMatch.of(not, "ask <@8>", List.of()).isEmpty());
  }

  @Test
  void nobodyIsAskedForNamesWithoutNeed() {
    SearchQuery query = SearchQuery.of("ada @a from:ada");
    assertSame(
        query,
        query.mentioning(() -> {
          throw new AssertionError("asked");
        }));
  }

  @Test
  void aLongTextIsCutRoundTheFirstPlace() {
    String body = "word ".repeat(300) + "needle" + " more".repeat(300);
    TermMatch match = match("needle", body);
    SearchText.Excerpt shown = match.text().excerpt(match.marks(), 200, id -> null);
    assertTrue(shown.text().startsWith("\u2026word"), shown.text());
    assertTrue(shown.text().endsWith("\u2026"), shown.text());
    assertTrue(shown.text().length() <= 202, shown.text());
    Mark mark = shown.marks().getFirst();
    assertEquals("needle", shown.text().substring(mark.start(), mark.end()));
    TermMatch last = match("end", "word ".repeat(300) + "end");
    SearchText.Excerpt end = last.text().excerpt(last.marks(), 200, id -> null);
    assertTrue(end.text().endsWith("end"), end.text());
    assertTrue(end.text().length() >= 190, "as much as there is room for");
    String faces = "\ud83d\ude00".repeat(400);
    SearchText.Excerpt cut =
        match("\ud83d\ude00", faces).text().excerpt(List.of(), 200, id -> null);
    assertEquals(201, cut.text().codePointCount(0, cut.text().length()));
  }

  @Test
  void filesHaveMarksOfTheirOwn() {
    TermMatch match =
        TermMatch.of(
                SearchQuery.of("plan march").terms(),
                "for March",
                List.of("notes.txt", "Plan of Planning.pdf"))
            .orElseThrow();
    assertEquals(List.of(new Mark(4, 9)), match.marks());
    assertEquals(1, match.files().size());
    assertEquals(1, match.files().getFirst().index());
    assertEquals(List.of(new Mark(0, 4), new Mark(8, 12)), match.files().getFirst().marks());
  }

  @Test
  void marksThatTouchEachOtherAreOne() {
    assertEquals(List.of(new Mark(0, 5)), match("abc bcd cde", "abcde").marks());
    assertEquals(List.of(new Mark(0, 2), new Mark(2, 4)), match("aa", "aaaa").marks());
  }

  private static TermMatch match(String query, String body) {
    return TermMatch.of(SearchQuery.of(query).terms(), body, List.of()).orElseThrow();
  }
}
