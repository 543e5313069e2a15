package chatter.client;

import chatter.client.chat.ChatEnvironment;
import chatter.client.chat.ChatScreen;
import chatter.client.chat.ChatViewModel;
import chatter.client.chat.HostStatus;
import chatter.client.chat.Notifier;
import chatter.client.chat.composer.Drafts;
import chatter.client.chat.file.Downloads;
import chatter.client.chat.message.MessageLink;
import chatter.client.chat.message.Quote;
import chatter.client.hosting.HostedServer;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.ServerAddress;
import chatter.client.prefs.DraftsFile;
import chatter.client.session.DraftStore;
import chatter.client.session.SignedInSession;
import chatter.client.settings.ChatSwitcher;
import chatter.client.ui.ReadersClock;
import chatter.client.ui.Texts;
import chatter.shared.protocol.AccountInfo;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.util.Subscription;

/// What the window shows of a signed-in session: the chat screen and the settings drawer. JavaFX
/// application thread only.
final class ChatWindow implements AutoCloseable {
  /// Where it goes from here.
  ///
  /// @param signOut the person wants to sign out
  /// @param ended the login has ended
  /// @param openLink opens an address in the browser
  /// @param chats the way to the other chats
  record Callbacks(Runnable signOut, Runnable ended, Consumer<URI> openLink, ChatSwitcher chats) {}

  private final AppContext app;
  private final SignedInSession session;
  private final Callbacks callbacks;
  private final ChatViewModel chat;
  private final ChatScreen screen;
  private final Subscription watching;

  /// Made when it is first opened.
  private SettingsDrawer drawer;

  private boolean welcomedBefore;

  /// @param session stays open when this is closed
  ChatWindow(AppContext app, SignedInSession session, Callbacks callbacks) {
    this.app = app;
    this.session = session;
    this.callbacks = callbacks;
    ChatEnvironment around =
        new ChatEnvironment(
            app.ui(),
            Texts.of(ChatScreen.class),
            new ReadersClock(),
            Locale.getDefault(Locale.Category.FORMAT),
            new SessionDrafts(session.drafts()),
            session::keep);
    chat = new ChatViewModel(session.connection(), around);
    screen =
        new ChatScreen(
            chat,
            around,
            new ChatScreen.Callbacks(
                this::openDrawer,
                this::showInvite,
                app.hosting()::start,
                callbacks.openLink(),
                session.connection()::avatar,
                Downloads.standardFolder(),
                app.window().dialogs()::chooseFiles,
                this::pages));
    chat.setDisplay(app.notifications());
    app.notifications().setChat(new Notifications());
    watching =
        Subscription.combine(
            session.listen(this::on),
            session.nameProperty().subscribe(screen::setPlace),
            session.administersProperty().subscribe(screen::setMayInvite),
            app.hosting().stateProperty().subscribe(this::hostChanged),
            app.hosting().problemProperty().subscribe(this::hostChanged),
            app.preferences()
                .property()
                .subscribe(preferences -> chat.setEnterSends(preferences.enterSends())),
            Platform.getPreferences()
                .reducedMotionProperty()
                .subscribe(reduced -> screen.setMotion(!reduced)),
            chat.unreadTitleProperty().subscribe(app.window()::setTitle),
            chat.unreadProperty().subscribe(unread -> app.badge().setUnread(unread.intValue())),
            // What happened meanwhile should be here when the person is.
            app.window().inFront().subscribe(this::cameBack));
    session.whenKnown(
        known -> chat.remember(session.me(), known.conversations(), known.shown(), known.asOf()));
  }

  /// Shows the chat.
  void show() {
    app.window().clearDrawer();
    app.window().setMenuKey(this::openDrawer);
    app.window().show(screen.root());
    screen.focusComposer();
  }

  /// Where the chat's page is: where others find the chat that is hosted here, and where it was
  /// found from here.
  private List<String> pages() {
    Stream<String> hosted =
        app.hosting().hosts(session.server())
            ? app.hosting().runningProperty().get().stream()
                .flatMap(running -> running.places().stream())
                .map(HostedServer.Place::url)
            : Stream.of();
    return Stream.concat(hosted, session.server().addresses().stream())
        .flatMap(address -> ServerAddress.parse(address).stream())
        .map(address -> address.base().toString())
        .distinct()
        .toList();
  }

  /// Goes to a message, and says so if it is not for who is signed in, or not there.
  void openMessage(MessageLink message) {
    app.window().drawer().close();
    screen.openMessage(message);
  }

  /// Says that a link leads to a chat that is not known here.
  ///
  /// @param place where that chat is
  void sayOtherChat(String place) {
    screen.sayOtherChat(place);
  }

  private void hostChanged() {
    chat.setHost(host());
  }

  /// What the server of this chat does, as far as it is this computer's.
  private HostStatus host() {
    if (!app.hosting().hosts(session.server())) {
      return HostStatus.ELSEWHERE;
    }
    return switch (app.hosting().stateProperty().get()) {
      case STARTING -> new HostStatus(HostStatus.State.STARTING, "");
      case RUNNING -> new HostStatus(HostStatus.State.RUNNING, "");
      case STOPPING, STOPPED ->
          new HostStatus(HostStatus.State.STOPPED, app.hosting().problemProperty().get());
    };
  }

  private void cameBack(boolean inFront) {
    if (inFront) {
      session.connection().tryNow();
    }
  }

  private void openDrawer() {
    drawer().showMenu();
    app.window().drawer().open();
  }

  private void showInvite() {
    inviteInDrawer();
    app.window().drawer().open();
  }

  /// Shows an invite to hand to others beside the chat, which can be used meanwhile.
  void showInviteBeside() {
    inviteInDrawer();
    app.window().openDrawerBeside();
  }

  private void inviteInDrawer() {
    drawer().showInvite();
    drawer().setClose(app.window().drawer()::close);
  }

  private SettingsDrawer drawer() {
    if (drawer == null) {
      drawer =
          new SettingsDrawer(
              app,
              session,
              new SettingsDrawer.Callbacks(
                  callbacks.signOut(), callbacks.ended(), callbacks.chats()));
      app.window().setDrawer(drawer.view());
    }
    return drawer;
  }

  /// Opens the drawer at the connection check.
  void showCheck() {
    openDrawer();
    drawer.showCheck();
  }

  private void on(SessionEvent event) {
    chat.on(event);
    if (event instanceof SessionEvent.Welcomed welcomed) {
      update(welcomed.account());
      if (!welcomedBefore) {
        welcomedBefore = true;
        screen.focusComposer();
        screen.prepare();
      }
    } else if (event instanceof SessionEvent.AccountChanged changed) {
      update(changed.account());
    }
  }

  private void update(AccountInfo changed) {
    if (drawer != null) {
      drawer.update(changed);
    }
  }

  /// Lets go of the session, after everything that is to be kept of it was handed over.
  @Override
  public void close() {
    watching.unsubscribe();
    app.notifications().setChat(null);
    app.window().setTitle("");
    app.badge().setUnread(0);
    app.window().setMenuKey(() -> {});
    if (drawer != null) {
      drawer.close();
    }
    screen.close();
  }

  /// What is done with notifications.
  private final class Notifications implements NotificationCenter.Chat {
    @Override
    public void open(Notifier.Note note) {
      chat.notificationDone(note.key());
      app.window().comeUp();
      app.window().drawer().close();
      screen.showMessage(note.conversation(), note.seq());
    }

    @Override
    public boolean reply(long conversation, String text) {
      boolean sent = chat.reply(conversation, text);
      if (!sent) {
        // To see why, and where the text is.
        app.window().comeUp();
      }
      return sent;
    }

    @Override
    public void markRead(Notifier.Note note) {
      chat.notificationDone(note.key());
      chat.markRead(note.conversation(), note.seq());
    }

    @Override
    public void dismiss(Notifier.Note note) {
      chat.notificationDone(note.key());
    }
  }

  /// The session's drafts as the chat writes them.
  private record SessionDrafts(DraftStore store) implements Drafts {
    @Override
    public String load(long conversation) {
      return store.load(conversation);
    }

    @Override
    public void save(long conversation, String text) {
      store.save(conversation, text);
    }

    @Override
    public Quote loadReply(long conversation) {
      return store
          .loadReply(conversation)
          .map(kept -> new Quote(kept.seq(), kept.name(), kept.text(), kept.sentAt()))
          .orElse(null);
    }

    @Override
    public void saveReply(long conversation, Quote reply) {
      store.saveReply(
          conversation,
          Optional.ofNullable(reply)
              .filter(answered -> answered.sentAt() != null)
              .map(answered ->
                  new DraftsFile.Reply(
                      answered.seq(), answered.name(), answered.text(), answered.sentAt())));
    }

    @Override
    public String loadPart(long conversation, Part part) {
      return store.loadPart(conversation, part.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void savePart(long conversation, Part part, String value) {
      store.savePart(conversation, part.name().toLowerCase(Locale.ROOT), value);
    }

    @Override
    public void setOnFailure(Runnable listener) {
      store.setOnFailure(listener);
    }
  }
}
