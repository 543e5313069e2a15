package chatter.client.chat.switcher;

import chatter.client.chat.switcher.FuzzyName.Mark;
import chatter.client.chat.switcher.FuzzyName.Match;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Puts what one can go to into the order in which it is offered. The page does the same, by
/// `switcher.json`. One thread only.
final class SwitcherRanking {
  /// Who is in a conversation comes behind all that is called so itself.
  private static final int BY_PEOPLE = 6;

  /// More names than anybody is in a chat with: those kept are forgotten then.
  private static final int MOST_KEPT = 50_000;

  /// Behind all that were on the screen.
  private static final int NEVER = Integer.MAX_VALUE;

  /// Something that goes by what was typed.
  ///
  /// @param marks the places of its name that were typed
  record Found(SwitcherEntry entry, List<Mark> marks) {
    Found {
      marks = List.copyOf(marks);
    }
  }

  /// Where it comes; the less the earlier, but for `at`.
  private record Placed(Found found, int rank, int group, int recency) {
    long at() {
      return found.entry() instanceof SwitcherEntry.Conversation one ? one.at() : 0;
    }

    String name() {
      return found.entry().name();
    }

    long id() {
      return found.entry().id();
    }
  }

  private static final Comparator<Placed> ORDER =
      Comparator.comparingInt(Placed::rank)
          .thenComparingInt(Placed::group)
          .thenComparingInt(Placed::recency)
          .thenComparing(Comparator.comparingLong(Placed::at).reversed())
          .thenComparing(Placed::name)
          .thenComparingLong(Placed::id);

  private final Map<String, FuzzyName> folded = new HashMap<>();

  /// What goes by what was typed. Nothing typed gives all conversations: those that were on the
  /// screen last, then those that moved last. A # asks for rooms alone, an @ for people.
  ///
  /// @param recents conversations that were on the screen, the latest first; the very first is
  ///   there now, and nobody wants to go there
  /// @param most at most so many are given
  List<Found> find(
      Collection<? extends SwitcherEntry> entries, String typed, List<Long> recents, int most) {
    String sought = typed.strip();
    Predicate<SwitcherEntry> wanted = kinds(sought);
    String rest = (wanted == null ? sought : sought.substring(1)).strip();
    FuzzyQuery query = FuzzyQuery.of(rest);
    Map<Long, Integer> recency = new HashMap<>();
    recents.forEach(id -> recency.putIfAbsent(id, recency.size()));
    return entries.stream()
        .filter(entry -> wanted == null || wanted.test(entry))
        .flatMap(entry -> {
          int place =
              entry instanceof SwitcherEntry.Conversation
                  ? recency.getOrDefault(entry.id(), NEVER)
                  : NEVER;
          return rest.isEmpty() ? untyped(entry, place) : typed(entry, query, place);
        })
        .sorted(ORDER)
        .limit(most)
        .map(Placed::found)
        .toList();
  }

  /// @return null if all are wanted
  private static Predicate<SwitcherEntry> kinds(String sought) {
    if (sought.startsWith("#")) {
      return SwitcherRanking::isRoom;
    }
    return sought.startsWith("@") ? entry -> !isRoom(entry) : null;
  }

  private static boolean isRoom(SwitcherEntry entry) {
    return switch (entry) {
      case SwitcherEntry.Conversation one -> one.isRoom();
      case SwitcherEntry.Person _ -> false;
      case SwitcherEntry.OpenRoom _ -> true;
    };
  }

  private Stream<Placed> untyped(SwitcherEntry entry, int place) {
    if (!(entry instanceof SwitcherEntry.Conversation one)) {
      return Stream.empty();
    }
    int group = place == 0 ? 3 : place != NEVER ? 0 : one.summary().archived() ? 2 : 1;
    return Stream.of(new Placed(new Found(entry, List.of()), 0, group, place));
  }

  private Stream<Placed> typed(SwitcherEntry entry, FuzzyQuery query, int place) {
    return fold(entry.name())
        .match(query)
        .or(() -> byPeople(entry, query))
        .map(match ->
            new Placed(
                new Found(entry, match.marks()),
                match.rank(),
                group(entry),
                // The one on the screen is not where one wants to go.
                place == 0 ? NEVER : place))
        .stream();
  }

  private Optional<Match> byPeople(SwitcherEntry entry, FuzzyQuery query) {
    return entry instanceof SwitcherEntry.Conversation one
            && one.people().stream().anyMatch(name -> fold(name).hasWords(query))
        ? Optional.of(new Match(BY_PEOPLE, List.of()))
        : Optional.empty();
  }

  /// The reader's own, people, rooms to join, and what is archived.
  private static int group(SwitcherEntry entry) {
    return switch (entry) {
      case SwitcherEntry.Conversation one -> one.summary().archived() ? 3 : 0;
      case SwitcherEntry.Person _ -> 1;
      case SwitcherEntry.OpenRoom open -> open.room().archived() ? 3 : 2;
    };
  }

  private FuzzyName fold(String name) {
    if (folded.size() > MOST_KEPT) {
      folded.clear();
    }
    return folded.computeIfAbsent(name, FuzzyName::new);
  }
}
