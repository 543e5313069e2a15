package chatter.server.realtime;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Who belongs to which conversation, as far as the hub has come with what was committed. The first
/// room has everybody in it whom anybody has heard of. The hub's thread only.
final class Memberships {
  private final Map<Long, Set<Long>> accounts = new HashMap<>();
  private final Map<Long, Set<Long>> conversations = new HashMap<>();
  private final Set<Long> barred = new HashSet<>();
  private Long everybodys;

  /// @param lobby the room that everybody is in
  void open(long lobby) {
    everybodys = lobby;
  }

  /// The conversations of an account; a view that changes with what happens.
  Set<Long> of(long account) {
    Set<Long> own = conversations.get(account);
    if (own == null) {
      own = new HashSet<>();
      conversations.put(account, own);
      if (everybodys != null) {
        add(everybodys, account);
      }
    }
    return own;
  }

  /// Who belongs to a conversation, those too who may not sign in.
  Set<Long> in(long conversation) {
    return Collections.unmodifiableSet(accounts.getOrDefault(conversation, Set.of()));
  }

  /// Whether an account belongs to a conversation.
  boolean has(long conversation, long account) {
    return accounts.getOrDefault(conversation, Set.of()).contains(account);
  }

  /// How many belong to a conversation who may sign in.
  int people(long conversation) {
    Set<Long> in = accounts.getOrDefault(conversation, Set.of());
    int people = in.size();
    for (Long account : barred) {
      if (in.contains(account)) {
        people--;
      }
    }
    return people;
  }

  /// Whether at most so many belong to a conversation who may sign in.
  boolean small(long conversation, int most) {
    int all = accounts.getOrDefault(conversation, Set.of()).size();
    return all <= most || (all - barred.size() <= most && people(conversation) <= most);
  }

  void add(long conversation, long account) {
    of(account).add(conversation);
    accounts.computeIfAbsent(conversation, _ -> new HashSet<>()).add(account);
  }

  void remove(long conversation, long account) {
    of(account).remove(conversation);
    Set<Long> in = accounts.get(conversation);
    if (in != null && in.remove(account) && in.isEmpty()) {
      accounts.remove(conversation);
    }
  }

  /// Says whether an account may sign in; who may not is not counted.
  void bar(long account, boolean now) {
    of(account);
    if (now) {
      barred.add(account);
    } else {
      barred.remove(account);
    }
  }
}
