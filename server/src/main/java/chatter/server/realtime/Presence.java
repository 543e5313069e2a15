package chatter.server.realtime;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.ServerEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Who is here. Somebody is offline only after a while without a connection, so that a change of
/// network is no news. The hub's thread only.
final class Presence {
  /// Above so many people nobody is told of all, but of those with whom one shares a smaller
  /// conversation.
  static final int NAMED_PEOPLE = 200;

  private static final long LINGER_NANOS = 15_000_000_000L;

  private final Map<Long, PresenceInfo> people = new LinkedHashMap<>();

  /// What was written of some of them: each is told to everybody who comes back.
  private final Map<Long, byte[]> written = new HashMap<>();

  /// How many connections each has here, and at how many other servers it has some.
  private final Map<Long, Integer> connections = new HashMap<>();

  /// Who is at other servers, by the server.
  private final Map<String, Set<Long>> elsewhere = new HashMap<>();

  private final Map<Long, Gone> lingering = new HashMap<>();

  /// Whose connections are closing because they are not among the people any more.
  private final Set<Long> out = new HashSet<>();

  private final Set<Long> changed = new LinkedHashSet<>();
  private boolean countChanged;

  /// Whether the last difference told people by name.
  private boolean named;

  /// @param known everybody, offline: who is named only when there are few must be known before
  Presence(List<PresenceInfo> known) {
    known.forEach(p -> people.put(p.id(), p));
    named = naming();
  }

  int people() {
    return people.size();
  }

  /// Somebody's name.
  Optional<String> name(long account) {
    return Optional.ofNullable(people.get(account)).map(PresenceInfo::name);
  }

  /// Those of them who are among the people.
  Map<Long, PresenceInfo> of(Collection<Long> accounts) {
    Map<Long, PresenceInfo> found = new HashMap<>();
    for (Long account : accounts) {
      PresenceInfo info = people.get(account);
      if (info != null) {
        found.put(account, info);
      }
    }
    return found;
  }

  /// How many are here of those who are still among the people.
  int online() {
    // Asked for at every coming and going, when thousands do at once.
    int here = connections.size() + lingering.size();
    for (Long account : out) {
      if (isHere(account)) {
        here--;
      }
    }
    return here;
  }

  private boolean isHere(long account) {
    return connections.containsKey(account) || lingering.containsKey(account);
  }

  void connected(long account) {
    if (connections.merge(account, 1, Integer::sum) == 1 && lingering.remove(account) == null) {
      set(account, PresenceInfo.State.ONLINE, null);
    }
  }

  void disconnected(long account, long nowNanos, Instant now) {
    disconnected(account, nowNanos, now, true);
  }

  private void disconnected(long account, long nowNanos, Instant now, boolean here) {
    if (connections.computeIfPresent(account, (k, n) -> n == 1 ? null : n - 1) == null) {
      lingering.put(account, new Gone(nowNanos, now, here));
    }
  }

  /// Who is at another server now, all of them; who was and is not counts as gone there.
  void elsewhere(String node, Set<Long> accounts, long nowNanos, Instant now) {
    Set<Long> before =
        accounts.isEmpty() ? elsewhere.remove(node) : elsewhere.put(node, Set.copyOf(accounts));
    accounts.stream()
        .filter(account -> before == null || !before.contains(account))
        .forEach(this::connected);
    if (before != null) {
      before.stream()
          .filter(account -> !accounts.contains(account))
          .forEach(account -> disconnected(account, nowNanos, now, false));
    }
  }

  /// Who has a connection here.
  Set<Long> here() {
    Map<Long, Integer> here = new HashMap<>(connections);
    elsewhere
        .values()
        .forEach(accounts ->
            accounts.forEach(
                account -> here.computeIfPresent(account, (k, n) -> n == 1 ? null : n - 1)));
    return Set.copyOf(here.keySet());
  }

  /// Those who have been away long enough since the last call, with when they left if that was
  /// here; of the others it is noted where they were.
  Map<Long, Instant> left(long nowNanos) {
    Map<Long, Instant> left = new HashMap<>();
    lingering.forEach((account, gone) -> {
      if (nowNanos - gone.nanos >= LINGER_NANOS) {
        left.put(account, gone.at);
      }
    });
    Map<Long, Instant> noted = new HashMap<>();
    left.forEach((account, at) -> {
      if (lingering.remove(account).here) {
        noted.put(account, at);
      }
      set(account, PresenceInfo.State.OFFLINE, at);
    });
    return noted;
  }

  /// Those who are here or were just now, with when they left: the server is stopping.
  Map<Long, Instant> everybodyLeaves(Instant now) {
    Map<Long, Instant> leaving = new HashMap<>();
    lingering.forEach((account, gone) -> {
      if (gone.here) {
        leaving.put(account, gone.at);
      }
    });
    here().forEach(account -> leaving.put(account, now));
    return leaving;
  }

  /// Somebody is one of the people now. Harmless if they were before.
  void created(AccountInfo account) {
    out.remove(account.id());
    PresenceInfo.State state =
        isHere(account.id()) ? PresenceInfo.State.ONLINE : PresenceInfo.State.OFFLINE;
    PresenceInfo joined =
        new PresenceInfo(account.id(), account.name(), account.avatarUrl(), state, null);
    if (people.putIfAbsent(account.id(), joined) == null) {
      countChanged = true;
      changed.add(account.id());
    }
  }

  /// Somebody is not one of the people any more. No difference says so: tell everybody in full.
  ///
  /// @return what to tell those who are not told in full; empty if it was none of them
  Optional<PresenceInfo> removed(long account) {
    PresenceInfo before = people.remove(account);
    written.remove(account);
    out.add(account);
    changed.remove(account);
    return Optional.ofNullable(before)
        .map(p ->
            new PresenceInfo(
                account, p.name(), p.avatarUrl(), PresenceInfo.State.OFFLINE, p.lastSeen()));
  }

  void renamed(AccountInfo account) {
    PresenceInfo p = people.get(account.id());
    if (p != null) {
      put(new PresenceInfo(p.id(), account.name(), account.avatarUrl(), p.state(), p.lastSeen()));
    }
  }

  /// Somebody is to be told of as if they had just come or gone.
  void touched(long account) {
    if (people.containsKey(account)) {
      changed.add(account);
    }
  }

  /// Whose state changed and was not told, to be taken out; where nobody is named for everybody.
  Set<Long> changed() {
    return changed;
  }

  /// What changed since the last call, as far as everybody is told. Where that is only how many
  /// there are, `changed` stays.
  Optional<ServerEvent.Presence> difference() {
    if (changed.isEmpty() && !countChanged) {
      return Optional.empty();
    }
    List<PresenceInfo> accounts = new ArrayList<>();
    if (naming()) {
      changed.forEach(id -> accounts.add(people.get(id)));
      changed.clear();
    }
    countChanged = false;
    if (named != naming()) {
      // Who was named before would stay listed for ever, and who was not would be missing.
      named = naming();
      return Optional.of(full());
    }
    return Optional.of(new ServerEvent.Presence(false, online(), people(), accounts));
  }

  /// Everybody, or only the numbers if there are too many.
  ServerEvent.Presence full() {
    return new ServerEvent.Presence(
        true, online(), people(), naming() ? List.copyOf(people.values()) : List.of());
  }

  /// Those of them who are among the people, as part of a difference or as all that somebody is
  /// told of.
  ServerEvent.Presence of(boolean full, Collection<Long> accounts) {
    return new ServerEvent.Presence(
        full,
        online(),
        people(),
        accounts.stream().map(people::get).filter(Objects::nonNull).toList());
  }

  /// What `full` tells, as one line.
  byte[] fullLine() {
    return line(true, naming() ? people.keySet() : List.of());
  }

  /// What `of` tells, as one line.
  byte[] line(boolean full, Collection<Long> accounts) {
    List<byte[]> each = new ArrayList<>(accounts.size());
    for (Long account : accounts) {
      PresenceInfo info = people.get(account);
      if (info != null) {
        each.add(written.computeIfAbsent(account, _ -> Codec.encodeUtf8(info)));
      }
    }
    return Codec.presence(full, online(), people(), each);
  }

  private void put(PresenceInfo info) {
    people.put(info.id(), info);
    written.remove(info.id());
  }

  /// Whether there are so few that everybody is told of everybody.
  boolean naming() {
    return people() <= NAMED_PEOPLE;
  }

  private void set(long account, PresenceInfo.State state, Instant lastSeen) {
    countChanged = true;
    PresenceInfo p = people.get(account);
    if (p != null) {
      put(new PresenceInfo(account, p.name(), p.avatarUrl(), state, lastSeen));
      changed.add(account);
    }
  }

  /// When the last connection went, on both clocks.
  ///
  /// @param here whether it was here, and not at another server
  private record Gone(long nanos, Instant at, boolean here) {}
}
