package chatter.client.chat;

import chatter.shared.protocol.AccountInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the people are called of whom something was heard. JavaFX application thread only.
public final class KnownPeople {
  private final Map<Long, AccountInfo> known = new HashMap<>();

  /// Somebody as they are now.
  ///
  /// @return whether the name is new, so that texts that mention it change
  boolean learn(AccountInfo account) {
    AccountInfo before = known.put(account.id(), account.publicView());
    return before == null || !before.name().equals(account.name());
  }

  /// Somebody, who may go by another name by now: what was learned before is newer.
  void meet(AccountInfo account) {
    known.putIfAbsent(account.id(), account.publicView());
  }

  /// The same for several.
  boolean learn(List<AccountInfo> accounts) {
    boolean any = false;
    for (AccountInfo account : accounts) {
      any |= learn(account);
    }
    return any;
  }

  /// What somebody is called; null if that is not known.
  public String nameOf(long account) {
    AccountInfo one = known.get(account);
    return one == null ? null : one.name();
  }

  /// What somebody is called by now.
  String nameOf(AccountInfo account) {
    String now = nameOf(account.id());
    return now == null ? account.name() : now;
  }

  /// Somebody; null if not known.
  public AccountInfo account(long id) {
    return known.get(id);
  }

  /// Everybody known.
  public List<AccountInfo> all() {
    return List.copyOf(known.values());
  }
}
