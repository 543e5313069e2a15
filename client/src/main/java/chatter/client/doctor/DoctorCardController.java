package chatter.client.doctor;

import javafx.fxml.FXML;

/// Binds `DoctorCard.fxml`, the check as a screen of its own, for who is not signed in.
public final class DoctorCardController {
  private final Runnable onBack;

  /// @param onBack called when the person wants to go back
  public DoctorCardController(Runnable onBack) {
    this.onBack = onBack;
  }

  @FXML
  private void back() {
    onBack.run();
  }
}
