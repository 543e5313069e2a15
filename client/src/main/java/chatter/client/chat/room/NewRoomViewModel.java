package chatter.client.chat.room;

import chatter.client.ui.form.FormField;
import chatter.client.ui.search.PagedSearch;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Visibility;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// A room that is about to be made. JavaFX application thread only.
public final class NewRoomViewModel {
  private final RoomContext context;
  private final FormField title = new FormField("title");
  private final FormField topic = new FormField("topic");
  private final BooleanProperty open = new SimpleBooleanProperty(true);
  private final ObservableList<AccountInfo> chosen = FXCollections.observableArrayList();
  private final PagedSearch<AccountInfo> candidates;
  private final Calls calls;

  NewRoomViewModel(RoomContext context) {
    this.context = context;
    candidates = RoomsViewModel.people(context);
    calls = new Calls(context, title, topic);
  }

  public FormField title() {
    return title;
  }

  public FormField topic() {
    return topic;
  }

  /// Whether everybody in the chat finds and joins it.
  public BooleanProperty openProperty() {
    return open;
  }

  /// Who is to belong to it beside oneself.
  public ObservableList<AccountInfo> chosen() {
    return chosen;
  }

  /// People to choose from.
  public PagedSearch<AccountInfo> candidates() {
    return candidates;
  }

  /// What is wrong with the whole; empty if nothing is.
  public ReadOnlyStringProperty errorProperty() {
    return calls.errorProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return calls.busyProperty();
  }

  /// Makes it, if what is typed can be right.
  ///
  /// @param made runs when it is there, and shown
  public void make(Runnable made) {
    if (calls.busyProperty().get() || !RoomWords.check(context.texts(), title, topic)) {
      return;
    }
    calls.run(
        context
            .session()
            .conversations()
            .makeRoom(
                title.text().strip(),
                topic.text().strip(),
                open.get() ? Visibility.OPEN : Visibility.PRIVATE,
                chosen.stream().map(AccountInfo::id).toList()),
        room -> {
          context.enter(room);
          made.run();
        });
  }
}
