package chatter.client.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.prefs.Preferences;
import chatter.shared.notification.NotificationSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real server, whose answers come when the test lets them.
class NotificationsViewModelTest {
  @TempDir private Path folder;
  private SettingsFixture fixture;
  private NotificationsViewModel model;

  @BeforeEach
  void open() throws Exception {
    fixture = new SettingsFixture(folder, "Ada");
    AccountCalls calls = fixture.calls(fixture.login("Ada"));
    SettingsViewModel.Keeper keeper =
        new SettingsViewModel.Keeper() {
          private Preferences preferences = Preferences.DEFAULTS;

          @Override
          public Preferences current() {
            return preferences;
          }

          @Override
          public void update(UnaryOperator<Preferences> change) {
            preferences = change.apply(preferences);
          }
        };
    model =
        new NotificationsViewModel(
            calls,
            keeper,
            new SimpleObjectProperty<>(NotificationSettings.USUAL),
            _ -> {},
            Clock.system(ZoneId.of("Europe/Berlin")));
    model.begin();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<String> words() {
    return model.settingsProperty().get().words();
  }

  private void add(String word) {
    model.word().textProperty().set(word);
    model.addWord();
  }

  @Test
  void wordsAddedBeforeTheFirstIsSavedAreAllKept() throws Exception {
    add("lunch");
    add("dinner");
    model.word().textProperty().set("being typed");
    fixture.until(() -> words().equals(List.of("lunch", "dinner")));
    assertEquals("being typed", model.word().text());
    model.removeWord("lunch");
    model.removeWord("dinner");
    fixture.until(() -> words().isEmpty());
  }

  @Test
  void aWordThatIsOnItsWayIsThereAlready() throws Exception {
    add("lunch");
    add("Lunch");
    fixture.until(() -> !model.word().errorProperty().get().isEmpty());
    assertEquals("That word is there already.", model.word().errorProperty().get());
    assertEquals("Lunch", model.word().text());
    assertEquals(List.of("lunch"), words());
  }

  @Test
  void whoPressesTwiceAddsOneWordAndHearsNoComplaint() throws Exception {
    add("lunch");
    model.addWord();
    fixture.until(() -> words().equals(List.of("lunch")));
    assertEquals("", model.word().text());
    add("dinner");
    fixture.until(() -> words().equals(List.of("lunch", "dinner")));
    assertEquals("", model.word().errorProperty().get());
  }

  @Test
  void daysThatArePressedBeforeTheFirstIsSavedAreAllTakenOut() throws Exception {
    model.choose(NotificationsViewModel.Quiet.HOURS);
    model.toggleDay(6);
    model.toggleDay(7);
    fixture.until(
        () -> List.of(1, 2, 3, 4, 5).equals(model.settingsProperty().get().doNotDisturb().days()));
  }
}
