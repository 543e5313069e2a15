package chatter.client;

import chatter.client.chat.ChatScreen;
import chatter.client.chat.ChatViewModel;
import chatter.client.chat.Surroundings;
import chatter.client.hosting.HostedServer;
import chatter.client.net.AccountApi;
import chatter.client.net.EndReason;
import chatter.client.net.ServerAddress;
import chatter.client.net.ServerApi;
import chatter.client.net.ServerSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.SessionToken;
import chatter.client.net.ThreadLoop;
import chatter.client.prefs.DraftsFile;
import chatter.client.prefs.KnownRoom;
import chatter.client.prefs.KnownRoomFile;
import chatter.client.prefs.Login;
import chatter.client.ui.Texts;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that lives from signing in to signing out: the session, the chat screen and the
/// drawer. JavaFX application thread only.
final class SignedIn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignedIn.class);

  /// Where the flow goes from here.
  ///
  /// @param signOut the person wants to sign out
  /// @param ended the login has ended
  /// @param openLink opens an address in the browser
  record Upward(Runnable signOut, Runnable ended, Consumer<URI> openLink) {}

  private final Home home;
  private final Upward upward;
  private final ServerApi server;
  private final AccountApi account;
  private final ServerSession session;
  private final DraftKeeper drafts;
  private final KnownRoomFile room;
  private final ChatViewModel chat;
  private final ChatScreen screen;
  private final Subscription watching;

  /// Made when it is first opened.
  private SettingsDrawer drawer;

  private AccountInfo me;
  private boolean welcomedBefore;
  private boolean closed;

  /// @param address where the login's server is now
  /// @param place what the folder of the account is called after
  /// @throws IOException if what is kept on disk cannot be read
  SignedIn(Home home, Login login, ServerAddress address, String place, Upward upward)
      throws IOException {
    this.home = home;
    this.upward = upward;
    Path folder = home.folder().account(place, login.account());
    server = new ServerApi(address);
    account = server.as(new SessionToken(login.token()));
    session =
        new ServerSession(
            account,
            folder.resolve("outbox"),
            new ThreadLoop("chatter-session"),
            new SplittableRandom(),
            "Chatter desktop " + HostedServer.version(),
            event -> home.ui().execute(() -> on(event)));
    drafts = new DraftKeeper(new DraftsFile(folder));
    Surroundings around =
        new Surroundings(
            home.ui(),
            Texts.of(ChatScreen.class),
            Clock.system(ZoneId.systemDefault()),
            Locale.getDefault(Locale.Category.FORMAT),
            drafts);
    chat = new ChatViewModel(session, around);
    me =
        new AccountInfo(
            login.account(), login.name(), login.email().isEmpty() ? null : login.email(), null);
    room = new KnownRoomFile(folder);
    room.load()
        .ifPresent(known ->
            chat.remember(
                me,
                new ConversationInfo(
                    known.id(), ConversationKind.ROOM, known.title(), 0, 0, known.members())));
    // Before the screen is made, which takes as long as to connect. What the session has to tell
    // comes after both, on this thread.
    session.start();
    screen =
        new ChatScreen(
            chat,
            around,
            new ChatScreen.Upward(this::openDrawer, upward.openLink(), session::avatar));
    watching =
        Subscription.combine(
            home.remembered()
                .property()
                .subscribe(preferences -> chat.setEnterSends(preferences.enterSends())),
            Platform.getPreferences()
                .reducedMotionProperty()
                .subscribe(reduced -> screen.setMotion(!reduced)),
            // What happened meanwhile should be here when the person is.
            home.window().inFront().subscribe(this::cameBack));
  }

  /// Shows the chat.
  void show() {
    home.window().clearDrawer();
    home.window().setMenuKey(this::openDrawer);
    home.window().show((Region) screen.root());
  }

  private void cameBack(boolean inFront) {
    if (inFront) {
      session.tryNow();
    }
  }

  private void openDrawer() {
    if (drawer == null) {
      drawer =
          new SettingsDrawer(home, account, me, session::unsent, upward.signOut(), upward.ended());
      home.window().setDrawer(drawer.view());
    }
    drawer.showMenu();
    home.window().drawer().open();
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
    chat.on(event);
    switch (event) {
      case SessionEvent.Welcomed welcomed -> {
        update(welcomed.account());
        welcomed.conversations().stream().findFirst().ifPresent(this::remember);
        if (!welcomedBefore) {
          welcomedBefore = true;
          screen.focusComposer();
        }
      }
      case SessionEvent.AccountChanged changed -> update(changed.account());
      case SessionEvent.Ended ended when ended.reason() == EndReason.SIGNED_OUT ->
          upward.ended().run();
      default -> {}
    }
  }

  /// An account changed, perhaps one's own.
  private void update(AccountInfo changed) {
    if (changed.id() == me.id()) {
      me = me.updated(changed);
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
    home.window().setMenuKey(() -> {});
    if (drawer != null) {
      drawer.close();
    }
    screen.close();
    session.close();
    drafts.close();
  }

  /// Gives up calls that are under way; after `close`, and after the last use of `account`.
  void release() {
    server.close();
  }
}
