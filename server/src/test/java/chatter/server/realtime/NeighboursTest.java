package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who hears of whom where there are too many for everybody to hear of everybody.
final class NeighboursTest {
  private static final long LOBBY = 1;
  private static final long CROWD = 2;
  private static final long TEAM = 3;
  private static final long PAIR = 4;

  private final Memberships memberships = new Memberships();
  private final Neighbours neighbours = new Neighbours(memberships);

  @BeforeEach
  void aChatOfAThousand() {
    memberships.open(LOBBY);
    LongStream.rangeClosed(1, 1_000).forEach(memberships::of);
    LongStream.rangeClosed(1, 201).forEach(account -> memberships.add(CROWD, account));
    LongStream.rangeClosed(1, 3).forEach(account -> memberships.add(TEAM, account));
    List.of(1L, 900L).forEach(account -> memberships.add(PAIR, account));
  }

  @Test
  void thoseOfSmallConversationsAreNeighboursTheSmallestFirst() {
    assertEquals(List.of(1L, 900L, 2L, 3L), List.copyOf(neighbours.of(1)));
    assertEquals(Set.of(900L, 1L), neighbours.of(900));
    assertEquals(Set.of(500L), neighbours.of(500));
  }

  @Test
  void whoMayNotSignInMakesAConversationNoLarger() {
    memberships.bar(201, true);
    assertEquals(201, neighbours.of(1).size() - 1);
    memberships.bar(201, false);
    assertEquals(4, neighbours.of(1).size());
  }

  @Test
  void aChangeIsToldToNeighboursWhoAreHere() {
    Set<Long> changed = new LinkedHashSet<>(List.of(1L, 500L));
    assertEquals(
        Map.of(1L, Set.of(1L), 2L, Set.of(1L)),
        neighbours.toTell(changed, account -> account <= 2));
    assertTrue(changed.isEmpty());
  }

  @Test
  void whoComesIntoASmallConversationHearsOfThoseInIt() {
    memberships.add(TEAM, 4);
    assertTrue(neighbours.joined(TEAM, 4));
    assertEquals(
        Map.of(4L, Set.of(1L, 2L, 3L, 4L)), neighbours.toTell(new HashSet<>(), account -> true));
    assertFalse(neighbours.joined(CROWD, 4));
    assertEquals(Map.of(), neighbours.toTell(new HashSet<>(), account -> true));
  }

  @Test
  void aGreatManyChangesAreNotToldInOneGo() {
    LongStream.rangeClosed(1, 200)
        .forEach(room ->
            LongStream.rangeClosed(1, 150)
                .forEach(account -> memberships.add(1_000 + room, account)));
    Set<Long> changed = new LinkedHashSet<>(LongStream.rangeClosed(1, 150).boxed().toList());
    var _ = neighbours.toTell(changed, account -> false);
    assertFalse(changed.isEmpty());
    for (int i = 0; i < 150 && !changed.isEmpty(); i++) {
      var _ = neighbours.toTell(changed, account -> false);
    }
    assertTrue(changed.isEmpty());
  }
}
