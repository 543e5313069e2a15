package chatter.server.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which logins have connections, and since when the others have none; for the strict rule that a
/// login ends with its last connection. Safe for any thread.
final class ConnectedSessions {
  private final Map<Long, Integer> open = new HashMap<>();
  private final Map<Long, Instant> aloneSince = new HashMap<>();

  synchronized void opened(long session) {
    open.merge(session, 1, Integer::sum);
    aloneSince.remove(session);
  }

  synchronized void closed(long session, Instant now) {
    Integer left = open.computeIfPresent(session, (id, count) -> count == 1 ? null : count - 1);
    if (left == null) {
      aloneSince.put(session, now);
    }
  }

  /// Takes out those that have had no connection for that long.
  synchronized List<Long> takeAlone(Duration grace, Instant now) {
    List<Long> taken = new ArrayList<>();
    aloneSince
        .entrySet()
        .removeIf(entry -> {
          boolean over = !entry.getValue().plus(grace).isAfter(now);
          if (over) {
            taken.add(entry.getKey());
          }
          return over;
        });
    return taken;
  }
}
