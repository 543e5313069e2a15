package chatter.client.chat.room;

import chatter.client.ui.search.PagedSearch;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AccountInfo;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// A direct conversation that is about to be begun. JavaFX application thread only.
public final class NewDirectViewModel {
  private final RoomContext context;
  private final ObservableList<AccountInfo> chosen = FXCollections.observableArrayList();
  private final PagedSearch<AccountInfo> candidates;
  private final Calls calls;

  NewDirectViewModel(RoomContext context) {
    this.context = context;
    candidates = RoomsViewModel.people(context);
    calls = new Calls(context);
  }

  /// With whom.
  public ObservableList<AccountInfo> chosen() {
    return chosen;
  }

  /// People to choose from.
  public PagedSearch<AccountInfo> candidates() {
    return candidates;
  }

  /// What is wrong; empty if nothing is.
  public ReadOnlyStringProperty errorProperty() {
    return calls.errorProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return calls.busyProperty();
  }

  /// Whether one more can be chosen.
  public boolean isFull() {
    return chosen.stream().filter(one -> one.id() != context.me().id()).count()
        >= Limits.DIRECT_PEOPLE - 1;
  }

  /// Goes to it.
  ///
  /// @param begun runs when it is shown
  public void start(Runnable begun) {
    if (calls.busyProperty().get() || chosen.isEmpty()) {
      return;
    }
    calls.run(
        context.session().conversations().direct(chosen.stream().map(AccountInfo::id).toList()),
        direct -> {
          context.enter(direct);
          begun.run();
        });
  }
}
