package chatter.client.hosting;

import chatter.client.hosting.HostingViewModel.State;
import chatter.client.ui.FxTimer;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.dialog.Dialogs;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.Pane;
import javafx.stage.Window;

/// Binds `Hosting.fxml`, the middle of both hosting views, to a `HostingViewModel`: what runs, what
/// is wrong, and the sections, of which one at a time is open.
public final class HostingController {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

  private final HostingViewModel model;
  private final Texts texts;
  private final Dialogs dialogs;
  private final Runnable onCheck;

  @FXML private Pane hosting;
  @FXML private Pane running;
  @FXML private Label people;
  @FXML private Label notice;
  @FXML private Label problem;
  @FXML private Button rescue;
  @FXML private TitledPane admissionSection;
  @FXML private TitledPane inviteSection;
  @FXML private TitledPane backgroundSection;
  @FXML private TitledPane dataSection;
  @FXML private TitledPane exportSection;
  @FXML private Button check;
  @FXML private Button start;
  @FXML private Button bring;
  @FXML private Button stop;

  /// @param dialogs asks before everybody is disconnected
  /// @param onCheck called when the person wants the connection checked
  public HostingController(HostingViewModel model, Texts texts, Dialogs dialogs, Runnable onCheck) {
    this.model = model;
    this.texts = texts;
    this.dialogs = dialogs;
    this.onCheck = onCheck;
  }

  @FXML
  private void initialize() {
    ObservableValue<State> state = model.stateProperty();
    ObservableValue<Boolean> busy = state.map(s -> s == State.STARTING || s == State.STOPPING);
    ObservableValue<Boolean> runs = state.map(s -> s == State.RUNNING);
    Visibility.when(running, runs);
    Visibility.when(stop, runs);
    Visibility.when(start, runs.map(r -> !r));
    Visibility.when(bring, state.map(s -> s == State.STOPPED && !model.hasChat()));
    ObservableValue<Boolean> wanted = state.map(s -> s != State.STOPPED);
    Visibility.when(inviteSection, runs);
    Visibility.when(backgroundSection, wanted);
    Visibility.when(exportSection, wanted);
    Visibility.when(check, runs);
    Visibility.when(dataSection, state.map(s -> s == State.RUNNING || model.hasChat()));
    Visibility.when(rescue, model.rescueProperty().map(Optional::isPresent));
    start.disableProperty().bind(busy);
    start.textProperty().bind(state.map(s -> texts.say("hosting.start." + s.name())));
    people
        .textProperty()
        .bind(model.onlineProperty().map(n -> texts.say("hosting.people", n.intValue())));
    Visibility.text(notice, model.noticeProperty());
    Visibility.text(problem, model.problemProperty());
    var _ =
        new Sections(
            admissionSection, inviteSection, backgroundSection, dataSection, exportSection);
    state.subscribe(this::openWhatIsNext);
    lookWhileShown();
  }

  private void openWhatIsNext(State now) {
    if (now == State.STOPPED && !model.hasChat()) {
      admissionSection.setExpanded(true);
    } else if (now == State.RUNNING
        && !backgroundSection.isExpanded()
        && !dataSection.isExpanded()) {
      inviteSection.setExpanded(true);
    }
  }

  private void lookWhileShown() {
    FxTimer looks = FxTimer.every(LOOK_EVERY, model::refresh);
    hosting
        .sceneProperty()
        .flatMap(Scene::windowProperty)
        .flatMap(Window::showingProperty)
        .orElse(false)
        .subscribe(shown -> {
          if (shown) {
            model.refresh();
            looks.start();
          } else {
            looks.stop();
          }
        });
  }

  @FXML
  private void start() {
    model.start();
  }

  @FXML
  private void bring() {
    model.bring(dialogs);
  }

  @FXML
  private void rescue() {
    model.rescue();
  }

  @FXML
  private void check() {
    onCheck.run();
  }

  @FXML
  private void stop() {
    dialogs.ask(
        new Dialogs.Question(
            texts.say("hosting.stop.title"),
            texts.say("hosting.stop.text"),
            texts.say("hosting.stop.yes"),
            texts.say("hosting.stop.no")),
        yes -> {
          if (yes) {
            model.stop();
          }
        });
  }
}
