package chatter.client.chat;

import chatter.client.ui.Texts;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// How many people a conversation has. JavaFX application thread only.
final class MemberCount {
  private final Texts texts;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper alone = new ReadOnlyBooleanWrapper();

  MemberCount(Texts texts) {
    this.texts = texts;
  }

  /// @param online 0 if that is not known
  /// @param everybody whether it is those of the whole chat
  void show(int members, int online, boolean everybody) {
    String all = texts.say("room.members", members);
    text.set(online == 0 ? all : texts.say("room.online", all, online));
    alone.set(everybody && members == 1 && online == 1);
  }

  /// The room is shown as it was known when the program ended.
  void showRemembered() {
    text.set(texts.say("chat.header.remembered"));
  }

  /// "14 members, 6 online".
  ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  /// Whether the reader is the only one in the chat.
  ReadOnlyBooleanProperty aloneProperty() {
    return alone.getReadOnlyProperty();
  }
}
