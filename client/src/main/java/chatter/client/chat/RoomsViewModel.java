package chatter.client.chat;

import chatter.client.ui.Texts;
import chatter.client.ui.When;
import chatter.shared.text.Direction;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The rooms in the sidebar. JavaFX application thread only.
final class RoomsViewModel {
  private final Texts texts;
  private final When labels;
  private final ObservableList<RoomItem> items = FXCollections.observableArrayList();

  RoomsViewModel(Texts texts, When labels) {
    this.texts = texts;
    this.labels = labels;
  }

  ObservableList<RoomItem> items() {
    return items;
  }

  /// The name for a short line: the first word of it.
  static String firstName(String name) {
    return name.strip().split("\\s+", 2)[0];
  }

  /// Describes the conversation being shown anew. Its preview is its newest message, as far as that
  /// is loaded.
  void show(OpenConversation open) {
    Entry newest = open.timeline().newest();
    int unread = open.timeline().readMark().toTellProperty().get();
    RoomItem item;
    if (newest == null || !open.timeline().pages().isEndComplete()) {
      boolean begun = newest == null && open.timeline().pages().isStartComplete();
      String preview = begun ? texts.say("chat.room.empty") : "";
      item = new RoomItem(open.id(), open.title(), preview, "", unread);
    } else {
      Quote line = Quote.of(newest);
      String key = newest.own() ? "chat.room.previewOwn" : "chat.room.preview";
      String preview =
          Direction.runningLike(line.text(), texts.say(key, firstName(line.name()), line.text()));
      String time = labels.brief(newest.content().at());
      item = new RoomItem(open.id(), open.title(), preview, time, unread);
    }
    if (!items.equals(List.of(item))) {
      items.setAll(item);
    }
  }
}
