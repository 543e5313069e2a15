package chatter.client.chat.room;

import chatter.client.net.http.ApiException;
import chatter.client.ui.form.FormField;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.api.ProblemCode;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Visibility;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;

/// What a room is called, what it is about, who finds it, and whether it is archived. JavaFX
/// application thread only.
public final class RoomSettingsViewModel {
  private final RoomContext context;
  private final long conversation;
  private final FormField title = new FormField("title");
  private final FormField topic = new FormField("topic");
  private final BooleanProperty open = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper confirmNeeded = new ReadOnlyBooleanWrapper();
  private final Calls calls;

  RoomSettingsViewModel(RoomContext context, long conversation) {
    this.context = context;
    this.conversation = conversation;
    calls = new Calls(context, title, topic);
    ConversationInfo now = info();
    if (now != null) {
      title.textProperty().set(now.title());
      topic.textProperty().set(now.topic());
      open.set(now.visibility() == Visibility.OPEN);
    }
    open.subscribe(_ -> confirmNeeded.set(false));
  }

  private ConversationInfo info() {
    return context.info(conversation);
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

  /// Whether it has to be said once more that a private room is to be open: `save(true, …)`.
  public ReadOnlyBooleanProperty confirmNeededProperty() {
    return confirmNeeded.getReadOnlyProperty();
  }

  /// What is wrong with the whole; empty if nothing is.
  public ReadOnlyStringProperty errorProperty() {
    return calls.errorProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return calls.busyProperty();
  }

  /// Whether the reader may change it: hosts, and of open rooms those who run the chat.
  public boolean mayChange() {
    return context.mayChange(info());
  }

  /// Saves what was changed.
  ///
  /// @param confirmed whether it was confirmed that everybody may read a private room from now on
  /// @param saved runs when it is
  public void save(boolean confirmed, Runnable saved) {
    if (calls.busyProperty().get() || !RoomWords.check(context.texts(), title, topic)) {
      return;
    }
    ConversationInfo now = info();
    Visibility visibility = open.get() ? Visibility.OPEN : Visibility.PRIVATE;
    String newTitle = title.text().strip();
    String newTopic = topic.text().strip();
    ChangeRoomRequest change =
        new ChangeRoomRequest(
            newTitle.equals(now.title()) ? null : newTitle,
            newTopic.equals(now.topic()) ? null : newTopic,
            visibility == now.visibility() ? null : visibility,
            null,
            confirmed ? true : null);
    if (change.title() == null && change.topic() == null && change.visibility() == null) {
      saved.run();
      return;
    }
    send(change, saved);
  }

  /// Puts the room into the archive, where it can only be read, or takes it out.
  public void setArchived(boolean archived, Runnable done) {
    send(new ChangeRoomRequest(null, null, null, archived, null), done);
  }

  private void send(ChangeRoomRequest change, Runnable done) {
    calls.run(
        context.session().conversations().change(conversation, change),
        _ -> {
          confirmNeeded.set(false);
          done.run();
        },
        refusal -> {
          boolean asks =
              refusal instanceof ApiException.Refused refused
                  && ProblemCode.CONFIRM_NEEDED.wireName().equals(refused.code());
          confirmNeeded.set(asks);
          return asks;
        });
  }
}
