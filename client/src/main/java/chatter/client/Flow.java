package chatter.client;

import chatter.client.hosting.HostingViewModel;
import chatter.client.login.LoginController;
import chatter.client.login.LoginViewModel;
import chatter.client.login.LoginViewModel.State;
import chatter.client.net.ServerAddress;
import chatter.client.prefs.Login;
import chatter.client.prefs.LoginFile;
import chatter.client.ui.Answers;
import chatter.client.ui.Texts;
import chatter.shared.protocol.AccountInfo;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the person is: hosting, signing in, or in the chat. JavaFX application thread only.
final class Flow implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Flow.class);

  /// Stands for the server hosted here, whose port may change, in the name of account folders.
  private static final String HOSTED = "hosted";

  private final Home home;
  private final LoginFile loginFile;
  private final Consumer<URI> openLink;
  private final Texts texts = Texts.of(LoginController.class);
  private LoginScreen login;
  private Region hostingCard;
  private Checkup.View check;
  private boolean firstHosting;
  private SignedIn signedIn;

  /// @param openLink opens an address in the browser
  Flow(Home home, LoginFile loginFile, Consumer<URI> openLink) {
    this.home = home;
    this.loginFile = loginFile;
    this.openLink = openLink;
  }

  /// Goes where the person was when the program ended.
  void begin() {
    int hostedBefore = home.hosting().port();
    if (!home.remembered().current().hosting().on()) {
      resume(hostedBefore);
      return;
    }
    home.window().show(new StackPane(new Label(texts.say("login.hosting.starting"))));
    home.hosting().start();
    // The port may be another one now, so who is signed in to it waits for it.
    whenHostingSettled(() -> resume(hostedBefore));
  }

  private void whenHostingSettled(Runnable then) {
    ChangeListener<HostingViewModel.State> waiting =
        new ChangeListener<>() {
          @Override
          public void changed(
              ObservableValue<? extends HostingViewModel.State> state,
              HostingViewModel.State before,
              HostingViewModel.State now) {
            state.removeListener(this);
            then.run();
          }
        };
    home.hosting().stateProperty().addListener(waiting);
  }

  private void resume(int hostedBefore) {
    Optional<Login> kept = Optional.empty();
    try {
      kept = loginFile.load();
    } catch (IOException e) {
      LOG.warn("The login could not be read", e);
    }
    if (kept.isEmpty()) {
      showLogin(State.SIGN_IN, "");
      return;
    }
    Login followed = follow(kept.get(), hostedBefore);
    // Writing what is there already would keep the start waiting for the disk.
    enter(followed, !followed.equals(kept.get()));
  }

  private Login follow(Login found, int hostedBefore) {
    int now = home.hosting().port();
    boolean moved =
        now != hostedBefore && found.server().equals(ServerAddress.local(hostedBefore).display());
    return moved
        ? new Login(
            ServerAddress.local(now).display(),
            found.token(),
            found.account(),
            found.name(),
            found.email())
        : found;
  }

  private void accept(LoginViewModel.SignedIn done) {
    AccountInfo account = done.login().account();
    String server = done.server().display();
    home.remembered().update(before -> before.withServerAddress(server));
    enter(
        new Login(
            server,
            done.login().token(),
            account.id(),
            account.name(),
            account.email() == null ? "" : account.email()),
        true);
  }

  private void enter(Login with, boolean isNew) {
    try {
      if (isNew) {
        loginFile.save(with);
      }
      ServerAddress address = ServerAddress.parse(with.server()).orElseThrow();
      signedIn =
          new SignedIn(
              home,
              with,
              address,
              isHosted(address) ? HOSTED : with.server(),
              new SignedIn.Upward(this::signOut, this::ended, openLink));
      signedIn.show();
    } catch (IOException e) {
      LOG.warn("The program's folder cannot be used", e);
      showLogin(State.SIGN_IN, texts.say("login.notice.folder", e.getMessage()));
    }
  }

  private boolean isHosted(ServerAddress address) {
    return address.equals(ServerAddress.local(home.hosting().port()));
  }

  private void signOut() {
    SignedIn leaving = signedIn;
    leave();
    showLogin(State.SIGN_IN, texts.say("login.notice.signedOut"));
    Answers.deliver(
        leaving.account().logout(),
        home.ui(),
        (done, failure) -> {
          leaving.release();
          if (failure != null && signedIn == null) {
            LOG.info("The server could not be told of the sign-out: {}", failure.getMessage());
            showLogin(State.SIGN_IN, texts.say("login.notice.signedOutHere"));
          }
        });
  }

  private void ended() {
    if (signedIn != null) {
      SignedIn leaving = signedIn;
      leave();
      leaving.release();
      showLogin(State.SIGN_IN, texts.say("login.notice.ended"));
    }
  }

  private void leave() {
    signedIn.close();
    signedIn = null;
    try {
      loginFile.forget();
    } catch (IOException e) {
      LOG.warn("The login could not be forgotten", e);
    }
  }

  private void showLogin(State state, String notice) {
    String server = home.remembered().current().serverAddress();
    boolean hosted = ServerAddress.parse(server).filter(this::isHosted).isPresent();
    String place = hosted ? texts.say("login.place.hosted") : server;
    boolean running = home.hosting().stateProperty().get() == HostingViewModel.State.RUNNING;
    if (login == null) {
      login = LoginScreen.load(texts, home.ui(), this::accept, this::showHosting);
    }
    login
        .model()
        .begin(new LoginViewModel.Start(server, place, state, notice, !(hosted && running)));
    home.window().show(login.view());
    login.controller().focus();
  }

  private void showHosting() {
    firstHosting = !home.hosting().hasChat();
    if (hostingCard == null) {
      hostingCard = home.hostingScreen().card(this::joinHosted, () -> showLogin(State.SIGN_IN, ""));
    }
    home.window().show(hostingCard);
  }

  /// Shows the connection check: in the drawer of somebody who is signed in, else as a screen.
  void showCheck() {
    if (signedIn != null) {
      signedIn.showCheck();
      return;
    }
    if (check == null) {
      check = new Checkup(home.hosting(), home.ui()).card(this::showHosting);
    }
    home.window().show((Region) check.root());
    check.opened().run();
  }

  private void joinHosted() {
    String server = ServerAddress.local(home.hosting().port()).display();
    home.remembered().update(before -> before.withServerAddress(server));
    showLogin(firstHosting ? State.REGISTER : State.SIGN_IN, "");
  }

  /// Disconnects; the login stays good.
  @Override
  public void close() {
    if (signedIn != null) {
      signedIn.close();
      signedIn.release();
    }
  }
}
