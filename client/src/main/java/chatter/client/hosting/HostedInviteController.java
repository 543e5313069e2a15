package chatter.client.hosting;

import chatter.client.hosting.HostedServer.Running;
import chatter.client.invite.InvitePanel;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.shared.invite.Fingerprint;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// Binds `HostedInvite.fxml`: where the chat is to be found, and how others are invited.
public final class HostedInviteController {
  private final Supplier<InvitePanel> panels;
  private final HostingViewModel hosting;
  private final Texts texts;

  @FXML private Label found;
  @FXML private Pane addresses;
  @FXML private Label reach;
  @FXML private Pane key;
  @FXML private Label fingerprint;
  @FXML private Button makeInvite;
  @FXML private Pane invite;
  private final BooleanProperty inviting = new SimpleBooleanProperty();

  /// @param panels makes the panel for inviting people
  public HostedInviteController(
      Supplier<InvitePanel> panels, HostingViewModel hosting, Texts texts) {
    this.panels = panels;
    this.hosting = hosting;
    this.texts = texts;
  }

  @FXML
  private void initialize() {
    hosting.runningProperty().subscribe(now -> now.ifPresent(this::show));
    Visibility.when(
        key, hosting.runningProperty().map(now -> now.flatMap(Running::fingerprint).isPresent()));
    Visibility.when(
        makeInvite, hosting.openProperty().flatMap(open -> inviting.map(is -> open && !is)));
    Visibility.when(invite, inviting);
    // It may be elsewhere now, and what was shown leads nowhere.
    hosting.runningProperty().subscribe(this::forget);
  }

  private void forget() {
    inviting.set(false);
    invite.getChildren().clear();
  }

  private void show(Running now) {
    boolean open = hosting.openProperty().get();
    addresses
        .getChildren()
        .setAll(
            now.places().stream()
                .map(one ->
                    new AddressRow(
                        one.url(), one.virtual() ? texts.say("hosting.virtual") : "", texts))
                .toList());
    String where = open ? (now.places().isEmpty() ? "noNetwork" : "everyone") : "onlyHere";
    found.setText(texts.say("hosting.found." + where));
    reach.setText(texts.say(open ? "hosting.reach.everyone" : "hosting.reach.onlyHere"));
    fingerprint.setText(
        now.fingerprint().flatMap(Fingerprint::parse).map(Fingerprint::groups).orElse(""));
  }

  @FXML
  private void makeInvite() {
    InvitePanel panel = panels.get();
    invite.getChildren().setAll(panel.view());
    inviting.set(true);
    panel.model().open();
  }
}
