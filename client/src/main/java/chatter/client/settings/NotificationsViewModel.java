package chatter.client.settings;

import chatter.client.prefs.NotificationPreferences;
import chatter.client.ui.Status;
import chatter.client.ui.form.FormField;
import chatter.shared.api.NotificationsRequest;
import chatter.shared.limits.Limits;
import chatter.shared.notification.DoNotDisturb;
import chatter.shared.notification.NotificationSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/// How new messages are told: on this computer, and when on any of the account's devices. Every
/// change is made at once. JavaFX application thread only.
public final class NotificationsViewModel {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String EVENING = "22:00";
  private static final String MORNING = "07:00";
  private static final List<Integer> EVERY_DAY = List.of(1, 2, 3, 4, 5, 6, 7);

  /// When nothing is to disturb.
  public enum Quiet {
    /// Never.
    OFF,
    /// Until it is switched off.
    ON,
    /// For an hour, of which some may be over.
    HOUR,
    /// At certain hours.
    HOURS
  }

  private final AccountCalls calls;
  private final SettingsViewModel.Keeper keeper;
  private final ObservableValue<NotificationSettings> told;
  private final Consumer<NotificationSettings> onChanged;
  private final Clock clock;
  private final ReadOnlyObjectWrapper<NotificationPreferences> preferences;
  private final ReadOnlyObjectWrapper<NotificationSettings> settings;
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
  private final FormField word = new FormField("words");
  private final FormField from = new FormField("from");
  private final FormField to = new FormField("to");

  /// Hours and words are saved whole: whoever changes them looks at what those before have made of
  /// them.
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  private boolean saving;

  /// @param told what the account has said, as the server tells it
  /// @param onChanged gets what it says from here on
  /// @param clock with the reader's time zone
  public NotificationsViewModel(
      AccountCalls calls,
      SettingsViewModel.Keeper keeper,
      ObservableValue<NotificationSettings> told,
      Consumer<NotificationSettings> onChanged,
      Clock clock) {
    this.calls = calls;
    this.keeper = keeper;
    this.told = told;
    this.onChanged = onChanged;
    this.clock = clock;
    preferences = new ReadOnlyObjectWrapper<>(keeper.current().notifications());
    settings = new ReadOnlyObjectWrapper<>(told.getValue());
    showHours();
  }

  /// Starts with what holds.
  public void begin() {
    status.set(Status.NONE);
    word.textProperty().set("");
    preferences.set(keeper.current().notifications());
    take(told.getValue());
  }

  /// The server tells of something else that was said, perhaps on another device.
  public void take(NotificationSettings now) {
    settings.set(now);
    showHours();
  }

  private void showHours() {
    DoNotDisturb when = settings.get().doNotDisturb();
    boolean hours = when.mode() == DoNotDisturb.Mode.HOURS;
    from.textProperty().set(hours ? when.from() : EVENING);
    to.textProperty().set(hours ? when.to() : MORNING);
  }

  /// Changes what holds on this computer.
  public void change(UnaryOperator<NotificationPreferences> change) {
    keeper.update(now -> now.withNotifications(change.apply(now.notifications())));
    preferences.set(keeper.current().notifications());
  }

  /// When nothing disturbs.
  public Quiet quiet() {
    DoNotDisturb when = settings.get().doNotDisturb();
    return switch (when.mode()) {
      case OFF -> Quiet.OFF;
      case ON -> Quiet.ON;
      case UNTIL -> when.holds(clock.instant()) ? Quiet.HOUR : Quiet.OFF;
      case HOURS -> Quiet.HOURS;
    };
  }

  /// Chooses when nothing disturbs.
  public void choose(Quiet wanted) {
    inTurn(() ->
        save(
            switch (wanted) {
              case OFF -> DoNotDisturb.NEVER;
              case ON -> DoNotDisturb.ALWAYS;
              case HOUR -> DoNotDisturb.until(clock.instant().plus(HOUR));
              case HOURS -> DoNotDisturb.hours(EVENING, MORNING, EVERY_DAY, zone());
            }));
  }

  /// Saves the hours as they are typed.
  public void saveHours() {
    String begin = from.text().strip();
    String end = to.text().strip();
    inHours(days -> saveHours(begin, end, days));
  }

  /// Takes a day of the week into the hours, or out of them.
  ///
  /// @param day 1 for Monday to 7 for Sunday
  public void toggleDay(int day) {
    String begin = from.text().strip();
    String end = to.text().strip();
    inHours(before -> {
      TreeSet<Integer> days = new TreeSet<>(before);
      if (!days.remove(day)) {
        days.add(day);
      }
      saveHours(begin, end, List.copyOf(days));
    });
  }

  /// @param change gets the days that hold; not called if there are no hours any more
  private void inHours(Consumer<List<Integer>> change) {
    inTurn(() -> {
      DoNotDisturb when = settings.get().doNotDisturb();
      if (when.mode() == DoNotDisturb.Mode.HOURS) {
        change.accept(when.days());
      }
    });
  }

  private void saveHours(String begin, String end, List<Integer> days) {
    DoNotDisturb wanted = DoNotDisturb.hours(begin, end, days, zone());
    if (days.isEmpty()) {
      refuse("notifications.days.none");
    } else if (wanted.problem().isPresent()) {
      refuse("notifications.hours.wrong");
    } else if (!wanted.equals(settings.get().doNotDisturb())) {
      save(wanted);
    }
  }

  private void refuse(String key) {
    status.set(Status.problem(calls.texts().say(key)));
    // What holds is shown again.
    settings.set(settings.get().withWords(settings.get().words()));
  }

  private String zone() {
    return clock.getZone().getId();
  }

  /// Adds the word that is typed.
  public void addWord() {
    String typed = word.text();
    inTurn(() -> addWord(typed));
  }

  private void addWord(String typed) {
    String wanted = typed.strip();
    List<String> words = settings.get().words();
    boolean still = word.text().equals(typed);
    if (!still && words.contains(wanted)) {
      // Whoever presses twice has what they wanted.
      return;
    }
    String fault = "";
    if (wanted.isEmpty() || Limits.invisible(wanted)) {
      fault = calls.texts().say("notifications.word.missing");
    } else if (Limits.codePoints(wanted) > Limits.WATCHED_WORD_CODE_POINTS) {
      fault = calls.texts().say("notifications.word.long", Limits.WATCHED_WORD_CODE_POINTS);
    } else if (words.size() >= Limits.WATCHED_WORDS) {
      fault = calls.texts().say("notifications.word.tooMany", Limits.WATCHED_WORDS);
    } else if (words.stream()
        .anyMatch(
            other -> other.toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT)))) {
      fault = calls.texts().say("notifications.word.there");
    }
    if (still) {
      word.say(fault);
    } else if (!fault.isEmpty()) {
      status.set(Status.problem(fault));
    }
    if (fault.isEmpty()) {
      List<String> more = new ArrayList<>(words);
      more.add(wanted);
      save(new NotificationsRequest(null, more), () -> forget(typed));
    }
  }

  /// Nobody types it again; something else may have been typed meanwhile.
  private void forget(String saved) {
    if (word.text().equals(saved)) {
      word.textProperty().set("");
    }
  }

  /// Takes a word away.
  public void removeWord(String gone) {
    inTurn(() -> {
      List<String> fewer = new ArrayList<>(settings.get().words());
      fewer.remove(gone);
      save(new NotificationsRequest(null, fewer), () -> {});
    });
  }

  private void inTurn(Runnable change) {
    waiting.add(change);
    goOn();
  }

  private void goOn() {
    while (!saving && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private void save(DoNotDisturb when) {
    save(new NotificationsRequest(when, null), () -> {});
  }

  private void save(NotificationsRequest some, Runnable done) {
    status.set(Status.NONE);
    saving = true;
    calls.call(
        api -> api.changeNotifications(some),
        now -> {
          saving = false;
          take(now);
          onChanged.accept(now);
          done.run();
          goOn();
        },
        failure -> {
          saving = false;
          status.set(Status.problem(calls.words(failure)));
          take(told.getValue());
          goOn();
        });
  }

  /// How it is on this computer.
  public ReadOnlyObjectProperty<NotificationPreferences> preferencesProperty() {
    return preferences.getReadOnlyProperty();
  }

  /// What the account has said.
  public ReadOnlyObjectProperty<NotificationSettings> settingsProperty() {
    return settings.getReadOnlyProperty();
  }

  /// How it went.
  public ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }

  /// The word that is typed.
  public FormField word() {
    return word;
  }

  /// When the hours begin.
  public FormField from() {
    return from;
  }

  /// When they end.
  public FormField to() {
    return to;
  }
}
