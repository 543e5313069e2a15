package chatter.client;

import chatter.client.hosting.HostingViewModel;
import chatter.client.login.LoginCallbacks;
import chatter.client.login.LoginController;
import chatter.client.login.LoginScreen;
import chatter.client.login.LoginStart;
import chatter.client.login.TilesController;
import chatter.client.net.discovery.Discovery;
import chatter.client.net.discovery.NearbyServer;
import chatter.client.net.http.ServerAddress;
import chatter.client.prefs.KnownServer;
import chatter.client.session.KnownServers;
import chatter.client.ui.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javafx.scene.layout.Region;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The screens before a chat: finding one and signing in, and hosting one. While they show, chats
/// nearby are listened for. JavaFX application thread only.
final class SignedOutScreens implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignedOutScreens.class);

  private final AppContext app;
  private final KnownServers servers;
  private final LoginCallbacks callbacks;
  private final Texts texts = Texts.of(LoginController.class);
  private LoginScreen login;
  private Region startCard;
  private Region hostingCard;
  private ConnectionCheckScreen.View check;

  /// Listens while somebody looks.
  private Discovery discovery;

  SignedOutScreens(AppContext app, KnownServers servers, LoginCallbacks callbacks) {
    this.app = app;
    this.servers = servers;
    this.callbacks = callbacks;
  }

  Texts texts() {
    return texts;
  }

  /// Shows the sign-in form of a chat; without one asks which it is to be.
  ///
  /// @param notice why, or empty
  void show(Optional<KnownServer> at, String notice) {
    show(new LoginStart(servers.all(), at, "", notice, true));
  }

  /// Looks for a chat.
  ///
  /// @param wanted an invite to it, or its address
  void lookFor(String wanted) {
    show(new LoginStart(servers.all(), Optional.empty(), wanted, "", false));
  }

  private void show(LoginStart start) {
    app.window().clearDrawer();
    if (login == null) {
      login =
          LoginScreen.load(
              texts,
              app.ui(),
              callbacks,
              new TilesController.HostedChat(
                  app.hosting().stateProperty().map(state -> app.hosting().hasChat()), this::host),
              this::forget);
    }
    listen();
    app.window().show(login.view());
    login.model().begin(start);
    login.controller().focus();
  }

  private void listen() {
    if (discovery == null && app.nearby()) {
      discovery = new Discovery(found -> app.ui().execute(() -> nearby(found)));
      discovery.start();
    }
  }

  private void nearby(List<NearbyServer> found) {
    if (discovery != null) {
      login.model().places().nearby().setAll(found);
    }
  }

  /// Nobody looks at these screens any more.
  @Override
  public void close() {
    if (discovery != null) {
      discovery.close();
      discovery = null;
      login.model().places().nearby().clear();
    }
  }

  private void forget(KnownServer server) {
    try {
      servers.forget(server.id());
      var _ = LeftCopies.erase(app.folder(), servers.all());
    } catch (IOException e) {
      LOG.warn("A chat could not be forgotten", e);
    }
  }

  /// A chat that is not there yet begins with its name; for one that is there, there is more to do.
  private void host() {
    if (app.hosting().hasChat()) {
      showHosting();
    } else {
      showStart();
    }
  }

  private void showStart() {
    if (startCard == null) {
      startCard = app.hostingScreen().startCard(() -> show(servers.last(), ""));
      app.hosting()
          .stateProperty()
          .subscribe(state -> {
            if (state == HostingViewModel.State.RUNNING && app.window().shows(startCard)) {
              joinHosted();
            }
          });
    }
    app.window().show(startCard);
  }

  private void showHosting() {
    if (hostingCard == null) {
      hostingCard = app.hostingScreen().card(this::joinHosted, () -> show(servers.last(), ""));
    }
    app.window().show(hostingCard);
  }

  /// Shows the connection check of the chat hosted here.
  void showCheck() {
    if (check == null) {
      check = new ConnectionCheckScreen(app.hosting(), app.ui()).card(this::showHosting);
    }
    app.window().show((Region) check.root());
    check.opened().run();
  }

  /// The chat hosted here is on this computer, so its address needs no proof.
  private void joinHosted() {
    String address = ServerAddress.local(app.hosting().port()).display();
    Optional<KnownServer> known =
        servers.all().stream().filter(server -> server.addresses().contains(address)).findFirst();
    if (known.filter(server -> server.account().signedIn()).isPresent()) {
      callbacks.known().accept(known.get());
    } else {
      show(new LoginStart(servers.all(), known, known.isEmpty() ? address : "", "", true));
    }
  }
}
