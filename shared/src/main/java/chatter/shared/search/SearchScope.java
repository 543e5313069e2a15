package chatter.shared.search;

import chatter.shared.search.SearchException.Reason;
import chatter.shared.search.SearchQuery.Filter;
import chatter.shared.search.SearchQuery.Kind;
import chatter.shared.search.SearchedMessage.SearchedFile;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What the filters of a query say, with the people and conversations that are meant.
public final class SearchScope {
  /// So many people can be named, each of whom is looked for among all names.
  private static final int MOST_NAMED = 20;

  /// Each is a set of which one must be it.
  private final List<Set<Long>> senders = new ArrayList<>();

  private final List<Set<Long>> conversations = new ArrayList<>();
  private final Set<Long> notSenders = new HashSet<>();
  private final Set<Long> notConversations = new HashSet<>();
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final Set<Kind> notKinds = EnumSet.noneOf(Kind.class);
  private final List<Span> notTimes = new ArrayList<>();
  private Instant from;
  private Instant until;

  private SearchScope() {}

  /// A conversation that the searcher is in.
  ///
  /// @param title what it is called by `in:`; null if it goes by no name
  public record Conversation(long id, String title) {}

  /// A message that may be meant.
  public interface Candidate {
    long conversation();

    long sender();

    /// When it was sent.
    Instant at();

    /// As it is now.
    String body();

    /// In their order.
    List<SearchedFile> files();
  }

  /// Finds who and what is meant. Several people are one of them, and so are several conversations;
  /// all else must be so together.
  ///
  /// @param mine what the searcher is in
  /// @param people what everybody is called; asked for names only
  /// @throws SearchException if there is nobody and nothing of the kind
  public static SearchScope of(
      SearchQuery query, ZoneId zone, List<Conversation> mine, Supplier<Map<Long, String>> people) {
    SearchScope scope = new SearchScope();
    Set<Long> anyOf = new HashSet<>();
    Set<Long> anyIn = new HashSet<>();
    Map<Long, String> names = null;
    int named = 0;
    for (Filter filter : query.filters()) {
      switch (filter) {
        case SearchQuery.From by -> {
          if (++named > MOST_NAMED) {
            SearchQuery.Source source = by.source();
            throw new SearchException(
                Reason.TOO_MANY, source.piece(), source.start(), source.end());
          }
          names = names == null ? folded(people.get()) : names;
          (by.without() ? scope.notSenders : anyOf).addAll(people(by, names));
        }
        case SearchQuery.In in ->
            (in.without() ? scope.notConversations : anyIn).addAll(conversations(in, mine));
        case SearchQuery.Has has -> (has.without() ? scope.notKinds : scope.kinds).add(has.kind());
        case SearchQuery.When when -> scope.add(when, zone);
      }
    }
    if (!anyOf.isEmpty()) {
      scope.senders.add(anyOf);
    }
    if (!anyIn.isEmpty()) {
      scope.conversations.add(anyIn);
    }
    return scope;
  }

  /// Once for all that is asked of them.
  private static Map<Long, String> folded(Map<Long, String> names) {
    Map<Long, String> folded = new HashMap<>();
    names.forEach((id, name) -> folded.put(id, FoldedText.fold(name)));
    return folded;
  }

  private static Set<Long> people(SearchQuery.From by, Map<Long, String> names) {
    Set<Long> found = new HashSet<>();
    if (by.name() == null) {
      if (names.containsKey(by.account())) {
        found.add(by.account());
      }
    } else {
      String sought = FoldedText.fold(by.name());
      names.forEach((id, name) -> {
        if (name.equals(sought)) {
          found.add(id);
        }
      });
      if (found.isEmpty()) {
        names.forEach((id, name) -> {
          if (name.startsWith(sought + " ")) {
            found.add(id);
          }
        });
      }
    }
    return mustBe(found, Reason.UNKNOWN_PERSON, by);
  }

  private static Set<Long> conversations(SearchQuery.In in, List<Conversation> mine) {
    Set<Long> found = new HashSet<>();
    if (in.title() == null) {
      mine.stream()
          .filter(one -> one.id() == in.conversation())
          .forEach(one -> found.add(one.id()));
    } else {
      String sought = FoldedText.fold(in.title());
      mine.stream()
          .filter(one -> one.title() != null && FoldedText.fold(one.title()).equals(sought))
          .forEach(one -> found.add(one.id()));
      if (found.isEmpty()) {
        mine.stream()
            .filter(
                one -> one.title() != null && FoldedText.fold(one.title()).startsWith(sought + " "))
            .forEach(one -> found.add(one.id()));
      }
    }
    return mustBe(found, Reason.UNKNOWN_CONVERSATION, in);
  }

  private static Set<Long> mustBe(Set<Long> found, Reason reason, Filter filter) {
    if (found.isEmpty()) {
      SearchQuery.Source source = filter.source();
      throw new SearchException(reason, source.piece(), source.start(), source.end());
    }
    return found;
  }

  private void add(SearchQuery.When when, ZoneId zone) {
    Instant begins = when.day().atStartOfDay(zone).toInstant();
    Instant ends = when.day().plusDays(1).atStartOfDay(zone).toInstant();
    Span span =
        switch (when.side()) {
          case BEFORE -> new Span(null, begins);
          case AFTER -> new Span(ends, null);
          case ON -> new Span(begins, ends);
        };
    if (when.without()) {
      notTimes.add(span);
      return;
    }
    from = span.from == null || (from != null && from.isAfter(span.from)) ? from : span.from;
    until =
        span.until == null || (until != null && until.isBefore(span.until)) ? until : span.until;
  }

  /// Narrows it to one of these conversations as well.
  public void alsoIn(Set<Long> some) {
    conversations.add(some);
  }

  /// Narrows it to one of these people as well.
  public void alsoFrom(Set<Long> some) {
    senders.add(some);
  }

  /// No message from before is meant; null if there is no such bound.
  public Instant from() {
    return from;
  }

  /// No message from then on is meant; null if there is no such bound.
  public Instant until() {
    return until;
  }

  /// Of each of these sets its sender is one.
  public List<Set<Long>> senders() {
    return Collections.unmodifiableList(senders);
  }

  /// The same of its conversation.
  public List<Set<Long>> conversations() {
    return Collections.unmodifiableList(conversations);
  }

  /// All of these it has.
  public Set<Kind> kinds() {
    return Collections.unmodifiableSet(kinds);
  }

  /// Whether a message is meant, whatever it says.
  public boolean has(Candidate row) {
    return senders.stream().allMatch(some -> some.contains(row.sender()))
        && conversations.stream().allMatch(some -> some.contains(row.conversation()))
        && !notSenders.contains(row.sender())
        && !notConversations.contains(row.conversation())
        && isInTime(row)
        && kinds.stream().allMatch(kind -> has(row, kind))
        && notKinds.stream().noneMatch(kind -> has(row, kind));
  }

  private boolean isInTime(Candidate row) {
    if (from == null && until == null && notTimes.isEmpty()) {
      return true;
    }
    Instant at = row.at();
    return new Span(from, until).has(at) && notTimes.stream().noneMatch(span -> span.has(at));
  }

  private static boolean has(Candidate row, Kind kind) {
    return switch (kind) {
      case FILE -> !row.files().isEmpty();
      case PICTURE -> row.files().stream().anyMatch(SearchedFile::picture);
      case LINK -> SearchText.hasLink(row.body());
    };
  }

  /// A time; open where there is null.
  private record Span(Instant from, Instant until) {
    private boolean has(Instant at) {
      return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }
  }
}
