package chatter.client.hosting;

import chatter.client.hosting.HostedServer.Running;
import chatter.client.ui.Dialogs;
import chatter.client.ui.InviteCard;
import chatter.client.ui.Shown;
import chatter.client.ui.Texts;
import chatter.shared.invite.Fingerprint;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// Binds `Invite.fxml`: where the chat is to be found, and how others are invited.
public final class InviteController {
  private final InviteViewModel model;
  private final HostingViewModel hosting;
  private final Texts texts;
  private final Dialogs dialogs;

  @FXML private Label found;
  @FXML private Pane addresses;
  @FXML private Label reach;
  @FXML private Pane key;
  @FXML private Label fingerprint;
  @FXML private InviteCard card;
  @FXML private Button makeInvite;
  @FXML private Button endInvites;
  @FXML private StatusLabel inviteStatus;

  /// @param dialogs asks before all invites end
  public InviteController(
      InviteViewModel model, HostingViewModel hosting, Texts texts, Dialogs dialogs) {
    this.model = model;
    this.hosting = hosting;
    this.texts = texts;
    this.dialogs = dialogs;
  }

  @FXML
  private void initialize() {
    hosting.runningProperty().subscribe(now -> now.ifPresent(this::show));
    Shown.when(
        key, hosting.runningProperty().map(now -> now.flatMap(Running::fingerprint).isPresent()));
    Shown.when(endInvites, hosting.openProperty());
    Shown.when(makeInvite, hosting.openProperty());
    model
        .offerProperty()
        .subscribe(
            offer -> offer.map(InviteViewModel::content).ifPresentOrElse(card::show, card::clear));
    makeInvite
        .textProperty()
        .bind(
            model
                .offerProperty()
                .map(offer ->
                    texts.say(
                        offer.isPresent() ? "hosting.invite.another" : "hosting.invite.make")));
    inviteStatus.follow(model.statusProperty());
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
    model.make();
  }

  @FXML
  private void endInvites() {
    dialogs.ask(
        new Dialogs.Question(
            texts.say("hosting.invite.end.title"),
            texts.say("hosting.invite.end.text"),
            texts.say("hosting.invite.end.yes"),
            texts.say("hosting.invite.end.no")),
        yes -> {
          if (yes) {
            model.endAll();
          }
        });
  }
}
