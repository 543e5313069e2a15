package chatter.client.login;

import chatter.client.login.LoginViewModel.State;
import chatter.client.ui.Field;
import chatter.client.ui.Shown;
import chatter.client.ui.Texts;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// Binds `Login.fxml` to a `LoginViewModel`.
public final class LoginController {
  private final LoginViewModel model;
  private final Texts texts;
  private final Runnable onHost;

  @FXML private Label title;
  @FXML private Label subtitle;
  @FXML private Label notice;
  @FXML private Label problem;
  @FXML private Pane known;
  @FXML private Field address;
  @FXML private Field name;
  @FXML private Field email;
  @FXML private Field password;
  @FXML private Button submit;
  @FXML private Button other;
  @FXML private Pane hosting;

  /// @param onHost called when the person wants to host a chat
  public LoginController(LoginViewModel model, Texts texts, Runnable onHost) {
    this.model = model;
    this.texts = texts;
    this.onHost = onHost;
  }

  @FXML
  private void initialize() {
    address.bind(model.address());
    name.bind(model.name());
    email.bind(model.email());
    password.bind(model.password());
    ObservableValue<Boolean> registering = model.stateProperty().map(LoginController::registers);
    ObservableValue<Boolean> busy =
        model.stateProperty().map(s -> s == State.SIGNING_IN || s == State.REGISTERING);
    title.textProperty().bind(registering.map(r -> say(r ? "register.title" : "login.title")));
    subtitle
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    texts.say(
                        registering.getValue() ? "register.subtitle" : "login.subtitle",
                        model.placeProperty().get()),
                registering,
                model.placeProperty()));
    submit.textProperty().bind(model.stateProperty().map(s -> say("login.submit." + s.name())));
    other
        .textProperty()
        .bind(registering.map(r -> say(r ? "login.button.haveAccount" : "login.button.register")));
    Shown.when(name, registering);
    Shown.when(address, model.addressShownProperty());
    Shown.when(known, model.addressShownProperty().map(shown -> !shown));
    Shown.when(hosting, model.hostingOfferedProperty());
    Shown.text(notice, model.noticeProperty());
    Shown.text(problem, model.problemProperty());
    submit.disableProperty().bind(busy);
    other.disableProperty().bind(busy);
    password.hintProperty().bind(registering.map(r -> r ? say("login.hint.password") : ""));
  }

  private static boolean registers(State state) {
    return state == State.REGISTER || state == State.REGISTERING;
  }

  private String say(String key) {
    return texts.say(key);
  }

  /// Puts the cursor where the typing starts.
  public void focus() {
    for (Field field : new Field[] {address, name, email, password}) {
      if (field.isVisible() && field.textProperty().get().isEmpty()) {
        field.requestFocus();
        return;
      }
    }
    password.requestFocus();
  }

  @FXML
  private void submit() {
    model.submit();
    for (Field field : new Field[] {address, name, email, password}) {
      if (field.isVisible() && !field.errorProperty().get().isEmpty()) {
        field.requestFocus();
        return;
      }
    }
  }

  @FXML
  private void switchForm() {
    model.switchForm();
    focus();
  }

  @FXML
  private void changeAddress() {
    model.changeAddress();
    address.requestFocus();
  }

  @FXML
  private void host() {
    onHost.run();
  }
}
