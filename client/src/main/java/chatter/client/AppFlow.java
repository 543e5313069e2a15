package chatter.client;

import chatter.client.chat.message.ChatMessage;
import chatter.client.hosting.HostedServer;
import chatter.client.hosting.HostingViewModel;
import chatter.client.login.LoginCallbacks;
import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.http.ServerAddress;
import chatter.client.prefs.CopySize;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.Preferences;
import chatter.client.session.KnownServers;
import chatter.client.session.SignedInSession;
import chatter.client.settings.ChatSwitcher;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.shared.api.LoginResponse;
import chatter.shared.protocol.Role;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the person is: hosting, signing in, or in one of the chats. JavaFX application thread
/// only.
final class AppFlow implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AppFlow.class);

  private static final String HOSTED = "hosted";

  private final AppContext app;
  private final KnownServers servers;
  private final Consumer<URI> openLink;
  private final Clock clock;
  private final SignedOutScreens signedOut;
  private final Texts texts;
  private final SignedInSession.Environment environment;

  /// Both are there while somebody is in a chat, and null otherwise.
  private SignedInSession session;

  private ChatWindow chat;

  /// The message to go to once somebody is in its chat; null for none.
  private MessageTarget wanted;

  /// Where the chat hosted here was found last.
  private int hostedPort;

  /// @param servers where somebody was
  /// @param openLink opens an address in the browser
  /// @param clock tells when a server was used
  AppFlow(AppContext app, KnownServers servers, Consumer<URI> openLink, Clock clock) {
    this.app = app;
    this.servers = servers;
    this.openLink = openLink;
    this.clock = clock;
    environment =
        new SignedInSession.Environment(
            app.folder(),
            "Chatter desktop " + HostedServer.version(),
            app.ui(),
            server -> app.hosting().hosts(server) && !hostingRuns(),
            ChatMessage::folded,
            app.preferences().property().map(Preferences::copySize));
    environment
        .copySize()
        .subscribe((before, now) -> {
          if (now == CopySize.NOTHING) {
            eraseLeftCopies();
          }
        });
    signedOut = new SignedOutScreens(app, servers, new LoginCallbacks(this::accept, this::enter));
    texts = signedOut.texts();
    hostedPort = app.hosting().port();
    app.hosting().runningProperty().addListener((running, before, now) -> hostedMoved());
    app.hosting().stateProperty().addListener((state, before, now) -> hostedRuns());
  }

  /// If nothing is to be kept, those of the other chats too; that of this one sees to it itself.
  private void eraseLeftCopies() {
    boolean kept = app.preferences().current().copySize() != CopySize.NOTHING;
    var _ = LeftCopies.erase(app.folder(), kept ? servers.all() : List.of());
  }

  private boolean hostingRuns() {
    return app.hosting().stateProperty().get() == HostingViewModel.State.RUNNING;
  }

  /// Who waits for the chat hosted here need not wait longer.
  private void hostedRuns() {
    if (session != null && hostingRuns() && app.hosting().hosts(session.server())) {
      session.serverRuns();
    }
  }

  /// Goes where the person was when the program ended.
  ///
  /// @param link an invite that the program was started with, or a link to a message; or empty
  void begin(String link) {
    eraseLeftCopies();
    wanted = MessageTarget.parse(link).orElse(null);
    String invite = wanted == null ? link : "";
    if (!app.preferences().current().hosting().on()) {
      resume(invite);
      return;
    }
    Optional<KnownServer> last = startingAt().filter(server -> server.account().signedIn());
    if (invite.isEmpty() && last.isPresent()) {
      beginInside(last.get());
      return;
    }
    app.window().show(new StackPane(new Label(texts.say("login.hosting.starting"))));
    app.hosting().start();
    // The port may be another one now, so who is signed in to it waits for it.
    whenHostingSettled(() -> resume(invite));
  }

  /// The chat of the message that is wanted, if that is known; otherwise the one used last.
  private Optional<KnownServer> startingAt() {
    return wantedChat().or(servers::last);
  }

  /// The chat of the message that is wanted; nothing if it is not known here.
  private Optional<KnownServer> wantedChat() {
    return wanted == null
        ? Optional.empty()
        : servers.all().stream().filter(wanted::isAt).findFirst();
  }

  /// What is known of the chat is there at once, also while it is this program that has to start
  /// it. The login is shown to nobody before that: until then somebody else may listen at its port.
  private void beginInside(KnownServer last) {
    boolean here = last.addresses().contains(ServerAddress.local(hostedPort).display());
    enter(last, here);
    app.hosting().start();
    if (here) {
      whenHostingSettled(() -> {
        // If the port has moved, the chat is gone into anew.
        if (session != null && app.hosting().port() == hostedPort) {
          session.connect();
        }
      });
    }
  }

  /// The port of before may have been taken meanwhile: who is in the chat follows it.
  private void hostedMoved() {
    int now = app.hosting().port();
    if (now == hostedPort) {
      return;
    }
    ServerAddress before = ServerAddress.local(hostedPort);
    hostedPort = now;
    try {
      servers.moved(before, ServerAddress.local(now));
    } catch (IOException e) {
      LOG.warn("The new address of the chat hosted here could not be kept", e);
    }
    if (session != null && session.server().addresses().contains(before.display())) {
      servers.byId(session.server().id()).ifPresent(this::enter);
    }
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
    app.hosting().stateProperty().addListener(waiting);
  }

  private void resume(String invite) {
    Optional<KnownServer> last = startingAt();
    if (!invite.isEmpty()) {
      signedOut.lookFor(invite);
    } else if (last.filter(server -> server.account().signedIn()).isPresent()) {
      enter(last.get());
    } else {
      // A link calls no server by itself: anybody can write one.
      boolean elsewhere = wanted != null && wantedChat().isEmpty();
      signedOut.show(
          last, elsewhere ? texts.say("login.notice.otherChat", wanted.at().display()) : "");
    }
  }

  /// Somebody opened an invite, or a link to a message, while the program runs.
  void opened(String link) {
    app.window().comeUp();
    wanted = MessageTarget.parse(link).orElse(null);
    if (wanted == null) {
      leave();
      signedOut.lookFor(link);
    } else if (session != null && (wanted.isAt(session.server()) || wantedChat().isEmpty())) {
      showWanted();
    } else {
      leave();
      resume("");
    }
  }

  /// Goes to the message that is wanted, if it is one of the chat that somebody is in, and says so
  /// otherwise.
  private void showWanted() {
    MessageTarget target = wanted;
    wanted = null;
    if (target == null) {
      return;
    }
    if (target.isAt(session.server())) {
      chat.openMessage(target.message());
    } else {
      chat.sayOtherChat(target.at().display());
    }
  }

  private void accept(Found found, LoginResponse login) {
    Optional<KnownServer> before = before(found);
    KnownServer server =
        KnownServers.signedInTo(found, login, before, folder(found), clock.instant());
    String idBefore = before.map(KnownServer::id).orElse(server.id());
    boolean begins = found.server().empty() && login.account().role() == Role.OWNER;
    if (begins && app.hosting().hosts(server)) {
      begin(idBefore, server);
    } else {
      enterNew(idBefore, server);
      if (begins) {
        inviteFirst();
      }
    }
  }

  /// The chat hosted here has just got its owner, so others may reach it. That starts it again, and
  /// whoever went in before would see an interruption first of all.
  private void begin(String idBefore, KnownServer server) {
    try {
      servers.replace(idBefore, server);
    } catch (IOException e) {
      cannotUseFolder(e);
      return;
    }
    app.hosting().begun();
    Runnable enter =
        () -> {
          // Perhaps at another port.
          servers.byId(server.id()).ifPresent(this::enter);
          inviteFirst();
        };
    if (app.hosting().stateProperty().get() == HostingViewModel.State.STARTING) {
      whenHostingSettled(enter);
    } else {
      enter.run();
    }
  }

  private void inviteFirst() {
    if (chat != null) {
      chat.showInviteBeside();
    }
  }

  /// Of old a chat hosted here had a folder of this name, in which something may wait.
  private String folder(Found found) {
    boolean old = app.hosting().isAt(found.address()) && app.folder().hasAccounts(HOSTED);
    return old ? HOSTED : found.server().id();
  }

  private Optional<KnownServer> before(Found found) {
    return servers.byId(found.server().id()).or(() -> servers.unasked(found.address()));
  }

  private void enterNew(String idBefore, KnownServer server) {
    try {
      servers.replace(idBefore, server);
      enter(server);
    } catch (IOException e) {
      cannotUseFolder(e);
    }
  }

  /// Goes into a chat in which somebody is signed in.
  private void enter(KnownServer server) {
    enter(server, false);
  }

  /// @param held whether to wait with connecting
  private void enter(KnownServer server, boolean held) {
    leave();
    signedOut.close();
    try {
      boolean isLast = servers.last().filter(last -> last.id().equals(server.id())).isPresent();
      KnownServer used = isLast ? server : server.withLastUsed(clock.instant());
      servers.keep(used);
      session =
          new SignedInSession(
              environment,
              used,
              new SignedInSession.Callbacks(this::ended, this::learned, this::enter));
      // Before the screen is made, which takes as long as to connect. What the session has to tell
      // comes after both, on this thread.
      if (held) {
        session.showOutbox();
      } else {
        session.connect();
      }
      chat =
          new ChatWindow(
              app,
              session,
              new ChatWindow.Callbacks(this::signOut, this::ended, openLink, new Chats()));
      chat.show();
      showWanted();
    } catch (IOException e) {
      cannotUseFolder(e);
    }
  }

  private void cannotUseFolder(IOException e) {
    LOG.warn("The program's folder cannot be used", e);
    signedOut.show(Optional.empty(), texts.say("login.notice.folder", e.getMessage()));
  }

  /// A server said who it is, or is found elsewhere now.
  ///
  /// @param idBefore what it was called before
  private void learned(String idBefore, KnownServer now) {
    try {
      servers.replace(idBefore, now);
    } catch (IOException e) {
      LOG.warn("What a server says about itself could not be kept", e);
    }
  }

  private void signOut() {
    SignedInSession leaving = session;
    KnownServer server = forgetLogin();
    signedOut.show(Optional.of(server), texts.say("login.notice.signedOut"));
    Futures.deliver(
        leaving.account().logout(),
        app.ui(),
        (done, failure) -> {
          leaving.release();
          if (failure != null && session == null) {
            LOG.info("The server could not be told of the sign-out: {}", failure.getMessage());
            signedOut.show(Optional.of(server), texts.say("login.notice.signedOutHere"));
          }
        });
  }

  private void ended() {
    if (session != null) {
      SignedInSession leaving = session;
      KnownServer server = forgetLogin();
      leaving.release();
      signedOut.show(Optional.of(server), texts.say("ended.SIGNED_OUT"));
    }
  }

  private KnownServer forgetLogin() {
    KnownServer server = session.server();
    KnownServer without = server.withAccount(server.account().signedOut());
    disconnect(SignedInSession::closeForGood);
    try {
      servers.keep(without);
    } catch (IOException e) {
      LOG.warn("The login could not be forgotten", e);
    }
    return without;
  }

  /// Shows the connection check: in the drawer of somebody who is signed in, else as a screen.
  void showCheck() {
    if (chat != null) {
      chat.showCheck();
    } else {
      signedOut.showCheck();
    }
  }

  /// Disconnects; the login stays good.
  private void leave() {
    if (session != null) {
      disconnect(SignedInSession::close).release();
    }
  }

  /// Closes the window's part of a session, and then the session.
  ///
  /// @param close closes the session
  /// @return the session, to be released after the last use of its calls
  private SignedInSession disconnect(Consumer<SignedInSession> close) {
    SignedInSession leaving = session;
    if (chat != null) {
      chat.close();
    }
    close.accept(leaving);
    chat = null;
    session = null;
    return leaving;
  }

  @Override
  public void close() {
    leave();
    signedOut.close();
  }

  /// The way from one chat to another.
  private final class Chats implements ChatSwitcher {
    @Override
    public List<Chat> list() {
      return servers.all().stream()
          .map(server ->
              new Chat(
                  server.id(),
                  server.title(),
                  server.account().signedIn() ? server.account().name() : "",
                  session != null && server.id().equals(session.server().id())))
          .toList();
    }

    @Override
    public void open(String id) {
      if (session != null && id.equals(session.server().id())) {
        app.window().drawer().close();
        return;
      }
      servers
          .byId(id)
          .ifPresent(server -> {
            if (server.account().signedIn()) {
              enter(server);
            } else {
              leave();
              signedOut.show(Optional.of(server), "");
            }
          });
    }

    @Override
    public void join() {
      leave();
      signedOut.show(Optional.empty(), "");
    }
  }
}
