package chatter.client.settings;

import chatter.client.ui.StatusLabel;
import chatter.client.ui.form.Field;
import javafx.fxml.FXML;
import javafx.scene.control.Button;

/// Binds `Password.fxml` to a `PasswordViewModel`.
public final class PasswordController implements Panel {
  private final PasswordViewModel model;

  @FXML private Field oldPassword;
  @FXML private Field newPassword;
  @FXML private Button savePassword;
  @FXML private StatusLabel passwordStatus;

  /// For one view.
  public PasswordController(PasswordViewModel model) {
    this.model = model;
  }

  @FXML
  private void initialize() {
    oldPassword.bind(model.old());
    newPassword.bind(model.fresh());
    savePassword.disableProperty().bind(model.busyProperty());
    passwordStatus.follow(model.statusProperty());
  }

  @Override
  public void opened() {
    model.begin();
    oldPassword.requestFocus();
  }

  @FXML
  private void save() {
    model.save();
  }
}
