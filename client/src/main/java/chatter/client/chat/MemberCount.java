package chatter.client.chat;

import chatter.client.ui.Texts;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// How many people the chat has. JavaFX application thread only.
final class MemberCount {
  private final Texts texts;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper alone = new ReadOnlyBooleanWrapper();

  MemberCount(Texts texts) {
    this.texts = texts;
  }

  /// @param online 0 if that is not known
  void show(int members, int online) {
    String all = texts.say("room.members", members);
    text.set(online == 0 ? all : texts.say("room.online", all, online));
    alone.set(members == 1 && online == 1);
  }

  /// The room is shown as it was known when the program ended.
  void showRemembered() {
    text.set(texts.say("chat.header.remembered"));
  }

  /// "14 members, 6 online".
  ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  /// Whether the reader is the only one.
  ReadOnlyBooleanProperty aloneProperty() {
    return alone.getReadOnlyProperty();
  }
}
