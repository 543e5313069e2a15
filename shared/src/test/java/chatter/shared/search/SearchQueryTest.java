package chatter.shared.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.shared.search.SearchQuery.Filter;
import chatter.shared.search.SearchQuery.Term;
import chatter.shared.text.Examples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// How what is typed is read: `search-queries.json`, and what nobody would type.
final class SearchQueryTest {
  private static final int STEPS = 3_000;
  private static final String PIECES =
      "from: in: has: on: -\" \" - -- @7 #3 file ana 2026-01-02 \u00e9 \ud83d \udc00 \uffff \u0000"
          + " * ^ NEAR( ) OR \u3000 \u201c \u201d a:b :";

  static List<JsonNode> examples() throws IOException {
    return Examples.in("search-queries.json").toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isReadAsItIsMeant(JsonNode example) {
    String typed = example.get("q").asString();
    if (example.has("error")) {
      SearchException refused =
          assertThrows(SearchException.class, () -> SearchQuery.of(typed), typed);
      assertEquals(example.get("error").asString(), refused.reason().exampleName());
      assertEquals(example.get("piece").asString(), refused.piece());
      assertEquals(example.get("at").get(0).asInt(), refused.start());
      assertEquals(example.get("at").get(1).asInt(), refused.end());
      return;
    }
    SearchQuery read = SearchQuery.of(typed);
    List<Term> terms = new ArrayList<>();
    example
        .get("terms")
        .forEach(term ->
            terms.add(
                new Term(term.get("text").asString(), term.path("without").asBoolean(false))));
    assertEquals(terms, read.terms());
    List<String> filters = new ArrayList<>();
    example.path("filters").forEach(filter -> filters.add(filter.toString()));
    assertEquals(filters, read.filters().stream().map(SearchQueryTest::json).toList());
  }

  private static String json(Filter filter) {
    String said =
        switch (filter) {
          case SearchQuery.From from ->
              from.name() == null ? "\"account\":" + from.account() : field("from", from.name());
          case SearchQuery.In in ->
              in.title() == null
                  ? "\"conversation\":" + in.conversation()
                  : field("in", in.title());
          case SearchQuery.Has has -> field("has", has.kind().name().toLowerCase(Locale.ROOT));
          case SearchQuery.When when ->
              field(when.side().name().toLowerCase(Locale.ROOT), when.day().toString());
        };
    return "{" + said + (filter.without() ? ",\"without\":true" : "") + "}";
  }

  private static String field(String name, String value) {
    return "\"" + name + "\":\"" + value + "\"";
  }

  @Test
  void whateverIsTypedIsReadOrRefusedWithThePieceThatIsMeant() {
    Random random = new Random(8);
    String[] pieces = PIECES.split(" ", -1);
    for (int i = 0; i < STEPS; i++) {
      StringBuilder typed = new StringBuilder();
      for (int p = random.nextInt(8); p >= 0; p--) {
        typed.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
      }
      String text = typed.toString();
      try {
        SearchQuery.of(text)
            .terms()
            .forEach(term -> assertEquals(term.text(), FoldedText.fold(term.text()), text));
      } catch (SearchException refused) {
        assertEquals(refused.piece(), text.substring(refused.start(), refused.end()), text);
      }
    }
  }

  @Test
  void whatIsTooMuchIsRefused() {
    assertEquals(
        SearchException.Reason.TOO_LONG,
        assertThrows(SearchException.class, () -> SearchQuery.of("a".repeat(10_001))).reason());
    assertEquals(1, SearchQuery.of("a".repeat(10_000)).terms().size());
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= SearchQuery.MOST; i++) {
      many.append('w').append(i).append(' ');
    }
    assertEquals(
        SearchException.Reason.TOO_MANY,
        assertThrows(SearchException.class, () -> SearchQuery.of(many.toString())).reason());
  }
}
