package chatter.client;

import chatter.client.hosting.HostingViewModel;
import chatter.client.net.AccountApi;
import chatter.client.net.ConnectionCheck;
import chatter.client.settings.AccountCalls;
import chatter.client.settings.DevicesController;
import chatter.client.settings.DevicesViewModel;
import chatter.client.settings.NameController;
import chatter.client.settings.NameViewModel;
import chatter.client.settings.PasswordController;
import chatter.client.settings.PasswordViewModel;
import chatter.client.settings.ProfileController;
import chatter.client.settings.ProfileViewModel;
import chatter.client.settings.SettingsController;
import chatter.client.settings.SettingsController.PanelView;
import chatter.client.settings.SettingsViewModel;
import chatter.client.settings.SettingsViewModel.State;
import chatter.client.ui.Texts;
import chatter.client.ui.Views;
import chatter.shared.protocol.AccountInfo;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.IntSupplier;
import javafx.scene.Parent;

/// Puts the drawer together for one login. JavaFX application thread only.
final class SettingsDrawer implements AutoCloseable {
  private final Texts texts = Texts.of(SettingsController.class);
  private final AccountCalls calls;
  private final ProfileViewModel profile;
  private final SettingsViewModel settings;
  private final SettingsController controller;
  private final Parent view;

  SettingsDrawer(
      Home home,
      AccountApi api,
      AccountInfo account,
      IntSupplier unsent,
      Runnable onSignOut,
      Runnable onEnded) {
    calls = new AccountCalls(api, home.ui(), texts, onEnded);
    profile = new ProfileViewModel(calls, account);
    settings =
        new SettingsViewModel(home.remembered(), texts, home.window().dialogs(), unsent, onSignOut);
    controller = new SettingsController(settings, texts);
    view =
        Views.load(
            SettingsController.class,
            "Settings.fxml",
            texts,
            controller,
            new ProfileController(profile, texts, home.window().dialogs()));
    controller.setPanels(
        Map.of(
            State.NAME, name(),
            State.PASSWORD, password(),
            State.DEVICES, devices(),
            State.HOSTING, new PanelView(home.hostingScreen().panel(), () -> {}),
            State.CHECK, check(home, api)));
    controller.showHosting(
        home.hosting()
            .stateProperty()
            .map(state ->
                state == HostingViewModel.State.RUNNING ? texts.say("settings.hosting.on") : ""));
  }

  private PanelView name() {
    NameController controller = new NameController(new NameViewModel(calls, profile));
    return new PanelView(load("Name.fxml", controller), controller::opened);
  }

  private PanelView password() {
    PasswordController controller = new PasswordController(new PasswordViewModel(calls));
    return new PanelView(load("Password.fxml", controller), controller::opened);
  }

  private PanelView devices() {
    DevicesController controller =
        new DevicesController(
            new DevicesViewModel(calls), texts, Clock.system(ZoneId.systemDefault()));
    return new PanelView(load("Devices.fxml", controller), controller::opened);
  }

  private static PanelView check(Home home, AccountApi api) {
    Checkup.View check = new Checkup(home.hosting(), home.ui()).panel(new ConnectionCheck(api));
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

  /// The account changed, perhaps one's own.
  void update(AccountInfo account) {
    profile.update(account);
  }

  /// Lets go of what outlives the login.
  @Override
  public void close() {
    controller.close();
  }
}
