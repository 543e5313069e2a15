package chatter.client.invite;

import chatter.client.invite.InviteViewModel.Uses;
import chatter.client.ui.Icon;
import chatter.client.ui.Status;
import chatter.client.ui.StatusLabel;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.form.SegmentedControl;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import java.util.List;
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
import javafx.scene.layout.VBox;

/// Binds `Invite.fxml`, the panel for inviting people, to an `InviteViewModel`.
public final class InviteController {
  private static final double STALE = 0.4;

  private final InviteViewModel model;
  private final Texts texts;

  @FXML private InviteCard card;
  @FXML private Pane notes;
  @FXML private StatusLabel inviteStatus;
  @FXML private Button again;
  @FXML private SegmentedControl<Uses> uses;
  @FXML private SegmentedControl<Integer> hours;
  @FXML private Label othersTitle;
  @FXML private Pane others;

  /// For one view.
  public InviteController(InviteViewModel model, Texts texts) {
    this.model = model;
    this.texts = texts;
  }

  @FXML
  private void initialize() {
    uses.setChoices(
        List.of(Uses.values()),
        choice -> texts.say(Texts.key("invite.uses.", choice)),
        Uses.EVERYBODY);
    uses.setOnChosen(model::chooseUses);
    hours.setChoices(InviteViewModel.HOURS, choice -> texts.say("invite.hours." + choice), 168);
    hours.setOnChosen(model::chooseHours);
    card.setOnCopied(model::given);
    model.offerProperty().subscribe(offer -> offer.ifPresentOrElse(this::show, this::clear));
    inviteStatus.follow(
        model.stateProperty().map(state -> new Status(state.text(), state.problem())));
    Visibility.when(again, model.stateProperty().map(InviteViewModel.State::problem));
    model
        .stateProperty()
        .subscribe(state -> {
          card.setOpacity(state.busy() || state.problem() ? STALE : 1);
          card.setDisable(state.busy() || state.problem());
          // Who can join may have become known only now.
          model.offerProperty().get().ifPresent(this::showNotes);
        });
    Visibility.when(othersTitle, Bindings.isNotEmpty(model.others()).map(is -> is));
    model.others().addListener((ListChangeListener<InviteInfo>) change -> showOthers());
    showOthers();
  }

  private void show(InviteOffer offer) {
    card.show(
        new InviteCard.Content(
            offer.qr().size(),
            offer.qr().path(),
            offer.link(),
            offer.invite().code(),
            model.message(offer)));
    showNotes(offer);
  }

  private void clear() {
    card.clear();
    notes.getChildren().clear();
  }

  private void showNotes(InviteOffer offer) {
    notes.getChildren().setAll(model.notes(offer).stream().map(InviteController::note).toList());
  }

  private static Node note(String words) {
    Label label = new Label(words);
    label.setWrapText(true);
    HBox.setHgrow(label, Priority.ALWAYS);
    HBox note = new HBox(Icon.INFO.node(18), label);
    note.getStyleClass().add("invite-note");
    return note;
  }

  private void showOthers() {
    others.getChildren().setAll(model.others().stream().map(this::row).toList());
  }

  private Node row(InviteInfo invite) {
    String made = model.exact(invite.createdAt());
    Label title = new Label(texts.say("invite.others.made", made, invite.createdBy()));
    title.getStyleClass().add("invite-made");
    title.setWrapText(true);
    String until = model.exact(invite.expiresAt());
    Label about =
        new Label(
            invite.usesLeft() == null
                ? texts.say("invite.others.any", until)
                : texts.say("invite.others.left", invite.usesLeft(), until));
    about.getStyleClass().addAll("text-2", "small");
    about.setWrapText(true);
    VBox words = new VBox(2, title, about);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button end = new Button(texts.say("invite.others.end"));
    end.getStyleClass().addAll("text-button", "danger");
    end.setMinWidth(Region.USE_PREF_SIZE);
    end.setAccessibleText(texts.say("invite.others.endLabel", made, invite.createdBy()));
    end.setOnAction(click -> {
      end.setDisable(true);
      model.end(invite);
    });
    HBox row = new HBox(words, end);
    row.getStyleClass().add("invite-row");
    return row;
  }

  @FXML
  private void again() {
    model.again();
  }

  @FXML
  private void endInvites() {
    model.endAll();
  }
}
