package chatter.server.realtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who is connected, by account and by conversation. The hub's thread only.
final class ConnectionRegistry {
  private final Set<Connection> all = new LinkedHashSet<>();
  private final Map<Long, Set<Connection>> byAccount = new HashMap<>();
  private final Map<Long, Set<Connection>> byConversation = new HashMap<>();

  void add(Connection connection) {
    all.add(connection);
    byAccount.computeIfAbsent(connection.account(), k -> new LinkedHashSet<>(2)).add(connection);
  }

  void subscribe(Connection connection, Collection<Long> conversations) {
    for (Long conversation : conversations) {
      byConversation.computeIfAbsent(conversation, k -> new LinkedHashSet<>()).add(connection);
    }
  }

  void unsubscribe(Connection connection, long conversation) {
    remove(byConversation, conversation, connection);
  }

  /// @return whether it was known
  boolean remove(Connection connection) {
    if (!all.remove(connection)) {
      return false;
    }
    remove(byAccount, connection.account(), connection);
    for (Long conversation : connection.conversations) {
      remove(byConversation, conversation, connection);
    }
    return true;
  }

  /// All connections, the oldest first, as they are now: safe to go through while they change.
  List<Connection> all() {
    return new ArrayList<>(all);
  }

  int size() {
    return all.size();
  }

  /// The account's connections, the oldest first.
  Collection<Connection> of(long account) {
    return byAccount.getOrDefault(account, Collections.emptySet());
  }

  /// The connections of everybody in the conversation who is here.
  Collection<Connection> in(long conversation) {
    return byConversation.getOrDefault(conversation, Collections.emptySet());
  }

  private static void remove(Map<Long, Set<Connection>> map, Long key, Connection connection) {
    Set<Connection> set = map.get(key);
    if (set != null) {
      set.remove(connection);
      if (set.isEmpty()) {
        map.remove(key);
      }
    }
  }
}
