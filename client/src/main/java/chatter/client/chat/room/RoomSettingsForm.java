package chatter.client.chat.room;

import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.dialog.Dialogs;
import chatter.client.ui.form.Field;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What a room is called and about, and who can find it. JavaFX application thread only.
final class RoomSettingsForm extends VBox {
  private final Field title = new Field();

  private Runnable again = () -> {};

  /// @param dialogs asks before what was private becomes readable by all
  RoomSettingsForm(RoomSettingsViewModel model, Texts texts, Dialogs dialogs, Runnable close) {
    super(12);
    setId("roomSettings");
    title.setLabel(texts.say("settings.room.name"));
    title.bind(model.title());
    Field topic = new Field();
    topic.setLabel(texts.say("settings.room.topic"));
    topic.bind(model.topic());
    List<OptionCard> options = OptionCard.forRoom(texts, model.openProperty());
    Label who = new Label(texts.say("settings.room.visibility"));
    who.getStyleClass().addAll("text-2", "small");
    boolean may = model.mayChange();
    title.setDisable(!may);
    topic.setDisable(!may);
    options.forEach(option -> option.setDisable(!may));
    FormButtons buttons =
        new FormButtons(
            texts.say("newRoom.cancel"),
            close,
            texts.say("settings.room.save"),
            () -> model.save(false, close),
            model.busyProperty());
    Visibility.when(buttons.done(), new SimpleBooleanProperty(may));
    getChildren().addAll(title, topic, who);
    getChildren().addAll(options);
    getChildren().addAll(new ProblemLabel(model.errorProperty()), buttons);
    model
        .confirmNeededProperty()
        .subscribe(needed -> {
          if (needed) {
            dialogs.ask(
                new Dialogs.Question(
                    texts.say("settings.room.confirm", model.title().text()),
                    texts.say("settings.room.confirm.what"),
                    texts.say("settings.room.confirm.yes"),
                    texts.say("newRoom.cancel")),
                yes -> {
                  again.run();
                  if (yes) {
                    model.save(true, close);
                  }
                });
          }
        });
  }

  /// What shows the form again after a question took its place.
  void onQuestion(Runnable showAgain) {
    again = showAgain;
  }

  /// What has the keyboard at first.
  Node start() {
    return title;
  }
}
