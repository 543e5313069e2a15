package chatter.client.hosting;

import chatter.client.hosting.HostingViewModel.State;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.dialog.Dialogs;
import chatter.client.ui.form.Field;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;

/// Binds `Start.fxml`, where a chat begins: what it is called and who can reach it, and nothing
/// else. Everything else has a good default and can be changed later.
public final class StartController {
  private final HostingViewModel model;
  private final AdmissionViewModel admission;
  private final Texts texts;
  private final Dialogs dialogs;
  private final Runnable onBack;

  @FXML private Field newName;
  @FXML private Label problem;
  @FXML private ToggleButton onlyHere;
  @FXML private ToggleButton everyone;
  @FXML private Button start;
  @FXML private Button bring;

  /// @param dialogs lets the person choose the file of a chat that was moved here
  /// @param onBack called when the person wants to sign in elsewhere
  public StartController(
      HostingViewModel model,
      AdmissionViewModel admission,
      Texts texts,
      Dialogs dialogs,
      Runnable onBack) {
    this.model = model;
    this.admission = admission;
    this.texts = texts;
    this.dialogs = dialogs;
    this.onBack = onBack;
  }

  @FXML
  private void initialize() {
    newName.bind(admission.name());
    model
        .wishedOpenProperty()
        .subscribe(open -> {
          everyone.setSelected(open);
          onlyHere.setSelected(!open);
        });
    ObservableValue<Boolean> busy = model.stateProperty().map(state -> state != State.STOPPED);
    start.disableProperty().bind(busy);
    bring.disableProperty().bind(busy);
    newName.disableProperty().bind(busy);
    everyone.disableProperty().bind(busy);
    onlyHere.disableProperty().bind(busy);
    start
        .textProperty()
        .bind(model.stateProperty().map(state -> texts.say("hosting.start." + state.name())));
    Visibility.text(problem, model.problemProperty());
  }

  /// Puts the cursor where the typing starts.
  void focus() {
    newName.requestFocus();
  }

  @FXML
  private void chooseEveryone() {
    choose(true);
  }

  @FXML
  private void chooseOnlyHere() {
    choose(false);
  }

  private void choose(boolean open) {
    model.wishOpen(open);
    // A second click on the same one would leave none.
    everyone.setSelected(open);
    onlyHere.setSelected(!open);
  }

  @FXML
  private void start() {
    if (admission.saveName()) {
      model.start();
    } else {
      newName.requestFocus();
    }
  }

  @FXML
  private void bring() {
    model.bring(dialogs);
  }

  @FXML
  private void back() {
    onBack.run();
  }
}
