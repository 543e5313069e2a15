package chatter.client.doctor;

import chatter.client.doctor.DoctorViewModel.Found;
import chatter.client.doctor.DoctorViewModel.State;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Pane;
import javafx.util.Duration;

/// Binds `Doctor.fxml`, a check of the connection, to a `DoctorViewModel`.
public final class DoctorController {
  private static final Duration SAID_FOR = Duration.seconds(2);
  private static final PseudoClass ILL = PseudoClass.getPseudoClass("ill");
  private static final PseudoClass WELL = PseudoClass.getPseudoClass("well");

  private final DoctorViewModel model;
  private final Texts texts;
  private final PauseTransition said = new PauseTransition(SAID_FOR);

  @FXML private Label summary;
  @FXML private Pane findings;
  @FXML private Button again;
  @FXML private Button copy;

  /// Shows nothing until `opened`.
  public DoctorController(DoctorViewModel model, Texts texts) {
    this.model = model;
    this.texts = texts;
  }

  @FXML
  private void initialize() {
    ObservableValue<Boolean> looking = model.stateProperty().map(state -> state == State.LOOKING);
    summary.textProperty().bind(model.summaryProperty());
    model
        .stateProperty()
        .subscribe(state -> {
          summary.pseudoClassStateChanged(ILL, state == State.ILL);
          summary.pseudoClassStateChanged(WELL, state == State.WELL);
        });
    again.disableProperty().bind(looking);
    Visibility.when(copy, looking.map(looks -> !looks));
    said.setOnFinished(done -> copy.setText(texts.say("doctor.copy")));
    model.found().addListener((ListChangeListener<Found>) change -> show());
  }

  /// It shows now: looks afresh.
  public void opened() {
    model.begin();
  }

  private void show() {
    findings.getChildren().clear();
    boolean several = model.found().stream().map(Found::examination).distinct().count() > 1;
    String last = "";
    for (Found one : model.found()) {
      if (several && !one.examination().equals(last)) {
        Label title = new Label(one.examination());
        title.getStyleClass().add("examination");
        findings.getChildren().add(title);
      }
      last = one.examination();
      findings.getChildren().add(new FindingNode(one.row(), model.line(one.row())));
    }
  }

  @FXML
  private void again() {
    model.begin();
  }

  @FXML
  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(model.asText());
    Clipboard.getSystemClipboard().setContent(content);
    copy.setText(texts.say("app.copied"));
    said.playFromStart();
  }
}
