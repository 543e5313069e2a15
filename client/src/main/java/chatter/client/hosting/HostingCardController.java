package chatter.client.hosting;

import chatter.client.hosting.HostingViewModel.State;
import chatter.client.ui.Visibility;
import javafx.fxml.FXML;
import javafx.scene.control.Button;

/// Binds `HostingCard.fxml`, the way from the sign-in screen into a chat hosted here.
public final class HostingCardController {
  private final HostingViewModel model;
  private final Runnable onContinue;
  private final Runnable onBack;

  @FXML private Button goOn;

  /// @param onContinue called when the server runs and the person wants to join
  /// @param onBack called when the person wants to sign in elsewhere
  public HostingCardController(HostingViewModel model, Runnable onContinue, Runnable onBack) {
    this.model = model;
    this.onContinue = onContinue;
    this.onBack = onBack;
  }

  @FXML
  private void initialize() {
    Visibility.when(goOn, model.stateProperty().map(state -> state == State.RUNNING));
  }

  @FXML
  private void goOn() {
    onContinue.run();
  }

  @FXML
  private void back() {
    onBack.run();
  }
}
