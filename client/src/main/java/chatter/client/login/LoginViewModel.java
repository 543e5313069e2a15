package chatter.client.login;

import chatter.client.net.ApiException;
import chatter.client.net.Complaint;
import chatter.client.net.ServerAddress;
import chatter.client.net.ServerApi;
import chatter.client.ui.Answers;
import chatter.client.ui.FormField;
import chatter.client.ui.Texts;
import chatter.shared.api.LoginResponse;
import chatter.shared.limits.FieldRule;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Signing in to a server, or creating an account there and signing in with it. What was typed
/// stays until it is accepted. JavaFX application thread only.
public final class LoginViewModel {
  /// What the form is for, and whether it is under way.
  public enum State {
    /// Waits for email and password.
    SIGN_IN,
    /// The server is asked.
    SIGNING_IN,
    /// Waits for name, email and password.
    REGISTER,
    /// The server is asked.
    REGISTERING
  }

  /// How the form comes up.
  ///
  /// @param address the server's address, or empty if it is still to be named
  /// @param place what to call that server
  /// @param state `SIGN_IN` or `REGISTER`
  /// @param notice why the person is here, or empty
  /// @param offerHosting whether hosting a chat here is worth offering
  public record Start(
      String address, String place, State state, String notice, boolean offerHosting) {}

  /// What came of it.
  ///
  /// @param login with the token
  public record SignedIn(ServerAddress server, LoginResponse login) {}

  private final Texts texts;
  private final String device;
  private final Executor ui;
  private final Consumer<SignedIn> onSignedIn;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.SIGN_IN);
  private final ReadOnlyBooleanWrapper addressShown = new ReadOnlyBooleanWrapper(true);
  private final ReadOnlyBooleanWrapper hostingOffered = new ReadOnlyBooleanWrapper(true);
  private final ReadOnlyStringWrapper place = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final FormField address = new FormField("address");
  private final FormField name = new FormField("name");
  private final FormField email = new FormField("email");
  private final FormField password = new FormField("password");

  /// @param device what the server calls this login in the list of signed-in devices
  /// @param ui runs on the JavaFX application thread
  /// @param onSignedIn gets the login
  public LoginViewModel(Texts texts, String device, Executor ui, Consumer<SignedIn> onSignedIn) {
    this.texts = texts;
    this.device = device;
    this.ui = ui;
    this.onSignedIn = onSignedIn;
  }

  /// Starts over.
  public void begin(Start start) {
    place.set(start.place());
    address.textProperty().set(start.address());
    addressShown.set(ServerAddress.parse(start.address()).isEmpty());
    hostingOffered.set(start.offerHosting());
    password.textProperty().set("");
    fields().forEach(field -> field.say(""));
    problem.set("");
    notice.set(start.notice());
    state.set(start.state());
  }

  /// From signing in to creating an account, and back; what is typed stays.
  public void switchForm() {
    if (!busy()) {
      state.set(state.get() == State.SIGN_IN ? State.REGISTER : State.SIGN_IN);
      fields().forEach(field -> field.say(""));
      problem.set("");
      notice.set("");
    }
  }

  /// Lets the person name another server.
  public void changeAddress() {
    address.textProperty().set("");
    hostingOffered.set(true);
    addressShown.set(true);
  }

  /// Sends the form, if nothing in it is plainly wrong.
  public void submit() {
    if (busy() || !check()) {
      return;
    }
    boolean register = state.get() == State.REGISTER;
    state.set(register ? State.REGISTERING : State.SIGNING_IN);
    notice.set("");
    ServerAddress server = ServerAddress.parse(address.text()).orElseThrow();
    ServerApi api = new ServerApi(server);
    String secret = password.text();
    CompletableFuture<?> ready =
        register
            ? api.register(name.text().strip(), email.text().strip(), secret)
            : CompletableFuture.completedFuture(null);
    Answers.deliver(
        ready,
        ui,
        (account, failure) -> {
          if (failure == null) {
            login(api, secret, register);
          } else {
            failed(api, failure, register ? State.REGISTER : State.SIGN_IN);
          }
        });
  }

  private void login(ServerApi api, String secret, boolean registered) {
    Answers.deliver(
        api.login(email.text().strip(), secret, device),
        ui,
        (login, failure) -> {
          if (failure == null) {
            api.close();
            password.textProperty().set("");
            onSignedIn.accept(new SignedIn(api.address(), login));
          } else {
            failed(api, failure, State.SIGN_IN);
            notice.set(registered ? texts.say("login.notice.registered") : "");
          }
        });
  }

  private void failed(ServerApi api, Throwable failure, State back) {
    api.close();
    state.set(back);
    Complaint complaint = Complaint.of(ApiException.of(failure));
    String words = complaint.say(texts::say);
    Optional<FormField> field =
        complaint
            .field()
            .flatMap(wanted -> fields().stream().filter(f -> f.name().equals(wanted)).findFirst());
    field.ifPresentOrElse(wrong -> wrong.say(words), () -> problem.set(words));
  }

  private boolean check() {
    problem.set("");
    boolean register = state.get() == State.REGISTER;
    address.say(
        ServerAddress.parse(address.text()).isEmpty() ? texts.say("login.error.address") : "");
    if (!address.errorProperty().get().isEmpty()) {
      addressShown.set(true);
    }
    name.say(register ? wrong(FieldRule.checkName(name.text())) : "");
    email.say(
        email.text().isBlank()
            ? texts.say("form.error.EMAIL_MISSING")
            : wrong(FieldRule.checkEmail(email.text())));
    if (register) {
      password.say(wrong(FieldRule.checkPassword(password.text())));
    } else {
      password.say(password.text().isEmpty() ? texts.say("form.error.PASSWORD_MISSING") : "");
    }
    return fields().stream().allMatch(field -> field.errorProperty().get().isEmpty());
  }

  private String wrong(Optional<FieldRule> rule) {
    return rule.map(broken -> texts.say("form.error." + broken.name())).orElse("");
  }

  private boolean busy() {
    return state.get() == State.SIGNING_IN || state.get() == State.REGISTERING;
  }

  private List<FormField> fields() {
    return List.of(address, name, email, password);
  }

  /// What the form is for.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Whether the server's address is asked for, or known.
  public ReadOnlyBooleanProperty addressShownProperty() {
    return addressShown.getReadOnlyProperty();
  }

  /// Whether hosting a chat here is offered.
  public ReadOnlyBooleanProperty hostingOfferedProperty() {
    return hostingOffered.getReadOnlyProperty();
  }

  /// What to call the server while its address is not shown.
  public ReadOnlyStringProperty placeProperty() {
    return place.getReadOnlyProperty();
  }

  /// Why the person is here; empty if there is nothing to say.
  public ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// What is wrong with the form as a whole; empty if nothing is.
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// The server's address.
  public FormField address() {
    return address;
  }

  /// The display name.
  public FormField name() {
    return name;
  }

  /// The email address.
  public FormField email() {
    return email;
  }

  /// The password.
  public FormField password() {
    return password;
  }
}
