package chatter.client.hosting;

import chatter.client.hosting.BackupsViewModel.Looked;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.server.backup.BackupShelf;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What is in a backup: how much, and its last messages. Style class `backup-inside`.
final class BackupView extends VBox {
  /// @param words shows what somebody wrote, with its emoji
  BackupView(Looked looked, BackupsViewModel model, Texts texts, Function<String, Node> words) {
    getStyleClass().add("backup-inside");
    BackupShelf.Contents inside = looked.inside();
    Label title = new Label(texts.say("hosting.look.title", model.taken(looked.backup())));
    title.getStyleClass().add("backup-when");
    title.setWrapText(true);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    Button close = new Button();
    close.setId("closeLook");
    close.getStyleClass().add("icon-button");
    close.setGraphic(Icon.X.node(16));
    close.setAccessibleText(texts.say("hosting.look.close"));
    close.setMinWidth(USE_PREF_SIZE);
    close.setOnAction(click -> model.close());
    getChildren().addAll(new HBox(title, close), small(counts(inside, model, texts)));
    for (BackupShelf.Line message : inside.newest()) {
      Node who =
          words.apply(texts.say("hosting.look.by", message.name(), model.exact(message.sentAt())));
      who.getStyleClass().add("backup-who");
      getChildren().add(new VBox(who, words.apply(message.body())));
    }
  }

  private static String counts(BackupShelf.Contents inside, BackupsViewModel model, Texts texts) {
    String much =
        texts.say(
            "hosting.look.counts",
            texts.say("hosting.look.people", inside.people()),
            texts.say("hosting.look.rooms", inside.rooms()),
            texts.say("hosting.look.messages", inside.messages()));
    return inside.first().isEmpty() || inside.last().isEmpty()
        ? much
        : texts.say(
            "hosting.look.span",
            much,
            model.exact(inside.first().get()),
            model.exact(inside.last().get()));
  }

  private static Label small(String words) {
    Label label = new Label(words);
    label.setWrapText(true);
    label.getStyleClass().addAll("text-2", "small");
    return label;
  }
}
