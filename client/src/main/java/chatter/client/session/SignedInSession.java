package chatter.client.session;

import chatter.client.copy.MessageCopy;
import chatter.client.copy.RowFold;
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
import chatter.client.net.socket.EventLoop;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.CopySize;
import chatter.client.prefs.DraftsFile;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.SavedLogin;
import chatter.client.ui.Futures;
import chatter.shared.api.ServerInfo;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A login at one server, from signing in to signing out: its connection and outbox, its drafts and
/// the copy of what was read, who is signed in and where. It knows no screen: windows, and whatever
/// else wants to hear of it, hang on it as listeners. JavaFX application thread only.
public final class SignedInSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignedInSession.class);

  /// What is there before a login, and after it.
  ///
  /// @param folder where everything is kept
  /// @param client name and version of the program, for the server's log
  /// @param ui the way onto the JavaFX application thread
  /// @param stoppedHere whether a server is one that this program hosts, and that does not run now
  /// @param fold what entries make of messages that are kept
  /// @param copySize how much is kept
  public record Environment(
      ClientFolder folder,
      String client,
      Executor ui,
      Predicate<KnownServer> stoppedHere,
      RowFold fold,
      ObservableValue<CopySize> copySize) {}

  /// What the owner of a session has to know.
  ///
  /// @param ended the login has ended
  /// @param learned gets what the server was called before, and what is known of it now
  /// @param moved gets the server when it was found at another address, or when it has to be
  ///   connected to from the beginning
  public record Callbacks(
      Runnable ended, BiConsumer<String, KnownServer> learned, Consumer<KnownServer> moved) {}

  private final Environment environment;
  private final Callbacks callbacks;
  private final ServerApi server;
  private final AccountApi account;
  private final ServerSession connection;
  private final DiskWriter disk = new DiskWriter();
  private final DraftStore drafts;
  private final MessageCopy copy;
  private final Subscription resizing;
  private final AddressSearch addressSearch;
  private final List<Consumer<SessionEvent>> listeners = new CopyOnWriteArrayList<>();
  private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper();
  private final ReadOnlyBooleanWrapper administers = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<NotificationSettings> notifications =
      new ReadOnlyObjectWrapper<>(NotificationSettings.USUAL);
  private KnownServer known;
  private AccountInfo me;
  private boolean welcomedBefore;
  private boolean connecting;
  private boolean closed;

  /// What was known when the program ended, as far as it is read.
  private MessageCopy.Known keptBefore = MessageCopy.Known.NOTHING;

  private Consumer<MessageCopy.Known> onKnown = _ -> {};

  /// Whether the login was refused because another program answered in place of a server stopped
  /// here.
  private boolean refusedByAnother;

  /// Reads what is kept on disk; does not connect yet.
  ///
  /// @param known the server, with the login
  /// @throws IOException if what is kept on disk cannot be read
  public SignedInSession(Environment environment, KnownServer known, Callbacks callbacks)
      throws IOException {
    this(environment, known, callbacks, new SingleThreadLoop("chatter-session"));
  }

  /// @param loop the connection's thread and clock; closed with the session
  SignedInSession(Environment environment, KnownServer known, Callbacks callbacks, EventLoop loop)
      throws IOException {
    this.environment = environment;
    this.known = known;
    this.callbacks = callbacks;
    SavedLogin login = known.account();
    Path folder = environment.folder().account(login.folder(), login.account());
    Wanted wanted = wanted(known);
    server = new ServerApi(wanted.addresses().getFirst(), wanted.pin());
    account = server.as(new SessionToken(login.token()));
    copy =
        new MessageCopy(
            folder,
            login.account(),
            environment.fold(),
            Clock.systemUTC(),
            environment.copySize().getValue().bytes());
    try {
      connection =
          new ServerSession(
              account,
              folder.resolve("outbox"),
              loop,
              new SplittableRandom(),
              environment.client(),
              copy,
              event -> environment.ui().execute(() -> on(event)));
      drafts = new DraftStore(new DraftsFile(folder), disk, environment.ui());
    } catch (IOException e) {
      copy.close();
      throw e;
    }
    // Asked for here and now, so that it is told before anything that the server says. It never
    // fails.
    var _ =
        copy.known()
            .thenAcceptAsync(
                kept -> {
                  keptBefore = kept;
                  tellKnown();
                },
                environment.ui());
    resizing = environment.copySize().subscribe((before, now) -> copy.setMostBytes(now.bytes()));
    addressSearch = new AddressSearch(wanted, environment.ui(), this::foundElsewhere);
    me =
        new AccountInfo(
            login.account(), login.name(), login.email().isEmpty() ? null : login.email(), null);
    name.set(known.title());
  }

  private static Wanted wanted(KnownServer known) {
    return Wanted.of(
        known.addresses(), Pin.named(known.fingerprint()), known.isAsked() ? known.id() : "");
  }

  /// Begins to connect, if that has not begun. Nothing is told to listeners before the caller is
  /// done.
  public void connect() {
    if (!connecting && !closed) {
      connecting = true;
      connection.start();
    }
  }

  /// Tells what the outbox holds, for who waits with `connect` because the server is being started.
  public void showOutbox() {
    connection.showOutbox();
  }

  /// Adds somebody who hears everything that happens from now on, one event at a time.
  ///
  /// @return ends it
  public Subscription listen(Consumer<SessionEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void on(SessionEvent event) {
    if (closed) {
      return;
    }
    if (event instanceof SessionEvent.Ended(EndReason reason)
        && reason == EndReason.SIGNED_OUT
        && environment.stoppedHere().test(known)) {
      // Whoever has the port of a chat that was stopped here knows nothing of its logins.
      refusedByAnother = true;
      return;
    }
    listeners.forEach(listener -> listener.accept(event));
    switch (event) {
      case SessionEvent.Welcomed welcomed -> {
        update(welcomed.account());
        notifications.set(welcomed.notifications());
        addressSearch.stop();
        if (!welcomedBefore) {
          welcomedBefore = true;
          askForName();
        }
      }
      case SessionEvent.NotificationsChanged(NotificationSettings settings) ->
          notifications.set(settings);
      case SessionEvent.AccountChanged changed -> update(changed.account());
      case SessionEvent.Ended ended when ended.reason() == EndReason.SIGNED_OUT ->
          callbacks.ended().run();
      // Whoever may not read there any more has nothing of it here either.
      case SessionEvent.Ended ended when ended.reason() == EndReason.ACCOUNT_DISABLED ->
          copy.discard();
      case SessionEvent.ConnectionChanged changed when changed.state() == ConnectionState.WAITING ->
          addressSearch.look();
      default -> {}
    }
  }

  /// The server is one that this program hosts, and it runs again.
  public void serverRuns() {
    if (refusedByAnother) {
      callbacks.moved().accept(known);
    } else {
      connection.tryNow();
    }
  }

  private void askForName() {
    Futures.deliver(
        server.server(),
        environment.ui(),
        (info, failure) -> {
          if (failure == null) {
            learned(info);
          } else {
            LOG.info("The server does not say what it is called: {}", failure.getMessage());
          }
        });
  }

  /// The server said what it is called, and perhaps for the first time who it is.
  public void learned(ServerInfo info) {
    if (closed) {
      return;
    }
    String before = known.id();
    known = known.withId(known.isAsked() ? before : info.id()).withName(info.name());
    name.set(known.title());
    callbacks.learned().accept(before, known);
  }

  private void foundElsewhere(Found found) {
    if (!closed && !found.address().equals(server.address())) {
      callbacks.moved().accept(known.foundAt(found.address().display()));
    }
  }

  /// An account changed, perhaps one's own.
  private void update(AccountInfo changed) {
    if (changed.id() == me.id()) {
      me = me.updated(changed);
      administers.set(me.administers());
    }
  }

  /// Keeps what is known of the conversations, for the next start.
  ///
  /// @param shown the one that is being shown; 0 for none
  public void keep(List<ConversationInfo> infos, long shown) {
    copy.keep(infos, shown);
  }

  /// How much is kept of them on this computer, in bytes; never fails.
  public CompletableFuture<Long> keptBytes() {
    return copy.bytes();
  }

  /// Which server, and who is signed in.
  public KnownServer server() {
    return known;
  }

  /// Who is signed in, as far as is known.
  public AccountInfo me() {
    return me;
  }

  /// What the chat is called.
  public ReadOnlyStringProperty nameProperty() {
    return name.getReadOnlyProperty();
  }

  /// The account has just said something else about notifications; the server tells it too.
  public void said(NotificationSettings now) {
    on(new SessionEvent.NotificationsChanged(now));
  }

  /// What the account has said about notifications, as far as is known.
  public ReadOnlyObjectProperty<NotificationSettings> notificationsProperty() {
    return notifications.getReadOnlyProperty();
  }

  /// Whether who is signed in is one of those who run the chat.
  public ReadOnlyBooleanProperty administersProperty() {
    return administers.getReadOnlyProperty();
  }

  /// Tells what was known when the program ended, once that is read, if there is anything. That is
  /// before the first welcome; who comes after it is told nothing.
  public void whenKnown(Consumer<MessageCopy.Known> listener) {
    onKnown = listener;
    tellKnown();
  }

  private void tellKnown() {
    if (!closed && !welcomedBefore && !keptBefore.conversations().isEmpty()) {
      onKnown.accept(keptBefore);
    }
  }

  /// What is written and not sent.
  public DraftStore drafts() {
    return drafts;
  }

  /// What can be sent and asked; not after `close`.
  public ServerSession connection() {
    return connection;
  }

  /// The login's calls; good until `release`.
  public AccountApi account() {
    return account;
  }

  /// Disconnects; the login stays good. Waits for what is to be on the disk. Listeners that save
  /// something have done so before.
  @Override
  public void close() {
    close(copy::close);
  }

  /// Disconnects because the login ends: what is kept of what others wrote is taken away, which is
  /// not waited for.
  public void closeForGood() {
    close(copy::discardAndClose);
  }

  private void close(Runnable closeCopy) {
    if (closed) {
      return;
    }
    closed = true;
    resizing.unsubscribe();
    addressSearch.stop();
    connection.close();
    closeCopy.run();
    disk.close();
  }

  /// Gives up calls that are under way; after `close`, and after the last use of `account`.
  public void release() {
    server.close();
  }
}
