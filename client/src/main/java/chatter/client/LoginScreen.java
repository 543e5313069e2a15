package chatter.client;

import chatter.client.login.LoginController;
import chatter.client.login.LoginViewModel;
import chatter.client.ui.Texts;
import chatter.client.ui.Views;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/// The screen to sign in on, made when somebody has to.
///
/// @param view what to put into the window
record LoginScreen(LoginViewModel model, LoginController controller, Region view) {
  /// @param accept called when somebody is signed in
  /// @param onHost called when somebody wants to host a chat
  static LoginScreen load(
      Texts texts, Executor ui, Consumer<LoginViewModel.SignedIn> accept, Runnable onHost) {
    LoginViewModel model = new LoginViewModel(texts, DeviceName.ofThisComputer(), ui, accept);
    LoginController controller = new LoginController(model, texts, onHost);
    Region view = (Region) Views.load(LoginController.class, "Login.fxml", texts, controller);
    return new LoginScreen(model, controller, view);
  }
}
