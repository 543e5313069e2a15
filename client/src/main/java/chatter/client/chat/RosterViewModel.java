package chatter.client.chat;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.PresenceInfo;
import java.text.Collator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The other people of the chat and whether they are here. JavaFX application thread only.
public final class RosterViewModel {
  /// Somebody else.
  ///
  /// @param account who
  /// @param online whether here now
  record Person(AccountInfo account, boolean online) {}

  private final Map<Long, Person> known = new HashMap<>();
  private final ObservableList<Person> people = FXCollections.observableArrayList();
  private final ReadOnlyIntegerWrapper online = new ReadOnlyIntegerWrapper();
  private final Comparator<Person> order;
  private long me;

  RosterViewModel(Locale locale) {
    Collator collator = Collator.getInstance(locale);
    order =
        Comparator.comparing((Person person) -> !person.online())
            .thenComparing(person -> person.account().name(), collator::compare)
            .thenComparingLong(person -> person.account().id());
  }

  /// Everybody known but the reader: who is here first, then by name.
  ObservableList<Person> people() {
    return people;
  }

  /// How many are online, the reader included.
  ReadOnlyIntegerProperty onlineProperty() {
    return online.getReadOnlyProperty();
  }

  void setMe(long account) {
    me = account;
    sort();
  }

  /// @param full whether `accounts` is everybody
  void presence(boolean full, int onlineCount, List<PresenceInfo> accounts) {
    if (full) {
      known.clear();
    }
    for (PresenceInfo info : accounts) {
      known.put(
          info.id(),
          new Person(
              new AccountInfo(info.id(), info.name(), null, info.avatarUrl()),
              info.state() == PresenceInfo.State.ONLINE));
    }
    online.set(onlineCount);
    sort();
  }

  void accountChanged(AccountInfo account) {
    if (known.computeIfPresent(
            account.id(), (_, person) -> new Person(account.publicView(), person.online()))
        != null) {
      sort();
    }
  }

  private void sort() {
    people.setAll(
        known.values().stream()
            .filter(person -> person.account().id() != me)
            .sorted(order)
            .toList());
  }
}
