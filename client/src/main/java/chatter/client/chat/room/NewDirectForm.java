package chatter.client.chat.room;

import chatter.client.ui.Texts;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Begins a talk with one to eleven others. JavaFX application thread only.
final class NewDirectForm extends VBox {
  private final PeoplePicker people;

  NewDirectForm(NewDirectViewModel model, Texts texts, PersonLine.Tools tools, Runnable close) {
    super(12);
    setId("newDirect");
    people =
        new PeoplePicker(
            texts,
            tools,
            model.candidates(),
            model.chosen(),
            _ -> !model.isFull(),
            texts.say("direct.find"),
            true);
    Label most = new Label(texts.say("direct.most"));
    most.getStyleClass().addAll("text-2", "small");
    getChildren()
        .addAll(
            people,
            most,
            new ProblemLabel(model.errorProperty()),
            new FormButtons(
                texts.say("newRoom.cancel"),
                close,
                texts.say("direct.start"),
                () -> model.start(close),
                model.busyProperty()));
  }

  /// What has the keyboard at first.
  Node start() {
    return people.field();
  }
}
