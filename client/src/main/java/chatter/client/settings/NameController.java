package chatter.client.settings;

import chatter.client.ui.Visibility;
import chatter.client.ui.form.Field;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/// Binds `Name.fxml` to a `NameViewModel`.
public final class NameController implements Panel {
  private final NameViewModel model;

  @FXML private Field newName;
  @FXML private Button saveName;
  @FXML private Label nameStatus;

  /// For one view.
  public NameController(NameViewModel model) {
    this.model = model;
  }

  @FXML
  private void initialize() {
    newName.bind(model.name());
    saveName.disableProperty().bind(model.busyProperty());
    Visibility.text(nameStatus, model.statusProperty().map(Status::text));
    model
        .statusProperty()
        .subscribe(
            said -> nameStatus.pseudoClassStateChanged(ProfileController.PROBLEM, said.problem()));
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
