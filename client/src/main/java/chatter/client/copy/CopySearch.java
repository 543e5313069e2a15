package chatter.client.copy;

import chatter.client.copy.CopyStore.Place;
import chatter.client.copy.CopyStore.SearchedRow;
import chatter.client.net.SearchRequest;
import chatter.shared.api.SearchHit;
import chatter.shared.api.SearchResponse;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.search.SearchException;
import chatter.shared.search.SearchQuery;
import chatter.shared.search.SearchQuery.Term;
import chatter.shared.search.SearchScope;
import chatter.shared.search.TermMatch;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One page of what is found in a copy: its messages are gone through, the newest first, with the
/// server's own rule for what has what. Signatures say which cannot have it; there is no index of
/// texts, which would have to hold once more what others may delete. A page ends when its time is
/// over, and the next goes on there.
final class CopySearch {
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// However slow the computer, so many are looked at, or no page would get further.
  private static final int AT_LEAST = 64;

  /// Through so many signatures it goes before it looks at the clock.
  static final int PIECE = 50_000;

  private static final Place OLDEST = new Place(Long.MIN_VALUE, 0, 0);
  private static final Place NEWEST = new Place(Long.MAX_VALUE, 0, 0);
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,19})-([0-9]{1,19})-([0-9]{1,19})");

  private final CopyStore store;
  private final List<Term> terms;
  private final SearchScope scope;
  private final Set<Long> conversations = new HashSet<>();
  private final BooleanSupplier unwanted;
  private final LongSupplier nanos;
  private final int piece;
  private final long deadline;
  private final List<Found> found = new ArrayList<>();
  private Place below;
  private int looked;
  private boolean more;

  private record Found(SearchedRow row, TermMatch match) {}

  /// @param mine the conversations that the searcher is in
  /// @param unwanted whether something else is sought by now
  /// @param nanos a clock for durations
  /// @param piece how many signatures it goes through between two looks at the clock
  /// @throws SearchException if it is nothing that can be sought, or names nobody and nothing here
  CopySearch(
      CopyStore store,
      List<SearchScope.Conversation> mine,
      SearchRequest request,
      BooleanSupplier unwanted,
      LongSupplier nanos,
      int piece) {
    SearchQuery query = SearchQuery.of(request.text());
    if (query.isEmpty() && request.here() == null) {
      throw new SearchException(SearchException.Reason.EMPTY, "", 0, 0);
    }
    this.store = store;
    this.unwanted = unwanted;
    this.nanos = nanos;
    this.piece = piece;
    deadline = nanos.getAsLong() + NANOS;
    terms = query.mentioning(store::names).terms();
    scope = SearchScope.of(query, request.zone(), mine, store::names);
    if (request.here() != null) {
      scope.alsoIn(Set.of(request.here()));
    }
    mine.forEach(one -> conversations.add(one.id()));
    scope.conversations().forEach(conversations::retainAll);
    below = request.cursor() == null ? NEWEST : place(request.cursor());
    Instant until = scope.until();
    if (until != null && until.toEpochMilli() < below.at()) {
      below = new Place(until.toEpochMilli(), 0, 0);
    }
  }

  /// Looks, until the page is full, its time is over or nobody wants it any more.
  SearchResponse page() throws SQLException {
    long from = scope.from() == null ? 0 : scope.from().toEpochMilli();
    TextSignature sought = TextSignature.of(terms, scope);
    boolean last = false;
    while (!last && !more) {
      Optional<Place> end = store.place(below, piece);
      last = end.isEmpty() || end.get().at() < from;
      if (store.newestFirst(conversations, below, end.orElse(OLDEST), from, sought, this::take)
          && !last) {
        below = end.get();
        more = isLate() || unwanted.getAsBoolean();
      }
    }
    List<SearchHit> hits = new ArrayList<>();
    for (Found one : found) {
      if (store.row(one.row.conversation(), one.row.place().seq()).orElseThrow()
          instanceof MessagePosted message) {
        hits.add(SearchHit.of(message, one.match, store::name));
      }
    }
    return new SearchResponse(hits, more ? text(below) : null, null);
  }

  private boolean take(SearchedRow row) {
    boolean late = looked >= AT_LEAST && isLate();
    if (found.size() == Limits.SEARCH_PAGE_DEFAULT || late || unwanted.getAsBoolean()) {
      more = true;
      return false;
    }
    looked++;
    below = row.place();
    if (scope.has(row)) {
      TermMatch.of(terms, row.body(), row.names())
          .ifPresent(match -> found.add(new Found(row, match)));
    }
    return true;
  }

  private boolean isLate() {
    return nanos.getAsLong() - deadline > 0;
  }

  private static String text(Place place) {
    return place.at() + "-" + place.conversation() + "-" + place.seq();
  }

  private static Place place(String text) {
    Matcher parts = PLACE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException("no place where a page ended: " + text);
    }
    return new Place(
        Long.parseLong(parts.group(1)),
        Long.parseLong(parts.group(2)),
        Long.parseLong(parts.group(3)));
  }
}
