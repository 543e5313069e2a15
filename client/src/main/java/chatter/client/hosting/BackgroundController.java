package chatter.client.hosting;

import chatter.client.prefs.HostingPreferences.WhenClosed;
import chatter.client.ui.StatusLabel;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.form.SegmentedControl;
import chatter.client.ui.form.SwitchLine;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// Binds `Background.fxml`: what happens when the window is closed, and when the computer starts.
public final class BackgroundController {
  private final BackgroundViewModel model;
  private final Texts texts;

  @FXML private Pane background;
  @FXML private SegmentedControl<WhenClosed> whenClosed;
  @FXML private Label backgroundHint;
  @FXML private SwitchLine atLogin;
  @FXML private StatusLabel backgroundStatus;

  /// One for its view.
  public BackgroundController(BackgroundViewModel model, Texts texts) {
    this.model = model;
    this.texts = texts;
  }

  @FXML
  private void initialize() {
    whenClosed.setChoices(
        List.of(WhenClosed.values()),
        choice -> texts.say("hosting.whenClosed." + choice),
        model.whenClosedProperty().get());
    whenClosed.setOnChosen(model::setWhenClosed);
    model.whenClosedProperty().subscribe(whenClosed::choose);
    Visibility.text(backgroundHint, model.hintProperty());
    model.atLoginProperty().subscribe(atLogin::setSelected);
    atLogin.setDisable(!model.atLoginPossible());
    atLogin.setHint(
        texts.say(model.atLoginPossible() ? "hosting.atLogin.hint" : "hosting.atLogin.impossible"));
    backgroundStatus.follow(model.statusProperty());
    Visibility.whenSeen(background, model::look);
  }

  @FXML
  private void toggleAtLogin() {
    model.setAtLogin(atLogin.isSelected());
  }
}
