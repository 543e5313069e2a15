package chatter.client.settings;

import chatter.client.ui.StatusLabel;
import chatter.client.ui.form.Field;
import javafx.fxml.FXML;
import javafx.scene.control.Button;

/// Binds `Name.fxml` to a `NameViewModel`.
public final class NameController implements Panel {
  private final NameViewModel model;

  @FXML private Field newName;
  @FXML private Button saveName;
  @FXML private StatusLabel nameStatus;

  /// For one view.
  public NameController(NameViewModel model) {
    this.model = model;
  }

  @FXML
  private void initialize() {
    newName.bind(model.name());
    saveName.disableProperty().bind(model.busyProperty());
    nameStatus.follow(model.statusProperty());
  }

  @Override
  public void opened() {
    model.begin();
    newName.requestFocus();
  }

  @FXML
  private void save() {
    model.save();
  }
}
