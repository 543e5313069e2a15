package chatter.client.hosting;

import chatter.client.ui.StatusLabel;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.dialog.Dialogs;
import chatter.client.ui.form.CopyButton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// Binds `Export.fxml`: copies of the hosted chat for elsewhere.
public final class ExportController {
  private final ExportViewModel model;
  private final Texts texts;
  private final Dialogs dialogs;
  private final Consumer<Path> openFolder;

  @FXML private Button export;
  @FXML private Button archive;
  @FXML private Pane steps;
  @FXML private Label command;
  @FXML private Pane commandPlace;
  @FXML private StatusLabel exportStatus;
  @FXML private Button openCopy;

  /// @param dialogs asks where the copy is to go
  /// @param openFolder shows a folder in the system's file manager
  public ExportController(
      ExportViewModel model, Texts texts, Dialogs dialogs, Consumer<Path> openFolder) {
    this.model = model;
    this.texts = texts;
    this.dialogs = dialogs;
    this.openFolder = openFolder;
  }

  @FXML
  private void initialize() {
    export.disableProperty().bind(model.busyProperty());
    archive.disableProperty().bind(model.busyProperty());
    Visibility.when(steps, model.archiveProperty().map(Optional::isPresent));
    model.archiveProperty().subscribe(file -> file.ifPresent(this::showCommand));
    commandPlace
        .getChildren()
        .add(CopyButton.small(texts.say("hosting.move.copy"), command::getText));
    Visibility.when(openCopy, model.writtenProperty().map(Optional::isPresent));
    exportStatus.follow(model.statusProperty());
  }

  private void showCommand(Path file) {
    command.setText(texts.say("hosting.move.command", file.getFileName()));
  }

  @FXML
  private void openCopy() {
    model.writtenProperty().get().map(Path::getParent).ifPresent(openFolder);
  }

  @FXML
  private void export() {
    dialogs
        .chooseNewFile(texts.say("hosting.export.title"), model.fileName(".html"))
        .ifPresent(model::export);
  }

  @FXML
  private void archive() {
    dialogs
        .chooseNewFile(texts.say("hosting.move.title"), model.fileName(".chatter"))
        .ifPresent(model::archive);
  }
}
