package chatter.client.hosting;

import chatter.client.ui.Shown;
import chatter.client.ui.SwitchLine;
import chatter.client.ui.Texts;
import javafx.fxml.FXML;
import javafx.scene.layout.Pane;

/// Binds `Stay.fxml`: what happens when the window is closed, and when the computer starts.
public final class StayController {
  private final StayViewModel model;
  private final Texts texts;

  @FXML private Pane stay;
  @FXML private SwitchLine stays;
  @FXML private SwitchLine atLogin;
  @FXML private StatusLabel stayStatus;

  /// One for its view.
  public StayController(StayViewModel model, Texts texts) {
    this.model = model;
    this.texts = texts;
  }

  @FXML
  private void initialize() {
    model.staysProperty().subscribe(stays::setSelected);
    stays.hintProperty().bind(model.staysHintProperty());
    model.atLoginProperty().subscribe(atLogin::setSelected);
    atLogin.setDisable(!model.atLoginPossible());
    atLogin.setHint(
        texts.say(model.atLoginPossible() ? "hosting.atLogin.hint" : "hosting.atLogin.impossible"));
    stayStatus.follow(model.statusProperty());
    Shown.whenSeen(stay, model::look);
  }

  @FXML
  private void toggleStays() {
    model.setStays(stays.isSelected());
  }

  @FXML
  private void toggleAtLogin() {
    model.setAtLogin(atLogin.isSelected());
  }
}
