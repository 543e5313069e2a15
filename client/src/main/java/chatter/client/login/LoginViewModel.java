package chatter.client.login;

import chatter.client.login.ServerChoiceViewModel.Candidate;
import chatter.client.net.discovery.NearbyServer;
import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.prefs.KnownServer;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finding a chat, and signing in to it or creating an account there. What was typed stays until it
/// is accepted, and nothing secret is sent before the chat is found. JavaFX application thread
/// only.
public final class LoginViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(LoginViewModel.class);

  /// What the card is for, and whether it is under way.
  public enum State {
    /// Waits for an address or an invite, or for a chat to be chosen.
    FIND,
    /// The chat is looked for.
    FINDING,
    /// Waits for email and password.
    SIGN_IN,
    /// The server is asked.
    SIGNING_IN,
    /// Waits for name, email and password.
    REGISTER,
    /// The server is asked.
    REGISTERING
  }

  private final Texts texts;
  private final String device;
  private final Executor ui;
  private final LoginCallbacks callbacks;
  private final ServerChoiceViewModel places;
  private final AccountForm form;
  private final ServerSearch search;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.FIND);
  private final ReadOnlyObjectWrapper<JoinOptions> joining =
      new ReadOnlyObjectWrapper<>(JoinOptions.UNKNOWN);
  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private Candidate place;
  private Found found;

  /// @param device what the server calls this login in the list of signed-in devices
  /// @param ui runs on the JavaFX application thread
  public LoginViewModel(Texts texts, String device, Executor ui, LoginCallbacks callbacks) {
    this.texts = texts;
    this.device = device;
    this.ui = ui;
    this.callbacks = callbacks;
    places = new ServerChoiceViewModel(texts);
    form = new AccountForm(texts);
    search = new ServerSearch(ui);
  }

  /// Starts over; what is typed stays, but for the password.
  public void begin(LoginStart start) {
    search.stop();
    places.begin(start.known(), start.offerHosting());
    form.password().textProperty().set("");
    form.invite().textProperty().set("");
    say("", "");
    state.set(State.FIND);
    start.at().ifPresent(this::goTo);
    if (!start.typed().isEmpty()) {
      places.address().textProperty().set(start.typed());
      submit();
    }
    notice.set(start.notice());
  }

  /// Chooses a chat that is remembered.
  public void choose(KnownServer server) {
    if (busy()) {
      return;
    }
    if (server.account().signedIn()) {
      callbacks.known().accept(server);
    } else {
      goTo(server);
    }
  }

  /// Chooses a chat nearby; an invite's code that is typed already is for it.
  public void choose(NearbyServer server) {
    if (busy()) {
      return;
    }
    say("", "");
    places
        .known(server.id())
        .filter(known -> known.account().signedIn())
        .ifPresentOrElse(
            callbacks.known(), () -> look(places.of(server).withCode(places.typedCode())));
  }

  /// Shows the form of a chat before it is found: it may be away, and is looked for meanwhile.
  private void goTo(KnownServer server) {
    say("", "");
    place = places.of(server).withCode(places.typedCode());
    found = null;
    places.choose(place.title());
    joining.set(JoinOptions.UNKNOWN);
    form.email().textProperty().set(server.account().email());
    state.set(State.SIGN_IN);
    search.look(
        place,
        result -> {
          if (state.get() == State.SIGN_IN) {
            arrived(result);
          }
        },
        // Sending the form says so.
        failure -> LOG.debug("The chat is not found now", failure));
  }

  private void look(Candidate where) {
    place = where;
    state.set(State.FINDING);
    search.look(
        where,
        this::arrived,
        failure -> {
          state.set(State.FIND);
          problem.set(words(failure));
        });
  }

  private void arrived(ServerSearch.Result result) {
    found = result.found();
    places.choose(found.server().name());
    if (places.hasOtherKey(found)) {
      state.set(State.FIND);
      problem.set(texts.say("login.error.otherKey", found.server().name()));
      return;
    }
    Optional<KnownServer> known = places.known(found.server().id());
    if (known.filter(before -> before.account().signedIn()).isPresent()) {
      state.set(State.FIND);
      callbacks.known().accept(known.get());
      return;
    }
    JoinOptions now = JoinOptions.of(result);
    joining.set(now);
    result.refusal().ifPresent(refusal -> problem.set(words(refusal)));
    if (now.invitedBy().isPresent()) {
      notice.set(texts.say("login.notice.invited", now.invitedBy().get(), found.server().name()));
    } else if (now.first()) {
      notice.set(texts.say("register.first"));
    }
    boolean hadAccount = known.filter(before -> before.account().account() != 0).isPresent();
    boolean newcomer = now.first() || (!now.code().isEmpty() && !hadAccount);
    state.set(newcomer ? State.REGISTER : State.SIGN_IN);
  }

  /// From signing in to creating an account, and back; what is typed stays.
  public void switchForm() {
    if (!busy()) {
      state.set(state.get() == State.SIGN_IN ? State.REGISTER : State.SIGN_IN);
      say("", "");
    }
  }

  /// Lets the person name another chat.
  public void changePlace() {
    if (!busy()) {
      search.stop();
      say("", "");
      state.set(State.FIND);
    }
  }

  /// Looks for the chat, or sends the form, if nothing in it is plainly wrong.
  public void submit() {
    if (busy()) {
      return;
    }
    say("", "");
    boolean register = state.get() == State.REGISTER;
    if (state.get() == State.FIND) {
      places.typed().ifPresent(this::look);
    } else if (form.check(register, joining.get().asksForInvite())) {
      send(register ? State.REGISTER : State.SIGN_IN);
    }
  }

  private void send(State from) {
    state.set(from == State.REGISTER ? State.REGISTERING : State.SIGNING_IN);
    search.stop();
    if (found != null) {
      send(from, found);
      return;
    }
    search.look(
        place.withCode(""),
        result -> {
          if (places.hasOtherKey(result.found())) {
            state.set(from);
            problem.set(texts.say("login.error.otherKey", result.found().server().name()));
          } else {
            found = result.found();
            send(from, found);
          }
        },
        failure -> failed(failure, from));
  }

  private void send(State from, Found to) {
    SignInCalls entrance = new SignInCalls(to, form, device);
    String code = joining.get().code().isEmpty() ? form.code() : joining.get().code();
    Futures.deliver(
        from == State.REGISTER ? entrance.register(code) : entrance.signIn(),
        ui,
        (outcome, failure) -> {
          if (failure == null && outcome.login().isPresent()) {
            form.password().textProperty().set("");
            places.address().textProperty().set("");
            callbacks.signedIn().accept(to, outcome.login().get());
          } else if (failure == null && outcome.registered()) {
            failed(outcome.failure().orElseThrow(), State.SIGN_IN);
            notice.set(texts.say("login.notice.registered"));
          } else {
            failed(failure == null ? outcome.failure().orElseThrow() : failure, from);
          }
        });
  }

  private void failed(Throwable failure, State back) {
    state.set(back);
    ErrorMessage complaint = ErrorMessage.of(ApiException.of(failure));
    String words = complaint.say(texts::say);
    if (complaint.field().filter("invite"::equals).isPresent()) {
      // What came with the link is of no use; another one can be typed.
      joining.set(joining.get().withoutCode());
    }
    if (!form.say(complaint, words)) {
      problem.set(words);
    }
  }

  private String words(Throwable failure) {
    return ErrorMessage.of(ApiException.of(failure)).say(texts::say);
  }

  private void say(String newNotice, String newProblem) {
    form.hush();
    places.address().say("");
    notice.set(newNotice);
    problem.set(newProblem);
  }

  private boolean busy() {
    return switch (state.get()) {
      case FINDING, SIGNING_IN, REGISTERING -> true;
      case FIND, SIGN_IN, REGISTER -> false;
    };
  }

  /// What the card is for.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// How the chat is joined, as far as it is known.
  public ReadOnlyObjectProperty<JoinOptions> joiningProperty() {
    return joining.getReadOnlyProperty();
  }

  /// Why the person is here; empty if there is nothing to say.
  public ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// What is wrong with the form as a whole; empty if nothing is.
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// Which chat.
  public ServerChoiceViewModel places() {
    return places;
  }

  /// Who.
  public AccountForm form() {
    return form;
  }
}
