package chatter.client;

import chatter.client.chat.ChatScreen;
import chatter.client.chat.ChatViewModel;
import chatter.client.chat.LocalHost;
import chatter.client.chat.Surroundings;
import chatter.client.hosting.HostedServer;
import chatter.client.net.ConnectionState;
import chatter.client.net.ServerSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.discovery.ServerFinder.Wanted;
import chatter.client.net.http.AccountApi;
import chatter.client.net.http.Pin;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.net.socket.EndReason;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.client.prefs.DraftsFile;
import chatter.client.prefs.KnownRoom;
import chatter.client.prefs.KnownRoomFile;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.SavedLogin;
import chatter.client.session.AddressSearch;
import chatter.client.settings.ChatSwitcher;
import chatter.client.ui.Answers;
import chatter.client.ui.ReadersClock;
import chatter.client.ui.Texts;
import chatter.shared.api.ServerInfo;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that lives from signing in to signing out: the session, the chat screen and the
/// drawer. JavaFX application thread only.
final class ChatWindow implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChatWindow.class);

  /// Where the flow goes from here.
  ///
  /// @param signOut the person wants to sign out
  /// @param ended the login has ended
  /// @param learned gets what the server was called before, and what is known of it now
  /// @param elsewhere gets the server when it was found at another address
  /// @param openLink opens an address in the browser
  /// @param chats the way to the other chats
  record Upward(
      Runnable signOut,
      Runnable ended,
      BiConsumer<String, KnownServer> learned,
      Consumer<KnownServer> elsewhere,
      Consumer<URI> openLink,
      ChatSwitcher chats) {}

  private final AppContext home;
  private final Upward upward;
  private final ServerApi server;
  private final AccountApi account;
  private final ServerSession session;
  private final DraftKeeper drafts;
  private final RecentKeeper recent;
  private final KnownRoomFile room;
  private final ChatViewModel chat;
  private final ChatScreen screen;
  private final Subscription watching;
  private final AddressSearch elsewhere;
  private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper();
  private final ReadOnlyBooleanWrapper mayRule = new ReadOnlyBooleanWrapper();

  /// Made when it is first opened.
  private SettingsDrawer drawer;

  private KnownServer known;
  private AccountInfo me;
  private boolean welcomedBefore;
  private boolean connecting;
  private boolean closed;

  /// Whether the session has ended because another program answered in place of a chat stopped
  /// here.
  private boolean refusedByAnother;

  /// @param known the server, with the login
  /// @param held whether to wait with connecting until `connect`, because the server is being
  ///   started
  /// @throws IOException if what is kept on disk cannot be read
  ChatWindow(AppContext home, KnownServer known, Upward upward, boolean held) throws IOException {
    this.home = home;
    this.known = known;
    this.upward = upward;
    SavedLogin login = known.account();
    Path folder = home.folder().account(login.folder(), login.account());
    Wanted wanted = wanted(known);
    server = new ServerApi(wanted.addresses().getFirst(), wanted.pin());
    account = server.as(new SessionToken(login.token()));
    session =
        new ServerSession(
            account,
            folder.resolve("outbox"),
            new SingleThreadLoop("chatter-session"),
            new SplittableRandom(),
            "Chatter desktop " + HostedServer.version(),
            event -> home.ui().execute(() -> on(event)));
    drafts = new DraftKeeper(new DraftsFile(folder), home.ui());
    recent = new RecentKeeper(folder);
    Surroundings around =
        new Surroundings(
            home.ui(),
            Texts.of(ChatScreen.class),
            new ReadersClock(),
            Locale.getDefault(Locale.Category.FORMAT),
            drafts);
    chat = new ChatViewModel(session, around);
    me =
        new AccountInfo(
            login.account(), login.name(), login.email().isEmpty() ? null : login.email(), null);
    chat.setRecent(recent);
    room = new KnownRoomFile(folder);
    room.load()
        .ifPresent(last ->
            chat.remember(
                me,
                new ConversationInfo(
                    last.id(), ConversationKind.ROOM, last.title(), 0, 0, last.members())));
    // Before the screen is made, which takes as long as to connect. What the session has to tell
    // comes after both, on this thread.
    if (held) {
      session.showOutbox();
    } else {
      connect();
    }
    screen =
        new ChatScreen(
            chat,
            around,
            new ChatScreen.Upward(
                this::openDrawer,
                this::showInvite,
                home.hosting()::start,
                upward.openLink(),
                session::avatar));
    name.subscribe(screen::setPlace);
    name.set(known.title());
    mayRule.subscribe(screen::setMayInvite);
    elsewhere = new AddressSearch(wanted, home.ui(), this::foundElsewhere);
    watching =
        Subscription.combine(
            home.hosting().stateProperty().subscribe(this::hostChanged),
            home.hosting().problemProperty().subscribe(this::hostChanged),
            home.remembered()
                .property()
                .subscribe(preferences -> chat.setEnterSends(preferences.enterSends())),
            Platform.getPreferences()
                .reducedMotionProperty()
                .subscribe(reduced -> screen.setMotion(!reduced)),
            chat.unreadTitleProperty().subscribe(home.window()::setTitle),
            // What happened meanwhile should be here when the person is.
            home.window().inFront().subscribe(this::cameBack));
  }

  /// Begins to connect, if that has not begun.
  void connect() {
    if (!connecting && !closed) {
      connecting = true;
      session.start();
    }
  }

  /// Takes away what is kept for the next start; after `close`, when the login ends.
  void forgetRecent() {
    recent.forget();
  }

  /// Shows the chat.
  void show() {
    home.window().clearDrawer();
    home.window().setMenuKey(this::openDrawer);
    home.window().show(screen.root());
    screen.focusComposer();
  }

  private void hostChanged() {
    LocalHost now = host();
    chat.setHost(now);
    if (now.state() == LocalHost.State.RUNNING && refusedByAnother) {
      upward.elsewhere().accept(known);
    } else if (now.state() == LocalHost.State.RUNNING) {
      session.tryNow();
    }
  }

  /// What the server of this chat does, as far as it is this computer's.
  private LocalHost host() {
    if (!home.hosting().hosts(known)) {
      return LocalHost.ELSEWHERE;
    }
    return switch (home.hosting().stateProperty().get()) {
      case STARTING -> new LocalHost(LocalHost.State.STARTING, "");
      case RUNNING -> new LocalHost(LocalHost.State.RUNNING, "");
      case STOPPING, STOPPED ->
          new LocalHost(LocalHost.State.STOPPED, home.hosting().problemProperty().get());
    };
  }

  private boolean isStoppedHere() {
    LocalHost.State state = host().state();
    return state == LocalHost.State.STOPPED || state == LocalHost.State.STARTING;
  }

  private void cameBack(boolean inFront) {
    if (inFront) {
      session.tryNow();
    }
  }

  private void openDrawer() {
    drawer().showMenu();
    home.window().drawer().open();
  }

  private void showInvite() {
    drawer().showInvite();
    drawer().setClose(home.window().drawer()::close);
    home.window().drawer().open();
  }

  /// Shows an invite to hand to others beside the chat, which can be used meanwhile.
  void showInviteBeside() {
    drawer().showInvite();
    drawer().setClose(home.window().drawer()::close);
    home.window().openDrawerBeside();
  }

  private SettingsDrawer drawer() {
    if (drawer == null) {
      drawer =
          new SettingsDrawer(
              home,
              new SettingsDrawer.Chat(account, me, name, mayRule, session::unsent),
              new SettingsDrawer.Upward(
                  upward.signOut(), upward.ended(), this::learned, upward.chats()));
      home.window().setDrawer(drawer.view());
    }
    return drawer;
  }

  /// Opens the drawer at the connection check.
  void showCheck() {
    openDrawer();
    drawer.showCheck();
  }

  private void on(SessionEvent event) {
    if (closed) {
      return;
    }
    if (event instanceof SessionEvent.Ended(EndReason reason)
        && reason == EndReason.SIGNED_OUT
        && isStoppedHere()) {
      // Whoever has the port of a chat that was stopped here knows nothing of its logins.
      refusedByAnother = true;
      return;
    }
    chat.on(event);
    switch (event) {
      case SessionEvent.Welcomed welcomed -> {
        update(welcomed.account());
        welcomed.conversations().stream().findFirst().ifPresent(this::remember);
        elsewhere.stop();
        if (!welcomedBefore) {
          welcomedBefore = true;
          screen.focusComposer();
          askForName();
        }
      }
      case SessionEvent.AccountChanged changed -> update(changed.account());
      case SessionEvent.Ended ended when ended.reason() == EndReason.SIGNED_OUT ->
          upward.ended().run();
      case SessionEvent.ConnectionChanged changed when changed.state() == ConnectionState.WAITING ->
          elsewhere.look();
      default -> {}
    }
  }

  private void askForName() {
    Answers.deliver(
        server.server(),
        home.ui(),
        (info, failure) -> {
          if (failure == null) {
            learned(info);
          } else {
            LOG.info("The server does not say what it is called: {}", failure.getMessage());
          }
        });
  }

  /// The server said what it is called, and perhaps for the first time who it is.
  private void learned(ServerInfo info) {
    if (closed) {
      return;
    }
    String before = known.id();
    known = known.withId(known.isAsked() ? before : info.id()).withName(info.name());
    name.set(known.title());
    upward.learned().accept(before, known);
  }

  private void foundElsewhere(Found found) {
    if (!closed && !found.address().equals(server.address())) {
      upward.elsewhere().accept(known.foundAt(found.address().display()));
    }
  }

  private static Wanted wanted(KnownServer known) {
    return Wanted.of(
        known.addresses(), Pin.named(known.fingerprint()), known.isAsked() ? known.id() : "");
  }

  /// Which server, and who is signed in.
  KnownServer server() {
    return known;
  }

  /// An account changed, perhaps one's own.
  private void update(AccountInfo changed) {
    if (changed.id() == me.id()) {
      me = me.updated(changed);
      mayRule.set(me.role() != null && me.role().administers());
    }
    if (drawer != null) {
      drawer.update(changed);
    }
  }

  private void remember(ConversationInfo info) {
    try {
      room.save(new KnownRoom(info.id(), info.title(), info.members()));
    } catch (IOException e) {
      LOG.warn("The room could not be remembered", e);
    }
  }

  /// The login's calls; good until `close`.
  AccountApi account() {
    return account;
  }

  /// Disconnects; the login stays good. Waits for what is to be on the disk.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    watching.unsubscribe();
    home.window().setTitle("");
    elsewhere.stop();
    home.window().setMenuKey(() -> {});
    if (drawer != null) {
      drawer.close();
    }
    screen.close();
    session.close();
    drafts.close();
    recent.close();
  }

  /// Gives up calls that are under way; after `close`, and after the last use of `account`.
  void release() {
    server.close();
  }
}
