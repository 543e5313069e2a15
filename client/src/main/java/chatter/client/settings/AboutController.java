package chatter.client.settings;

import chatter.client.ui.StatusLabel;
import chatter.client.ui.form.Field;
import chatter.shared.api.Registration;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;

/// Binds `About.fxml` to an `AboutViewModel`.
public final class AboutController implements Panel {
  private final AboutViewModel model;

  @FXML private Field chatName;
  @FXML private ToggleButton joinINVITE;
  @FXML private ToggleButton joinOPEN;
  @FXML private ToggleButton joinCLOSED;
  @FXML private Button saveChat;
  @FXML private StatusLabel aboutStatus;

  /// For one view.
  public AboutController(AboutViewModel model) {
    this.model = model;
  }

  @FXML
  private void initialize() {
    chatName.bind(model.name());
    Map<Registration, ToggleButton> choices =
        Map.of(
            Registration.INVITE, joinINVITE,
            Registration.OPEN, joinOPEN,
            Registration.CLOSED, joinCLOSED);
    ToggleGroup group = new ToggleGroup();
    choices.forEach((registration, button) -> {
      button.setToggleGroup(group);
      button.setOnAction(click -> {
        model.registrationProperty().set(registration);
        // A second click on the same one would leave none.
        button.setSelected(true);
      });
    });
    model.registrationProperty().subscribe(now -> choices.get(now).setSelected(true));
    saveChat.disableProperty().bind(model.busyProperty());
    aboutStatus.follow(model.statusProperty());
  }

  @Override
  public void opened() {
    model.begin();
    chatName.requestFocus();
  }

  @FXML
  private void save() {
    model.save();
  }
}
