package chatter.client.hosting;

import chatter.client.ui.StatusLabel;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.dialog.Dialogs;
import chatter.client.ui.form.CopyButton;
import chatter.server.export.RoomExport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/// Binds `Export.fxml`: copies of the hosted chat for elsewhere.
public final class ExportController {
  private final ExportViewModel model;
  private final Texts texts;
  private final Dialogs dialogs;
  private final Consumer<Path> openFolder;

  @FXML private Button export;
  @FXML private Pane rooms;
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
    rooms.disableProperty().bind(model.busyProperty());
    Visibility.when(rooms, Bindings.isNotEmpty(model.rooms()));
    model.rooms().addListener((ListChangeListener<RoomExport.Room>) change -> showRooms());
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
    model.findRooms();
  }

  private void showRooms() {
    rooms.getChildren().setAll(model.rooms().stream().map(this::row).toList());
  }

  private Button row(RoomExport.Room room) {
    Label title = new Label(room.title());
    Label about = new Label(model.about(room));
    about.getStyleClass().addAll("text-2", "small");
    Button row = new Button(null, new VBox(title, about));
    row.getStyleClass().addAll("ghost", "export-room");
    row.setAccessibleText(texts.say("hosting.export.room", room.title(), about.getText()));
    row.setMaxWidth(Double.MAX_VALUE);
    row.setOnAction(event ->
        dialogs
            .chooseNewFile(texts.say("hosting.export.title"), model.fileName(room, ".html"))
            .ifPresent(file -> model.export(room.id(), file)));
    return row;
  }

  @FXML
  private void archive() {
    dialogs
        .chooseNewFile(texts.say("hosting.move.title"), model.fileName(".chatter"))
        .ifPresent(model::archive);
  }
}
