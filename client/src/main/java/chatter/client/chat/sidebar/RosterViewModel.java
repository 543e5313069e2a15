package chatter.client.chat.sidebar;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.PresenceInfo;
import java.text.Collator;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The people of the chat and whether they are here. JavaFX application thread only.
public final class RosterViewModel {
  /// Whether somebody is here.
  public enum Here {
    /// Connected.
    ONLINE,
    /// Not connected.
    OFFLINE,
    /// The server, which alone knows, is away itself.
    UNKNOWN,
    /// The server does not say, because there are so many people.
    NOT_TOLD
  }

  /// Somebody.
  ///
  /// @param account who
  /// @param here whether here now
  /// @param lastSeen when the last connection ended; null if that is not known
  /// @param me whether it is the reader
  public record Person(AccountInfo account, Here here, Instant lastSeen, boolean me) {}

  private final Map<Long, PresenceInfo> known = new HashMap<>();
  private final ObservableList<Person> people = FXCollections.observableArrayList();
  private final ReadOnlyIntegerWrapper online = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper members = new ReadOnlyIntegerWrapper();
  private final Comparator<Person> order;
  private long me;

  /// Whether the server was lost and has not said since who is here.
  private boolean away;

  RosterViewModel(Locale locale) {
    Collator collator = Collator.getInstance(locale);
    order =
        Comparator.comparing((Person person) -> !online(person))
            .thenComparing(person -> person.account().name(), collator::compare)
            .thenComparingLong(person -> person.account().id());
  }

  /// Everybody known, the reader too: who is here first, then by name. While the server is away
  /// they keep their order.
  public ObservableList<Person> people() {
    return people;
  }

  /// How many are online, the reader included; 0 while that is not known.
  public ReadOnlyIntegerProperty onlineProperty() {
    return online.getReadOnlyProperty();
  }

  /// How many people there are, named or not; 0 while the server has not said.
  public ReadOnlyIntegerProperty membersProperty() {
    return members.getReadOnlyProperty();
  }

  /// Whether somebody is known to be here.
  public boolean isHere(long account) {
    PresenceInfo info = known.get(account);
    return !away && info != null && info.state() == PresenceInfo.State.ONLINE;
  }

  /// Somebody, with what is known of them.
  public Person person(AccountInfo account) {
    PresenceInfo info = known.get(account.id());
    return info != null
        ? person(info)
        : new Person(account, Here.NOT_TOLD, null, account.id() == me);
  }

  public void setMe(long account) {
    me = account;
    sort();
  }

  /// The server is away: what it said last about who is here holds no more.
  public void lost() {
    if (!away) {
      away = true;
      online.set(0);
      sort();
    }
  }

  /// @param full whether `accounts` is everybody
  /// @param memberCount null if the server does not say
  void presence(boolean full, int onlineCount, Integer memberCount, List<PresenceInfo> accounts) {
    if (full) {
      known.clear();
      away = false;
    }
    for (PresenceInfo info : accounts) {
      known.put(info.id(), info);
    }
    sort();
    // Whoever is listed is counted.
    if (!known.isEmpty()) {
      members.set(known.size());
    } else if (memberCount != null) {
      members.set(memberCount);
    }
    online.set(away ? 0 : onlineCount);
  }

  void accountChanged(AccountInfo account) {
    if (known.computeIfPresent(
            account.id(),
            (id, info) ->
                new PresenceInfo(
                    id, account.name(), account.avatarUrl(), info.state(), info.lastSeen()))
        != null) {
      sort();
    }
  }

  private boolean online(Person person) {
    return known.get(person.account().id()).state() == PresenceInfo.State.ONLINE;
  }

  private Person person(PresenceInfo info) {
    Here here = info.state() == PresenceInfo.State.ONLINE ? Here.ONLINE : Here.OFFLINE;
    return new Person(
        new AccountInfo(info.id(), info.name(), null, info.avatarUrl()),
        away ? Here.UNKNOWN : here,
        info.lastSeen(),
        info.id() == me);
  }

  private void sort() {
    people.setAll(known.values().stream().map(this::person).sorted(order).toList());
  }
}
