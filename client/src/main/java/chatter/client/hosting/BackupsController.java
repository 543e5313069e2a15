package chatter.client.hosting;

import chatter.client.hosting.BackupsViewModel.Looked;
import chatter.client.ui.StatusLabel;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.form.SwitchLine;
import chatter.server.backup.BackupShelf;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// Binds `Backups.fxml`: the folder of the hosted chat and its backups.
public final class BackupsController {
  /// More would be a wall; the folder has them all.
  private static final int SHOWN = 12;

  private final BackupsViewModel model;
  private final Texts texts;
  private final Consumer<Path> openFolder;
  private final Function<String, Node> words;

  @FXML private Pane data;
  @FXML private Label folder;
  @FXML private Label size;
  @FXML private SwitchLine hourly;
  @FXML private Button backUp;
  @FXML private StatusLabel backupStatus;
  @FXML private Label none;
  @FXML private Pane list;
  @FXML private Pane inside;

  /// @param openFolder shows a folder in the system's file manager
  /// @param words shows what somebody wrote, with its emoji
  public BackupsController(
      BackupsViewModel model,
      Texts texts,
      Consumer<Path> openFolder,
      Function<String, Node> words) {
    this.model = model;
    this.texts = texts;
    this.openFolder = openFolder;
    this.words = words;
  }

  @FXML
  private void initialize() {
    folder.setText(model.folder().toString());
    Visibility.text(
        size,
        model.sizeProperty().map(bytes -> bytes.isEmpty() ? "" : texts.say("hosting.size", bytes)));
    model.scheduledProperty().subscribe(hourly::setSelected);
    backUp.disableProperty().bind(model.busyProperty());
    backupStatus.follow(model.statusProperty());
    Visibility.when(none, Bindings.isEmpty(model.backups()));
    model.backups().addListener((ListChangeListener<BackupShelf.Item>) change -> showList());
    showList();
    model.lookedProperty().subscribe(this::showInside);
    Visibility.whenSeen(data, model::refresh);
  }

  private void showList() {
    list.getChildren()
        .setAll(
            model.backups().stream()
                .limit(SHOWN)
                .map(item -> new BackupRow(item, model, texts))
                .toList());
  }

  private void showInside(Optional<Looked> looked) {
    inside.setVisible(looked.isPresent());
    inside.setManaged(looked.isPresent());
    inside.getChildren().clear();
    looked.ifPresent(now -> inside.getChildren().add(new BackupView(now, model, texts, words)));
  }

  @FXML
  private void toggleHourly() {
    model.schedule(hourly.isSelected());
  }

  @FXML
  private void backUp() {
    model.backUp();
  }

  @FXML
  private void openFolder() {
    openFolder.accept(model.folder());
  }
}
