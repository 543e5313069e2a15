package chatter.client.settings;

import chatter.client.ui.InviteCard;
import chatter.client.ui.Segments;
import chatter.client.ui.Shown;
import chatter.client.ui.Texts;
import chatter.client.ui.When;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Binds `Invites.fxml` to an `InvitesViewModel`.
public final class InvitesController implements Panel {
  private static final int HOURS_OF_A_DAY = 24;

  /// Null is any number, as the server has it; a list cannot hold that.
  private static final int ANY = 0;

  private final InvitesViewModel model;
  private final Texts texts;
  private final When when;

  @FXML private InviteCard card;
  @FXML private Segments<Integer> uses;
  @FXML private Segments<Integer> days;
  @FXML private Button make;
  @FXML private Label inviteStatus;
  @FXML private Label goodTitle;
  @FXML private Pane good;
  @FXML private Button endAll;

  /// @param clock with the reader's time zone
  public InvitesController(InvitesViewModel model, Texts texts, Clock clock) {
    this.model = model;
    this.texts = texts;
    this.when = new When(clock, Locale.getDefault(Locale.Category.FORMAT));
  }

  @FXML
  private void initialize() {
    uses.setChoices(List.of(1, 10, ANY), number -> texts.say("settings.invite.uses", number), ANY);
    days.setChoices(List.of(1, 7, 30), number -> texts.say("settings.invite.days", number), 7);
    make.disableProperty().bind(model.busyProperty());
    make.textProperty()
        .bind(
            model
                .offerProperty()
                .isNull()
                .map(none ->
                    texts.say(none ? "settings.invite.make" : "settings.invite.makeAnother")));
    model.offerProperty().subscribe(this::show);
    Shown.text(inviteStatus, model.statusProperty().map(Status::text));
    model
        .statusProperty()
        .subscribe(said ->
            inviteStatus.pseudoClassStateChanged(ProfileController.PROBLEM, said.problem()));
    Shown.when(goodTitle, Bindings.isNotEmpty(model.invites()).map(is -> is));
    Shown.when(endAll, Bindings.size(model.invites()).greaterThan(1).map(is -> is));
    model
        .invites()
        .addListener(
            (ListChangeListener<InviteInfo>)
                change ->
                    good.getChildren().setAll(model.invites().stream().map(this::row).toList()));
  }

  private void show(InviteOffer offer) {
    if (offer == null) {
      card.clear();
    } else {
      card.show(
          new InviteCard.Content(
              offer.qr().size(), offer.qr().path(), offer.link(), offer.invite().code()));
    }
  }

  @Override
  public void opened() {
    model.begin();
  }

  private Node row(InviteInfo invite) {
    String left =
        invite.usesLeft() == null
            ? texts.say("settings.invite.leftAny")
            : texts.say("settings.invite.left", invite.usesLeft());
    Label about =
        new Label(
            texts.say(
                "settings.invite.row", left, when.brief(invite.expiresAt()), invite.createdBy()));
    about.setWrapText(true);
    about.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(about, Priority.ALWAYS);
    Button end = new Button(texts.say("settings.invite.end"));
    end.getStyleClass().addAll("text-button", "danger");
    end.setMinWidth(Region.USE_PREF_SIZE);
    end.setOnAction(click -> {
      end.setDisable(true);
      model.end(invite);
    });
    HBox row = new HBox(about, end);
    row.getStyleClass().add("device");
    return row;
  }

  @FXML
  private void make() {
    int number = uses.chosen();
    model.make(number == ANY ? null : number, days.chosen() * HOURS_OF_A_DAY);
  }

  @FXML
  private void endAll() {
    model.endAll();
  }
}
