package chatter.client.settings;

import chatter.client.settings.NotificationsViewModel.Quiet;
import chatter.client.ui.Futures;
import chatter.client.ui.Icon;
import chatter.client.ui.StatusLabel;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.Visibility;
import chatter.client.ui.form.Field;
import chatter.client.ui.form.SwitchLine;
import chatter.shared.notification.DoNotDisturb;
import chatter.shared.notification.NotificationSettings;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;

/// Binds `Notifications.fxml` to a `NotificationsViewModel`.
public final class NotificationsController implements Panel {
  private final NotificationsViewModel model;
  private final Texts texts;
  private final TimeLabels when;
  private final Computer computer;
  private final Map<DayOfWeek, ToggleButton> days = new EnumMap<>(DayOfWeek.class);
  private final ReadOnlyStringWrapper until = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");

  @FXML private SwitchLine notificationsOn;
  @FXML private Label notificationsTrouble;
  @FXML private SwitchLine notificationsSound;
  @FXML private SwitchLine notificationsText;
  @FXML private ToggleButton quietOFF;
  @FXML private ToggleButton quietON;
  @FXML private ToggleButton quietHOUR;
  @FXML private ToggleButton quietHOURS;
  @FXML private Label quietUntil;
  @FXML private Pane quietHours;
  @FXML private Field quietFrom;
  @FXML private Field quietTo;
  @FXML private HBox quietDays;
  @FXML private FlowPane watchedWords;
  @FXML private Field watchedWord;
  @FXML private StatusLabel notificationsStatus;

  /// What this computer can do.
  ///
  /// @param trouble why it shows no notifications; empty if it does
  /// @param sound makes the sound once
  /// @param ui the way onto the JavaFX application thread
  public record Computer(
      Supplier<CompletableFuture<Optional<String>>> trouble, Runnable sound, Executor ui) {}

  /// For one view.
  public NotificationsController(
      NotificationsViewModel model, Texts texts, TimeLabels when, Computer computer) {
    this.model = model;
    this.texts = texts;
    this.when = when;
    this.computer = computer;
  }

  @FXML
  private void initialize() {
    model
        .preferencesProperty()
        .subscribe(now -> {
          notificationsOn.setSelected(now.on());
          notificationsSound.setSelected(now.sound());
          notificationsText.setSelected(now.text());
        });
    Visibility.text(notificationsTrouble, trouble);
    Visibility.text(quietUntil, until);
    ToggleGroup group = new ToggleGroup();
    choices()
        .forEach((quiet, button) -> {
          button.setToggleGroup(group);
          button.setOnAction(click -> {
            // A second click on the same one would leave none.
            button.setSelected(true);
            if (model.quiet() != quiet) {
              model.choose(quiet);
            }
          });
        });
    for (DayOfWeek day : DayOfWeek.values()) {
      days.put(day, dayButton(day));
    }
    quietDays.getChildren().setAll(days.values());
    quietFrom.bind(model.from());
    quietTo.bind(model.to());
    for (Field field : List.of(quietFrom, quietTo)) {
      field.input().setOnAction(enter -> model.saveHours());
      field
          .input()
          .focusedProperty()
          .subscribe(focused -> {
            if (!focused && model.quiet() == Quiet.HOURS) {
              model.saveHours();
            }
          });
    }
    watchedWord.bind(model.word());
    watchedWord.input().setOnAction(enter -> model.addWord());
    model.settingsProperty().subscribe(this::show);
    notificationsStatus.follow(model.statusProperty());
  }

  private Map<Quiet, ToggleButton> choices() {
    return Map.of(
        Quiet.OFF, quietOFF, Quiet.ON, quietON, Quiet.HOUR, quietHOUR, Quiet.HOURS, quietHOURS);
  }

  private ToggleButton dayButton(DayOfWeek day) {
    Locale language = Locale.getDefault(Locale.Category.FORMAT);
    ToggleButton button = new ToggleButton(day.getDisplayName(TextStyle.SHORT, language));
    button.setAccessibleText(day.getDisplayName(TextStyle.FULL, language));
    button.getStyleClass().add("day");
    button.setId("quietDay" + day.getValue());
    button.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(button, Priority.ALWAYS);
    button.setOnAction(click -> {
      model.toggleDay(day.getValue());
      showDays();
    });
    return button;
  }

  private void show(NotificationSettings settings) {
    Quiet quiet = model.quiet();
    choices().get(quiet).setSelected(true);
    DoNotDisturb now = settings.doNotDisturb();
    until.set(
        quiet == Quiet.HOUR ? texts.say("notifications.quiet.until", when.brief(now.until())) : "");
    quietHours.setVisible(quiet == Quiet.HOURS);
    quietHours.setManaged(quiet == Quiet.HOURS);
    showDays();
    List<Button> words = new ArrayList<>();
    for (String word : settings.words()) {
      Button chip = new Button(word, Icon.X.node(12));
      chip.getStyleClass().setAll("word-chip");
      chip.setContentDisplay(ContentDisplay.RIGHT);
      chip.setAccessibleText(texts.say("notifications.removeWord", word));
      chip.setOnAction(click -> {
        model.removeWord(word);
        watchedWord.requestFocus();
      });
      words.add(chip);
    }
    watchedWords.getChildren().setAll(words);
    watchedWords.setVisible(!words.isEmpty());
    watchedWords.setManaged(!words.isEmpty());
  }

  private void showDays() {
    DoNotDisturb now = model.settingsProperty().get().doNotDisturb();
    days.forEach((day, button) ->
        button.setSelected(now.days() != null && now.days().contains(day.getValue())));
  }

  @Override
  public void opened() {
    model.begin();
    notificationsOn.requestFocus();
    Futures.deliver(
        computer.trouble().get(),
        computer.ui(),
        (reason, failure) ->
            trouble.set(
                failure != null || reason.isEmpty()
                    ? ""
                    : texts.say("notifications.trouble", reason.get())));
  }

  @FXML
  private void toggleOn() {
    model.change(now -> now.withOn(notificationsOn.isSelected()));
  }

  @FXML
  private void toggleSound() {
    model.change(now -> now.withSound(notificationsSound.isSelected()));
    if (notificationsSound.isSelected()) {
      computer.sound().run();
    }
  }

  @FXML
  private void toggleText() {
    model.change(now -> now.withText(notificationsText.isSelected()));
  }

  @FXML
  private void addWord() {
    model.addWord();
  }
}
