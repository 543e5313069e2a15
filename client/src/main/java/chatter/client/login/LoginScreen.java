package chatter.client.login;

import chatter.client.prefs.KnownServer;
import chatter.client.ui.Texts;
import chatter.client.ui.Views;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.layout.Region;

/// The screen to sign in on, made when somebody has to.
///
/// @param view what to put into the window
public record LoginScreen(LoginViewModel model, LoginController controller, Region view) {
  /// @param hosted the chat that this computer hosts, or could host
  /// @param onForget called when a chat is not to be remembered any more
  public static LoginScreen load(
      Texts texts,
      Executor ui,
      LoginCallbacks callbacks,
      TilesController.HostedChat hosted,
      Consumer<KnownServer> onForget) {
    LoginViewModel model = new LoginViewModel(texts, DeviceName.ofThisComputer(), ui, callbacks);
    LoginController controller = new LoginController(model, texts);
    TilesController tiles = new TilesController(model, texts, hosted, onForget);
    Region view =
        (Region) Views.load(LoginController.class, "Login.fxml", texts, controller, tiles);
    return new LoginScreen(model, controller, view);
  }
}
