package chatter.client.hosting;

import chatter.client.hosting.HostingViewModel.State;
import chatter.client.ui.Dialogs;
import chatter.client.ui.Shown;
import chatter.client.ui.Texts;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Pane;

/// Binds `Hosting.fxml`, the middle of both hosting views, to a `HostingViewModel`.
public final class HostingController {
  private final HostingViewModel model;
  private final Texts texts;
  private final Dialogs dialogs;

  @FXML private ToggleButton onlyHere;
  @FXML private ToggleButton everyone;
  @FXML private Pane running;
  @FXML private Label found;
  @FXML private Pane addresses;
  @FXML private Label reach;
  @FXML private Label notice;
  @FXML private Label problem;
  @FXML private Button start;
  @FXML private Button stop;

  /// @param dialogs asks before everybody is disconnected
  public HostingController(HostingViewModel model, Texts texts, Dialogs dialogs) {
    this.model = model;
    this.texts = texts;
    this.dialogs = dialogs;
  }

  @FXML
  private void initialize() {
    ObservableValue<Boolean> busy =
        model.stateProperty().map(s -> s == State.STARTING || s == State.STOPPING);
    ObservableValue<Boolean> runs = model.stateProperty().map(s -> s == State.RUNNING);
    model
        .openProperty()
        .subscribe(open -> {
          onlyHere.setSelected(!open);
          everyone.setSelected(open);
        });
    onlyHere.disableProperty().bind(busy);
    everyone.disableProperty().bind(busy);
    Shown.when(running, runs);
    Shown.when(stop, runs);
    Shown.when(start, runs.map(r -> !r));
    start.disableProperty().bind(busy);
    start
        .textProperty()
        .bind(model.stateProperty().map(s -> texts.say("hosting.start." + s.name())));
    found
        .textProperty()
        .bind(
            Bindings.when(Bindings.isEmpty(model.addresses()))
                .then(texts.say("hosting.found.noNetwork"))
                .otherwise(
                    Bindings.when(model.openProperty())
                        .then(texts.say("hosting.found.everyone"))
                        .otherwise(texts.say("hosting.found.onlyHere"))));
    reach
        .textProperty()
        .bind(
            model
                .openProperty()
                .map(
                    open -> texts.say(open ? "hosting.reach.everyone" : "hosting.reach.onlyHere")));
    Shown.text(notice, model.noticeProperty());
    Shown.text(problem, model.problemProperty());
    model.addresses().addListener((ListChangeListener<String>) change -> showAddresses());
    showAddresses();
  }

  private void showAddresses() {
    addresses
        .getChildren()
        .setAll(model.addresses().stream().map(url -> new AddressRow(url, texts)).toList());
  }

  @FXML
  private void chooseOnlyHere() {
    choose(false);
  }

  @FXML
  private void chooseEveryone() {
    choose(true);
  }

  private void choose(boolean open) {
    model.chooseOpen(open);
    onlyHere.setSelected(!model.openProperty().get());
    everyone.setSelected(model.openProperty().get());
  }

  @FXML
  private void start() {
    model.start();
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
