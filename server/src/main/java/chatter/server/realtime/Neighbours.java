package chatter.server.realtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/// Who is told of whom in a chat of so many that not everybody is told of everybody: those who
/// share a conversation of few people. The hub's thread only.
final class Neighbours {
  /// In larger conversations people are not told of each other; who wants to know asks.
  static final int PEOPLE = 200;

  /// So many somebody hears of who comes back, those of the smallest conversations first.
  private static final int MOST = 1_000;

  /// So often it looks at somebody in one go: others wait for the thread.
  private static final int LOOKS = 50_000;

  private final Memberships memberships;

  /// Who has come to share a conversation with whom, and was not told of them yet.
  private final Map<Long, Set<Long>> owed = new HashMap<>();

  Neighbours(Memberships memberships) {
    this.memberships = memberships;
  }

  /// Those who share a small conversation with an account, and itself.
  Set<Long> of(long account) {
    List<Long> small = new ArrayList<>(small(account));
    small.sort(Comparator.comparingInt(conversation -> memberships.in(conversation).size()));
    Set<Long> found = new LinkedHashSet<>();
    found.add(account);
    int looks = 0;
    for (Long conversation : small) {
      for (Long other : memberships.in(conversation)) {
        if (++looks > LOOKS || found.size() >= MOST) {
          return found;
        }
        found.add(other);
      }
    }
    return found;
  }

  /// Somebody belongs to a conversation now whose people are to hear of each other.
  ///
  /// @return whether it is such a conversation
  boolean joined(long conversation, long account) {
    if (!memberships.small(conversation, PEOPLE)) {
      return false;
    }
    owed.computeIfAbsent(account, _ -> new LinkedHashSet<>()).addAll(memberships.in(conversation));
    return true;
  }

  /// Finds who is to hear of whom.
  ///
  /// @param changed whose state changed; taken out as far as there was time for
  /// @param here whether there is anybody to tell of an account's
  /// @return by who is to hear it
  Map<Long, Set<Long>> toTell(Set<Long> changed, LongPredicate here) {
    Map<Long, Set<Long>> told = new HashMap<>();
    owed.forEach((account, others) -> {
      if (here.test(account)) {
        told.computeIfAbsent(account, _ -> new LinkedHashSet<>()).addAll(others);
      }
    });
    owed.clear();
    int looks = 0;
    var left = changed.iterator();
    while (looks < LOOKS && left.hasNext()) {
      Long account = left.next();
      left.remove();
      looks++;
      for (Long conversation : small(account)) {
        for (Long other : memberships.in(conversation)) {
          looks++;
          if (here.test(other)) {
            told.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(account);
          }
        }
      }
    }
    return told;
  }

  private List<Long> small(long account) {
    return memberships.of(account).stream()
        .filter(conversation -> memberships.small(conversation, PEOPLE))
        .toList();
  }
}
