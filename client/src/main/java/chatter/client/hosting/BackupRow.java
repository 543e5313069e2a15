package chatter.client.hosting;

import chatter.client.ui.Texts;
import chatter.server.backup.BackupShelf;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A backup, with what can be done with it. Style class `backup`.
final class BackupRow extends HBox {
  private final Texts texts;
  private final String taken;

  BackupRow(BackupShelf.Item backup, BackupsViewModel model, Texts texts) {
    this.texts = texts;
    this.taken = model.taken(backup);
    getStyleClass().add("backup");
    Label when = new Label(taken);
    when.getStyleClass().add("backup-when");
    Label bytes = new Label(model.bytes(backup.bytes()));
    bytes.getStyleClass().addAll("text-2", "small");
    VBox words = new VBox(when, bytes);
    HBox.setHgrow(words, Priority.ALWAYS);
    getChildren()
        .addAll(
            words,
            button("hosting.backup.look", "hosting.backup.lookLabel", () -> model.look(backup)),
            button(
                "hosting.backup.restore",
                "hosting.backup.restoreLabel",
                () -> model.restore(backup)));
  }

  private Button button(String key, String label, Runnable action) {
    Button button = new Button(texts.say(key));
    button.getStyleClass().add("text-button");
    button.setMinWidth(USE_PREF_SIZE);
    button.setAccessibleText(texts.say(label, taken));
    button.setOnAction(click -> action.run());
    return button;
  }
}
