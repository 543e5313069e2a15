package chatter.client.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.prefs.Preferences;
import chatter.client.ui.Texts;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.shared.api.LoginResponse;
import chatter.shared.notification.NotificationSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real server, whose answers come when the test lets them.
class NotificationsViewModelTest {
  @TempDir private Path folder;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private ChatterServer server;
  private ServerApi api;
  private NotificationsViewModel model;

  @BeforeEach
  void open() throws Exception {
    server =
        new ChatterServer(
                ServerConfig.inFolder(folder.resolve("server"))
                    .withPort(0)
                    .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
            .start();
    api = new ServerApi(ServerAddress.local(server.port()));
    api.register("Ada", "ada@example.org", "correct horse").get(60, TimeUnit.SECONDS);
    LoginResponse login =
        api.login("ada@example.org", "correct horse", "test").get(60, TimeUnit.SECONDS);
    AccountCalls calls =
        new AccountCalls(
            api.as(new SessionToken(login.token())),
            tasks::add,
            Texts.of(SettingsController.class),
            () -> {});
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
    api.close();
    server.close();
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      Runnable task = tasks.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertNotNull(task, () -> "nothing more comes; " + model.settingsProperty().get());
      task.run();
    }
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
    until(() -> words().equals(List.of("lunch", "dinner")));
    assertEquals("being typed", model.word().text());
    model.removeWord("lunch");
    model.removeWord("dinner");
    until(() -> words().isEmpty());
  }

  @Test
  void aWordThatIsOnItsWayIsThereAlready() throws Exception {
    add("lunch");
    add("Lunch");
    until(() -> !model.word().errorProperty().get().isEmpty());
    assertEquals("That word is there already.", model.word().errorProperty().get());
    assertEquals("Lunch", model.word().text());
    assertEquals(List.of("lunch"), words());
  }

  @Test
  void whoPressesTwiceAddsOneWordAndHearsNoComplaint() throws Exception {
    add("lunch");
    model.addWord();
    until(() -> words().equals(List.of("lunch")));
    assertEquals("", model.word().text());
    add("dinner");
    until(() -> words().equals(List.of("lunch", "dinner")));
    assertEquals("", model.word().errorProperty().get());
  }

  @Test
  void daysThatArePressedBeforeTheFirstIsSavedAreAllTakenOut() throws Exception {
    model.choose(NotificationsViewModel.Quiet.HOURS);
    model.toggleDay(6);
    model.toggleDay(7);
    until(
        () -> List.of(1, 2, 3, 4, 5).equals(model.settingsProperty().get().doNotDisturb().days()));
  }
}
