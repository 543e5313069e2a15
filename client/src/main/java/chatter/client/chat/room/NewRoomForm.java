package chatter.client.chat.room;

import chatter.client.ui.Texts;
import chatter.client.ui.form.Field;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/// Makes a room: what it is called and about, who can find it, and who is in it. JavaFX application
/// thread only.
final class NewRoomForm extends VBox {
  private final Field title = new Field();

  NewRoomForm(NewRoomViewModel model, Texts texts, PersonLine.Tools tools, Runnable close) {
    super(12);
    setId("newRoom");
    title.setId("roomName");
    title.setLabel(texts.say("newRoom.name"));
    title.bind(model.title());
    Field topic = new Field();
    topic.setLabel(texts.say("newRoom.topic"));
    topic.bind(model.topic());
    PeoplePicker people =
        new PeoplePicker(
            texts,
            tools,
            model.candidates(),
            model.chosen(),
            person -> person.id() != tools.reader().getAsLong(),
            texts.say("newRoom.people"),
            false);
    getChildren().addAll(title, topic);
    getChildren().addAll(OptionCard.forRoom(texts, model.openProperty()));
    getChildren()
        .addAll(
            people,
            new ProblemLabel(model.errorProperty()),
            new FormButtons(
                texts.say("newRoom.cancel"),
                close,
                texts.say("newRoom.make"),
                () -> model.make(close),
                model.busyProperty()));
  }

  /// What has the keyboard at first.
  Node start() {
    return title;
  }
}
