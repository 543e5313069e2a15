package chatter.client;

import chatter.client.hosting.HostingViewModel;
import chatter.client.invite.AccountInvites;
import chatter.client.invite.InvitePanel;
import chatter.client.net.check.ConnectionCheck;
import chatter.client.net.http.AccountApi;
import chatter.client.session.SignedInSession;
import chatter.client.settings.AboutController;
import chatter.client.settings.AboutViewModel;
import chatter.client.settings.AccountCalls;
import chatter.client.settings.ChatSwitcher;
import chatter.client.settings.ChatsController;
import chatter.client.settings.CopyController;
import chatter.client.settings.CopyViewModel;
import chatter.client.settings.DevicesController;
import chatter.client.settings.DevicesViewModel;
import chatter.client.settings.NameController;
import chatter.client.settings.NameViewModel;
import chatter.client.settings.NotificationsController;
import chatter.client.settings.NotificationsViewModel;
import chatter.client.settings.PasswordController;
import chatter.client.settings.PasswordViewModel;
import chatter.client.settings.PeopleController;
import chatter.client.settings.PeopleViewModel;
import chatter.client.settings.ProfileController;
import chatter.client.settings.ProfileViewModel;
import chatter.client.settings.SettingsController;
import chatter.client.settings.SettingsController.PanelView;
import chatter.client.settings.SettingsViewModel;
import chatter.client.settings.SettingsViewModel.State;
import chatter.client.ui.ReadersClock;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.Views;
import chatter.client.ui.dialog.Dialogs;
import chatter.shared.api.ServerInfo;
import chatter.shared.protocol.AccountInfo;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.util.Subscription;

/// Puts the drawer together for one login. JavaFX application thread only.
final class SettingsDrawer implements AutoCloseable {
  private final Texts texts = Texts.of(SettingsController.class);
  private final TimeLabels when =
      new TimeLabels(new ReadersClock(), Locale.getDefault(Locale.Category.FORMAT));
  private final Dialogs dialogs;
  private final AccountCalls calls;
  private final InvitePanel invite;
  private final ProfileViewModel profile;
  private final SettingsViewModel settings;
  private final SettingsController controller;
  private final Parent view;
  private final Subscription closing;
  private Subscription following;

  /// Where it goes from here.
  ///
  /// @param signOut the person wants to sign out
  /// @param ended the login has ended
  /// @param chats the way to the other chats
  record Callbacks(Runnable signOut, Runnable ended, ChatSwitcher chats) {}

  SettingsDrawer(AppContext app, SignedInSession session, Callbacks callbacks) {
    dialogs = app.window().dialogs();
    calls = new AccountCalls(session.account(), app.ui(), texts, callbacks.ended());
    profile = new ProfileViewModel(calls, session.me());
    settings =
        new SettingsViewModel(
            app.preferences(), texts, dialogs, session.connection()::unsent, callbacks.signOut());
    invite =
        InvitePanel.of(
            new AccountInvites(
                session.account(),
                () -> profile.accountProperty().get().name(),
                () -> session.nameProperty().getValue()),
            app.ui(),
            dialogs);
    controller = new SettingsController(settings, texts);
    view =
        Views.load(
            SettingsController.class,
            "Settings.fxml",
            texts,
            controller,
            new ProfileController(profile, texts, dialogs));
    controller.setPanels(
        Map.ofEntries(
            Map.entry(State.CHATS, chats(callbacks.chats())),
            Map.entry(State.INVITE, new PanelView(invite.view(), invite.model()::open)),
            Map.entry(State.PEOPLE, people(session.me())),
            Map.entry(State.ABOUT, about(session::learned)),
            Map.entry(State.NAME, name()),
            Map.entry(State.NOTIFICATIONS, notifications(app, session)),
            Map.entry(State.COPY, copy(app, session)),
            Map.entry(State.PASSWORD, password()),
            Map.entry(State.DEVICES, devices()),
            Map.entry(State.HOSTING, new PanelView(app.hostingScreen().panel(), () -> {})),
            Map.entry(State.CHECK, check(app, session.account()))));
    // Somebody may have seen the invite that was shown.
    closing =
        app.window()
            .drawer()
            .openProperty()
            .subscribe(open -> {
              if (!open) {
                invite.model().close();
              }
            });
    controller.showChat(session.nameProperty());
    controller.showAdministration(session.administersProperty());
    controller.showHosting(
        app.hosting()
            .stateProperty()
            .map(state ->
                state == HostingViewModel.State.RUNNING ? texts.say("settings.hosting.on") : ""));
  }

  private PanelView chats(ChatSwitcher others) {
    ChatsController controller = new ChatsController(others, texts);
    return new PanelView(load("Chats.fxml", controller), controller::opened);
  }

  private PanelView people(AccountInfo me) {
    PeopleController controller =
        new PeopleController(
            new PeopleViewModel(
                calls,
                dialogs,
                me.id(),
                () -> profile.accountProperty().get().role(),
                Locale.getDefault()),
            texts,
            when);
    return new PanelView(load("People.fxml", controller), controller::opened);
  }

  private PanelView about(Consumer<ServerInfo> onChanged) {
    AboutController controller = new AboutController(new AboutViewModel(calls, onChanged));
    return new PanelView(load("About.fxml", controller), controller::opened);
  }

  private PanelView name() {
    NameController controller = new NameController(new NameViewModel(calls, profile));
    return new PanelView(load("Name.fxml", controller), controller::opened);
  }

  private PanelView notifications(AppContext app, SignedInSession session) {
    NotificationsViewModel model =
        new NotificationsViewModel(
            calls,
            app.preferences(),
            session.notificationsProperty(),
            session::said,
            new ReadersClock());
    NotificationsController controller =
        new NotificationsController(
            model,
            texts,
            when,
            new NotificationsController.Computer(
                app.notifications()::trouble, app.notifications()::playSound, app.ui()));
    following = session.notificationsProperty().subscribe(model::take);
    return new PanelView(load("Notifications.fxml", controller), controller::opened);
  }

  private PanelView copy(AppContext app, SignedInSession session) {
    CopyController controller =
        new CopyController(
            new CopyViewModel(app.preferences(), session::keptBytes, app.ui()), texts);
    return new PanelView(load("Copy.fxml", controller), controller::opened);
  }

  private PanelView password() {
    PasswordController controller = new PasswordController(new PasswordViewModel(calls));
    return new PanelView(load("Password.fxml", controller), controller::opened);
  }

  private PanelView devices() {
    DevicesController controller = new DevicesController(new DevicesViewModel(calls), texts, when);
    return new PanelView(load("Devices.fxml", controller), controller::opened);
  }

  private static PanelView check(AppContext app, AccountApi api) {
    ConnectionCheckScreen.View check =
        new ConnectionCheckScreen(app.hosting(), app.ui()).panel(new ConnectionCheck(api));
    return new PanelView(check.root(), check.opened());
  }

  private Parent load(String file, Object controller) {
    return Views.load(SettingsController.class, file, texts, controller);
  }

  /// What to put into the drawer.
  Parent view() {
    return view;
  }

  /// Starts at the menu.
  void showMenu() {
    settings.stateProperty().set(State.MENU);
    profile.clearStatus();
  }

  /// Starts with the connection check.
  void showCheck() {
    settings.stateProperty().set(State.CHECK);
  }

  /// Starts with an invite to hand to others; one is made if none was.
  void showInvite() {
    settings.stateProperty().set(State.INVITE);
  }

  /// There is no way back from what shows now to a menu that nobody opened: it is closed instead.
  void setClose(Runnable close) {
    controller.setClose(close);
  }

  /// The account changed, perhaps one's own.
  void update(AccountInfo account) {
    profile.update(account);
  }

  /// Lets go of what outlives the login.
  @Override
  public void close() {
    closing.unsubscribe();
    following.unsubscribe();
    controller.close();
  }
}
