package chatter.server.search;

import chatter.server.conversation.Conversations;
import chatter.server.conversation.MessagePlace;
import chatter.server.store.Database;
import chatter.shared.api.SearchHit;
import chatter.shared.api.SearchResponse;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Timestamps;
import chatter.shared.search.FoldedText;
import chatter.shared.search.SearchException;
import chatter.shared.search.SearchQuery;
import chatter.shared.search.SearchQuery.Kind;
import chatter.shared.search.SearchQuery.Term;
import chatter.shared.search.SearchScope;
import chatter.shared.search.SearchTable;
import chatter.shared.search.TermMatch;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Finds messages. The index says which may be meant, the newest first; each of them is looked at
/// in the database as it is now, and only in conversations that the searcher is in now. What is too
/// short for the index is looked for in the newest messages one by one. Only so much is looked
/// through for one answer; the next goes on from there. Safe for any thread; blocks.
public final class Search {
  /// How many messages are looked at for one answer.
  private static final int LOOKED = 3_000;

  /// How much text, in UTF-16 units.
  private static final long TEXT = 4L * 1024 * 1024;

  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  /// How many places among all messages are gone through where no index helps.
  private static final int PLACES = 40_000;

  private static final int PLACES_AT_ONCE = 2_000;
  private static final int FIRST_CANDIDATES = 64;
  private static final int CANDIDATES = 512;

  /// The index is asked for the searcher's conversations if they have less than one in so many
  /// messages. Each conversation is a list to be walked along; what is not asked for is left out
  /// when it is looked at.
  private static final int PART = 8;

  private static final int MOST_CONVERSATIONS = 200;

  private final SearchStore store;
  private final Conversations conversations;
  private final SearchIndex index;
  private final Clock clock;

  /// @param clock tells from when on everything is found while nothing is
  public Search(Database database, Conversations conversations, SearchIndex index, Clock clock) {
    this.store = new SearchStore(database);
    this.conversations = conversations;
    this.index = index;
    this.clock = clock;
  }

  /// Whether an account is in all of these conversations.
  public boolean isIn(long account, Set<Long> some) {
    return store.mine(account).stream()
        .map(SearchStore.Mine::id)
        .collect(Collectors.toSet())
        .containsAll(some);
  }

  /// Whether there are all of these accounts.
  public boolean areThere(Set<Long> accounts) {
    return accounts.stream().allMatch(account -> store.name(account) != null);
  }

  /// One page of what an account finds, the newest first.
  ///
  /// @throws SearchException if there is nothing to look for, or nobody and nothing of that name
  /// @throws chatter.server.store.StorageException `BUSY` if too many search
  public SearchResponse page(long account, Request request) {
    if (request.query.isEmpty() && request.in.isEmpty() && request.from.isEmpty()) {
      throw new SearchException(SearchException.Reason.EMPTY, "", 0, 0);
    }
    return index.ask(asked -> {
      List<SearchStore.Mine> mine = store.mine(account);
      Supplier<Map<Long, String>> people = once(store::people);
      SearchScope scope =
          SearchScope.of(
              request.query,
              request.zone,
              mine.stream().map(SearchStore.Mine::searched).toList(),
              people);
      if (!request.in.isEmpty()) {
        scope.alsoIn(request.in);
      }
      if (!request.from.isEmpty()) {
        scope.alsoFrom(request.from);
      }
      List<Term> terms = request.query.mentioning(people).terms();
      Page page = new Page(account, request, scope, mine, terms);
      page.look(asked);
      return page.response();
    });
  }

  /// What is read when it is asked for first, and not again.
  private static <T> Supplier<T> once(Supplier<T> read) {
    List<T> known = new ArrayList<>(1);
    return () -> {
      if (known.isEmpty()) {
        known.add(read.get());
      }
      return known.getFirst();
    };
  }

  private Optional<Instant> incompleteUpTo() {
    return index
        .filledFrom()
        .map(first -> store.sentAt(first).map(Timestamps::parse).orElseGet(clock::instant));
  }

  /// What is asked for.
  ///
  /// @param in one of these conversations as well; empty for all
  /// @param from by one of these accounts as well; empty for all
  /// @param zone whose days are meant
  /// @param below where the page before ended; `Long.MAX_VALUE` for the first
  /// @param limit how many results at most
  public record Request(
      SearchQuery query, Set<Long> in, Set<Long> from, ZoneId zone, long below, int limit) {
    public Request {
      in = Set.copyOf(in);
      from = Set.copyOf(from);
    }

    /// The place behind a page that was answered.
    ///
    /// @param cursor null for the first page
    /// @return empty if that is none
    public static Optional<Long> below(String cursor) {
      return cursor == null ? Optional.of(Long.MAX_VALUE) : Cursor.of(cursor).map(Cursor::below);
    }
  }

  /// One page while it is made.
  private final class Page {
    private final long account;
    private final Request request;
    private final SearchScope scope;
    private final List<SearchStore.Mine> mine;
    private final long deadline = System.nanoTime() + NANOS;
    private final List<SearchHit> hits = new ArrayList<>();
    private final List<MessagePlace> found = new ArrayList<>();
    private final List<Long> foundIds = new ArrayList<>();
    private final List<Term> terms;
    private long next;
    private long lowest;
    private int looked;
    private long text;
    private long bytes;
    private boolean full;

    private Page(
        long account,
        Request request,
        SearchScope scope,
        List<SearchStore.Mine> mine,
        List<Term> terms) {
      this.account = account;
      this.request = request;
      this.scope = scope;
      this.mine = mine;
      this.terms = terms;
    }

    private void look(SearchIndex.Asked index) {
      next = request.below;
      if (scope.until() != null) {
        // A bucket of messages may have other times as well, and is looked at one by one.
        next = Math.min(next, index.below(Timestamps.text(scope.until())));
      }
      if (scope.from() != null) {
        lowest = index.from(Timestamps.text(scope.from()));
      }
      SearchTable.Expression expression = expression();
      if (expression.isEmpty()) {
        walk();
      } else {
        ask(index, expression);
      }
    }

    private SearchTable.Expression expression() {
      SearchTable.Expression expression = new SearchTable.Expression();
      terms.forEach(expression::with);
      scope.senders().forEach(expression::from);
      for (Kind kind : scope.kinds()) {
        expression.has(kind);
      }
      if (!scope.conversations().isEmpty()) {
        scope.conversations().forEach(expression::in);
      } else if (isSmallPart()) {
        expression.in(mine.stream().map(SearchStore.Mine::id).toList());
      }
      return expression;
    }

    private boolean isSmallPart() {
      long entries = mine.stream().mapToLong(SearchStore.Mine::entries).sum();
      return !mine.isEmpty()
          && mine.size() <= MOST_CONVERSATIONS
          && entries < store.entries() / PART;
    }

    private void ask(SearchIndex.Asked index, SearchTable.Expression expression) {
      int asked = FIRST_CANDIDATES;
      int candidates = 0;
      while (!full && next > lowest && candidates < PLACES) {
        List<Long> ids = index.find(expression, next, lowest, asked);
        candidates += ids.size();
        if (ids.isEmpty()) {
          next = 0;
          return;
        }
        store.these(account, ids, this::take);
        settle();
        if (!full) {
          next = ids.size() < asked ? 0 : ids.getLast();
        }
        asked = CANDIDATES;
      }
    }

    private void walk() {
      long top = store.newestMessage() + 1;
      next = Math.min(next, top);
      long end = Math.max(Math.max(lowest, 1), next - PLACES);
      while (!full && next > end) {
        long from = Math.max(end, next - PLACES_AT_ONCE);
        store.between(account, from, next, this::take);
        settle();
        if (!full) {
          next = from;
        }
      }
      if (next <= Math.max(lowest, 1)) {
        next = 0;
      }
    }

    /// Looks at one message.
    ///
    /// @return whether to go on
    private boolean take(SearchStore.Row row) {
      // However long it took to come here, some are looked at: else no page would ever get further.
      boolean late = looked >= FIRST_CANDIDATES && System.nanoTime() - deadline > 0;
      if (looked >= LOOKED || text >= TEXT || late) {
        return stop(row.id() + 1);
      }
      looked++;
      text += row.bytes();
      if (scope.has(row) && mayHave(row) && has(row)) {
        if (hits.size() + found.size() >= request.limit) {
          return stop(row.id() + 1);
        }
        found.add(new MessagePlace(row.conversation(), row.seq()));
        foundIds.add(row.id());
      }
      return true;
    }

    private boolean stop(long from) {
      full = true;
      next = from;
      return false;
    }

    /// A look that costs little, before the text is read as it is drawn: whatever a text shows as
    /// letters and digits stands in it.
    private boolean mayHave(SearchStore.Row row) {
      if (terms.stream().allMatch(Term::without) || row.body().indexOf('&') >= 0) {
        return true;
      }
      String folded = FoldedText.fold(row.body());
      return terms.stream()
          .filter(term -> !term.without())
          .allMatch(term ->
              !row.files().isEmpty()
                  || folded.contains(term.text())
                  || (!term.mentioned().isEmpty() && folded.contains("<@"))
                  || term.text()
                      .codePoints()
                      .filter(Character::isLetterOrDigit)
                      .allMatch(c -> folded.indexOf(c) >= 0));
    }

    private boolean has(SearchStore.Row row) {
      return terms.isEmpty() || TermMatch.of(terms, row.body(), row.fileNames()).isPresent();
    }

    /// Makes results of what was found, as it is by now.
    private void settle() {
      for (int i = 0; i < found.size(); i++) {
        if (bytes >= Limits.HISTORY_BYTES) {
          full = true;
          next = foundIds.get(i) + 1;
          break;
        }
        conversations.messages(account, List.of(found.get(i))).forEach(this::add);
      }
      found.clear();
      foundIds.clear();
    }

    private void add(MessagePosted message) {
      List<String> files =
          message.files() == null
              ? List.of()
              : message.files().stream().map(FileInfo::name).toList();
      TermMatch.of(terms, message.body(), files)
          .ifPresent(match -> {
            hits.add(SearchHit.of(message, match, store::name));
            bytes += Limits.utf8Bytes(message.body());
          });
    }

    private SearchResponse response() {
      return new SearchResponse(
          hits,
          next > lowest && next > 1 ? new Cursor(next).text() : null,
          incompleteUpTo().orElse(null));
    }
  }
}
