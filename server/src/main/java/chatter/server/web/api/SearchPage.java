package chatter.server.web.api;

import chatter.server.web.problem.Problems;
import chatter.shared.limits.WordStarts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;

/// What a call asks for with `query` and `after`, and which page of a list that is.
public record SearchPage(WordStarts query, long after) {
  /// How many a page has.
  public static final int SIZE = 50;

  private static final int LONGEST_QUERY = 254;

  /// Reads both; without them it is the first page of everybody.
  public static SearchPage of(HttpServletRequest request) {
    return new SearchPage(query(request), Parameters.number(request, "after").orElse(0));
  }

  /// Reads what is sought alone.
  public static WordStarts query(HttpServletRequest request) {
    String query = request.getParameter("query");
    if (query != null && query.length() > LONGEST_QUERY) {
      throw Problems.invalid(
          "What is sought has at most " + LONGEST_QUERY + " characters.", "query");
    }
    return new WordStarts(query == null ? "" : query);
  }

  /// Whether a call asks for a page at all.
  public static boolean asked(HttpServletRequest request) {
    return request.getParameter("query") != null || request.getParameter("after") != null;
  }

  /// One page of what was found in its order, which is more than that if there is another page.
  ///
  /// @param next what to ask for as `after`, by the last one on the page
  public static <T, N> Found<T, N> page(List<T> found, int size, Function<T, N> next) {
    boolean more = found.size() > size;
    List<T> page = more ? found.subList(0, size) : found;
    return new Found<>(page, more ? next.apply(page.getLast()) : null);
  }

  /// How many to look for.
  public int wanted() {
    return SIZE + 1;
  }

  /// @param next what to ask for as `after`, or null
  public record Found<T, N>(List<T> page, N next) {}
}
