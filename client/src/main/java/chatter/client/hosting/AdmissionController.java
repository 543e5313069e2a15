package chatter.client.hosting;

import chatter.client.hosting.HostingViewModel.State;
import chatter.client.ui.StatusLabel;
import chatter.client.ui.Visibility;
import chatter.client.ui.form.Field;
import chatter.shared.api.Registration;
import java.util.Map;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Pane;

/// Binds `Admission.fxml`: the chat's name, who can reach it and who may join.
public final class AdmissionController {
  private final AdmissionViewModel model;
  private final HostingViewModel hosting;

  @FXML private Field name;
  @FXML private Button saveName;
  @FXML private ToggleButton onlyHere;
  @FXML private ToggleButton everyone;
  @FXML private Pane joining;
  @FXML private ToggleButton admitInvited;
  @FXML private ToggleButton admitAll;
  @FXML private ToggleButton admitNobody;
  @FXML private StatusLabel admissionStatus;

  /// One for its view.
  public AdmissionController(AdmissionViewModel model, HostingViewModel hosting) {
    this.model = model;
    this.hosting = hosting;
  }

  @FXML
  private void initialize() {
    name.bind(model.name());
    ObservableValue<Boolean> runs = hosting.stateProperty().map(s -> s == State.RUNNING);
    ObservableValue<Boolean> busy =
        hosting.stateProperty().map(s -> s == State.STARTING || s == State.STOPPING);
    Visibility.when(saveName, runs);
    Visibility.when(joining, runs);
    // A chat that is there has its name; it can be changed while it runs.
    Visibility.when(
        name, hosting.stateProperty().map(s -> s == State.RUNNING || !hosting.hasChat()));
    name.input()
        .focusedProperty()
        .addListener((property, before, focused) -> {
          if (!focused && !runs.getValue()) {
            model.saveName();
          }
        });
    hosting
        .openProperty()
        .subscribe(open -> {
          onlyHere.setSelected(!open);
          everyone.setSelected(open);
        });
    onlyHere.disableProperty().bind(busy);
    everyone.disableProperty().bind(busy);
    Map<Registration, ToggleButton> choices =
        Map.of(
            Registration.INVITE, admitInvited,
            Registration.OPEN, admitAll,
            Registration.CLOSED, admitNobody);
    choices.forEach((registration, button) ->
        button.setOnAction(click -> {
          model.admit(registration);
          button.setSelected(model.registrationProperty().get() == registration);
        }));
    model
        .registrationProperty()
        .subscribe(now -> choices.forEach((one, button) -> button.setSelected(one == now)));
    admissionStatus.follow(model.statusProperty());
  }

  @FXML
  private void saveName() {
    if (!model.saveName()) {
      name.requestFocus();
    }
  }

  @FXML
  private void chooseOnlyHere() {
    choose(false);
  }

  @FXML
  private void chooseEveryone() {
    choose(true);
  }

  private void choose(boolean open) {
    hosting.chooseOpen(open);
    onlyHere.setSelected(!hosting.openProperty().get());
    everyone.setSelected(hosting.openProperty().get());
  }
}
