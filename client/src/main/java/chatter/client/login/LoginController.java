package chatter.client.login;

import chatter.client.login.LoginViewModel.State;
import chatter.client.ui.CardPane;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.form.Field;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// Binds `Login.fxml` to a `LoginViewModel`.
public final class LoginController {
  private final LoginViewModel model;
  private final Texts texts;

  private final BooleanProperty forgotten = new SimpleBooleanProperty();
  @FXML private Label title;
  @FXML private Label subtitle;
  @FXML private Button change;
  @FXML private Label notice;
  @FXML private Label problem;
  @FXML private Field address;
  @FXML private Field name;
  @FXML private Field email;
  @FXML private Field password;
  @FXML private Field invite;
  @FXML private CardPane screen;
  @FXML private Button submit;
  @FXML private Button other;
  @FXML private Button forgot;
  @FXML private Label forgotHint;
  @FXML private Label closed;
  @FXML private Pane elsewhere;

  /// For one view.
  public LoginController(LoginViewModel model, Texts texts) {
    this.model = model;
    this.texts = texts;
  }

  @FXML
  private void initialize() {
    address.bind(model.places().address());
    name.bind(model.form().name());
    email.bind(model.form().email());
    password.bind(model.form().password());
    invite.bind(model.form().invite());
    ObservableValue<State> state = model.stateProperty();
    ObservableValue<Boolean> finds = state.map(s -> s == State.FIND || s == State.FINDING);
    ObservableValue<Boolean> registers =
        state.map(s -> s == State.REGISTER || s == State.REGISTERING);
    ObservableValue<Boolean> busy =
        state.map(s -> s == State.FINDING || s == State.SIGNING_IN || s == State.REGISTERING);
    ObservableValue<Boolean> account = finds.map(f -> !f);
    title.textProperty().bind(registers.map(r -> texts.say(r ? "register.title" : "login.title")));
    subtitle
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    texts.say(
                        "login.subtitle." + state.getValue(), model.places().titleProperty().get()),
                state,
                model.places().titleProperty()));
    submit.textProperty().bind(state.map(s -> texts.say("login.submit." + s)));
    other
        .textProperty()
        .bind(
            registers.map(
                r -> texts.say(r ? "register.button.haveAccount" : "login.button.register")));
    ObservableValue<Boolean> shut = model.joiningProperty().map(JoinOptions::closed);
    Visibility.when(change, account);
    Visibility.when(address, finds);
    Visibility.when(name, registers);
    Visibility.when(email, account);
    Visibility.when(password, account);
    Visibility.when(
        invite, both(registers, model.joiningProperty().map(JoinOptions::asksForInvite)));
    ObservableValue<Boolean> signsIn = both(account, registers.map(r -> !r));
    Visibility.when(forgot, signsIn);
    Visibility.when(forgotHint, both(signsIn, forgotten));
    Visibility.when(other, both(account, shut.map(s -> !s)));
    Visibility.when(closed, both(account, shut));
    Visibility.when(elsewhere, registers.map(r -> !r));
    Visibility.text(notice, model.noticeProperty());
    Visibility.text(problem, model.problemProperty());
    submit.disableProperty().bind(busy);
    other.disableProperty().bind(busy);
    change.disableProperty().bind(busy);
    elsewhere.disableProperty().bind(busy);
    password.hintProperty().bind(registers.map(r -> r ? texts.say("register.hint.password") : ""));
    finds.subscribe(screen::centre);
    registers.subscribe(screen::centre);
    state.addListener((property, before, now) -> moved(before, now));
  }

  private static ObservableValue<Boolean> both(
      ObservableValue<Boolean> one, ObservableValue<Boolean> other) {
    return Bindings.createBooleanBinding(() -> one.getValue() && other.getValue(), one, other);
  }

  /// Another form begins where it is to be filled in.
  private void moved(State before, State now) {
    if (before == State.FINDING && (now == State.SIGN_IN || now == State.REGISTER)) {
      focus();
    }
  }

  private List<Field> fields() {
    return List.of(address, invite, name, email, password);
  }

  /// Puts the cursor where the typing starts.
  public void focus() {
    fields().stream()
        .filter(field -> field.isVisible() && field.textProperty().get().isEmpty())
        .findFirst()
        .orElse(address.isVisible() ? address : password)
        .requestFocus();
  }

  @FXML
  private void submit() {
    model.submit();
    fields().stream()
        .filter(field -> field.isVisible() && !field.errorProperty().get().isEmpty())
        .findFirst()
        .ifPresent(Field::requestFocus);
  }

  @FXML
  private void switchForm() {
    model.switchForm();
    focus();
  }

  @FXML
  private void showForgot() {
    forgotten.set(!forgotten.get());
  }

  @FXML
  private void changePlace() {
    model.changePlace();
    address.requestFocus();
  }
}
