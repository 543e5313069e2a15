package chatter.server.web.search;

import chatter.server.search.Search;
import chatter.server.session.Session;
import chatter.server.web.api.Answer;
import chatter.server.web.api.InFlightRequests;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.Routes;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.problem.Problems;
import chatter.shared.limits.Limits;
import chatter.shared.search.SearchException;
import chatter.shared.search.SearchQuery;
import chatter.shared.search.SearchQuery.Source;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Finding messages: `GET /api/search`.
public final class SearchResource implements Routes.Resource {
  private static final long PAGE_IN_MEMORY = 3L * Limits.HISTORY_BYTES;
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final String QUERY = "q";
  private static final String IN = "in";
  private static final String FROM = "from";
  private static final String ZONE = "zone";
  private static final String CURSOR = "cursor";
  private static final List<String> FILTERS = List.of("has", "before", "after", "on");
  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private final TokenCheck tokens;
  private final Search search;
  private final Throttle throttle;

  /// Accounts of which a search is under way. Guarded by itself.
  private final Set<Long> searching = new HashSet<>();

  public SearchResource(TokenCheck tokens, Search search, Throttle throttle) {
    this.tokens = tokens;
    this.search = search;
    this.throttle = throttle;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("GET", "/api/search", this::search);
  }

  private Answer search(HttpServletRequest request) {
    Session session = tokens.session(request);
    throttle.search(session.account());
    long account = session.account();
    Search.Request asked = asked(account, request);
    begin(account);
    try {
      InFlightRequests.hold(request, PAGE_IN_MEMORY);
      Answer answer = Answer.json(200, search.page(account, asked));
      InFlightRequests.hold(request, answer.bytes());
      return answer;
    } catch (SearchException e) {
      throw Problems.of(e, QUERY);
    } finally {
      end(account);
    }
  }

  private Search.Request asked(long account, HttpServletRequest request) {
    Set<Long> in = ids(request, IN);
    if (!search.isIn(account, in)) {
      throw Problems.notFound();
    }
    Set<Long> from = ids(request, FROM);
    if (!search.areThere(from)) {
      throw Problems.of(
          new SearchException(SearchException.Reason.UNKNOWN_PERSON, FROM, 0, 0), FROM);
    }
    SearchQuery query = query(request);
    long limit = Parameters.number(request, "limit").orElse(Limits.SEARCH_PAGE_DEFAULT);
    if (limit < 1 || limit > Limits.SEARCH_PAGE) {
      throw Problems.invalid("limit is 1 to " + Limits.SEARCH_PAGE + ".", "limit");
    }
    long below =
        Search.Request.below(one(request, CURSOR))
            .orElseThrow(() -> Problems.invalid("cursor is what next said.", CURSOR));
    return new Search.Request(query, in, from, zone(request), below, (int) limit);
  }

  private static SearchQuery query(HttpServletRequest request) {
    String typed = one(request, QUERY);
    SearchQuery query;
    try {
      query = SearchQuery.of(typed == null ? "" : typed);
    } catch (SearchException e) {
      throw Problems.of(e, QUERY);
    }
    for (String name : FILTERS) {
      for (String value : values(request, name)) {
        try {
          Source source = new Source(name + ":" + value, 0, value.length());
          query =
              query.and(
                  new SearchQuery(
                      List.of(), List.of(SearchQuery.filter(name, value, false, source))));
        } catch (SearchException e) {
          throw Problems.of(e, name);
        }
      }
    }
    return query;
  }

  private static ZoneId zone(HttpServletRequest request) {
    String zone = one(request, ZONE);
    try {
      return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw Problems.invalid("zone is one like Europe/Berlin.", ZONE);
    }
  }

  private static Set<Long> ids(HttpServletRequest request, String name) {
    Set<Long> ids = new HashSet<>();
    for (String value : values(request, name)) {
      if (!ID.matcher(value).matches()) {
        throw Problems.invalid(name + " is the id of one.", name);
      }
      ids.add(Long.parseLong(value));
    }
    return ids;
  }

  private static List<String> values(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    if (values == null) {
      return List.of();
    }
    if (values.length > SearchQuery.MOST) {
      throw Problems.invalid(name + " is there too often.", name);
    }
    return List.of(values);
  }

  private static String one(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    if (values != null && values.length != 1) {
      throw Problems.badRequest(name + " is there once.");
    }
    return values == null ? null : values[0];
  }

  /// Waits until no other search of the account is under way: who types has one search after the
  /// other, and does not wait for the one before.
  ///
  /// @throws chatter.server.web.problem.ProblemException 429 if that takes long
  private void begin(long account) {
    long end = System.nanoTime() + TURN_NANOS;
    synchronized (searching) {
      while (!searching.add(account)) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw Problems.tooManyAtOnce();
        }
        try {
          searching.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw Problems.busy();
        }
      }
    }
  }

  private void end(long account) {
    synchronized (searching) {
      searching.remove(account);
      searching.notifyAll();
    }
  }
}
